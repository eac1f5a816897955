"""What goes on from one state in two ways: backups put back, copied data folders, archives read in again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation import commands as c
from facilitation.model import Cluster
from facilitation.undecided import pairs
from tests.builders import Hall
from tests.storage.laptops import Laptop, agree, card_of, edit, seen, two


def test_a_copied_data_folder_that_runs_on_two_laptops_loses_nothing() -> None:
    """Changed twice there and once here: both began at the same count, and neither knows of the other."""
    a, _ = two()
    edit(a, "Vor der Kopie")
    b = a.as_it_is()
    edit(a, "Noch einmal", "Von A")
    edit(b, "Von B")
    a.meets(b)
    assert {words[0] for words in a.pairs()[0]} == {"Von A", "Von B"}
    assert agree(a, b)


def test_what_is_done_after_an_older_backup_was_put_back_is_not_taken_for_known() -> None:
    a, b = two()
    edit(a, "Noch in der Kopie")
    backup = a.as_it_is()
    edit(a, "Zwischendurch", "Danach verloren")
    b.takes(a.packed())
    edit(backup, "Nach der Kopie")
    backup.takes(b.packed())
    b.takes(backup.packed())
    assert {words[0] for words in b.pairs()[0]} == {"Danach verloren", "Nach der Kopie"}
    assert agree(backup, b)


def test_an_archive_of_ones_own_older_state_changes_nothing() -> None:
    a, _ = two()
    place = next(x for x in a.hall.state.all(Cluster) if x.name == "Orte")
    early, before = a.packed(), a.as_it_is().packed()
    edit(a, "Neuer")
    a.ask(c.DissolveCluster(id=place.id))
    shown, seq = seen(a), a.hall.state.seq
    for archive in (early, before, early):
        assert a.takes(archive) == {"new": 0, "changed": 0, "both": 0}
    assert (seen(a), a.hall.state.seq) == (shown, seq)


def test_copies_of_before_openings_had_names_lose_nothing_either() -> None:
    """Their changes count one by one: nobody can know whose they were."""
    a, _ = two()
    a.hall.state.opening = ""
    edit(a, "Vor der Kopie")
    b = a.as_it_is()
    b.hall.state.opening = ""
    edit(a, "Noch einmal", "Von A")
    edit(b, "Von B")
    a.meets(b)
    assert {words[0] for words in a.pairs()[0]} == {"Von A", "Von B"}
    edit(b, "Jetzt so")
    a.takes(b.packed())
    assert card_of(a).text == "Jetzt so"
    assert "Jetzt so" in {words[0] for words in a.pairs()[0]}, "nobody has chosen"


def test_what_is_done_after_an_older_archive_came_back_is_not_taken_for_known() -> None:
    a, b = two()
    early = a.packed()
    edit(a, "Zwischendurch", "Auf beiden")
    b.takes(a.packed())
    deleted_and_read_in_again = Laptop(Hall())
    deleted_and_read_in_again.takes(early)
    edit(deleted_and_read_in_again, "Danach")
    deleted_and_read_in_again.meets(b)
    for laptop in (deleted_and_read_in_again, b):
        assert {words[0] for words in laptop.pairs()[0]} == {"Auf beiden", "Danach"}


class Known:
    """A laptop, and each wording that anybody can have read on it."""

    def __init__(self, laptop: Laptop, words: set[str]) -> None:
        self.laptop, self.words = laptop, words
        self.look()

    def shown(self) -> set[str]:
        return {card_of(self.laptop).text, *(value[0] for pair in self.laptop.pairs() for value in pair)}

    def look(self) -> None:
        self.words = self.words | self.shown()

    def as_it_is(self) -> Known:
        return Known(self.laptop.as_it_is(), self.words)

    def settle(self, choice: int) -> None:
        for pair in pairs(self.laptop.hall.state):
            self.laptop.ask(c.SettleDifference(id=pair.difference.id, choice=choice))


WHAT = (*["edit"] * 3, "keep a copy", "put the copy back", "take", "settle", "run the folder there, too")


@settings(max_examples=100, deadline=None)
@given(steps=st.lists(st.tuples(st.booleans(), st.sampled_from(WHAT)), min_size=6, max_size=16))
def test_no_wording_is_lost_whatever_copies_are_put_back(steps: list[tuple[bool, str]]) -> None:
    """What was typed last on one and never read on the other is shown on both once they have met."""
    on = [Known(laptop, set()) for laptop in two()]
    copies = [known.as_it_is() for known in on]
    for number, (there, what) in enumerate(steps):
        one, other = on[there], on[not there]
        if what == "edit":
            edit(one.laptop, f"Fassung {number}")
        elif what == "keep a copy":
            copies[there] = one.as_it_is()
        elif what == "put the copy back":
            on[there] = copies[there].as_it_is()
        elif what == "take":
            one.laptop.takes(other.laptop.packed())
        elif what == "settle":
            one.settle(number % 2)
        else:
            on[there] = other.as_it_is()
        on[there].look()
    unread = [
        card_of(one.laptop).text
        for one, other in (on, on[::-1])
        if card_of(one.laptop).text not in other.words
    ]
    on[0].laptop.meets(on[1].laptop)
    for known in on:
        assert set(unread) <= known.shown()
    assert seen(on[0].laptop) == seen(on[1].laptop)
    assert on[0].laptop.pairs() == on[1].laptop.pairs()
