"""What an archive changes comes in parts; in the end all is as if it had come in one."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

from app.workplace import slices as slicing
from app.workplace.slices import slices
from facilitation import commands as c
from facilitation.clocks import knowledge
from facilitation.errors import Refused
from facilitation.events import Event
from facilitation.model import Contribution, Workshop
from storage.archive.reading import read
from storage.archive.writing import write_archive
from storage.merging.merge import counted, merge
from tests.builders import a_card, a_workshop
from tests.storage.actions import do
from tests.storage.laptops import Laptop, card_of, edit, two
from tests.storage.merging.test_laptops_converge import WHAT, stands


class InParts(Laptop):
    """Takes each archive in parts, beside one that takes it at once."""

    def arrived(self, event: Event) -> None:
        parts, whole = slices(event), self.as_it_is()
        whole.arrived(event)
        for part in parts:
            super().arrived(part)
            stands(self.hall.state)
        assert knowledge(self.hall.journal) == knowledge(whole.hall.journal)
        assert _all(self) == _all(whole)
        assert (
            sum((Counter(counted(part)) for part in parts), Counter()) == Counter(counted(event)) - Counter()
        )
        assert [part.phases for part in parts if part.phases] == [event.phases] * bool(event.phases)


def _all(laptop: Laptop) -> list[Any]:
    return sorted((e.model_dump(mode="json") for e in laptop.hall.state.entities()), key=lambda e: str(e))


@pytest.mark.parametrize("seed", range(12))
def test_in_parts_all_ends_as_at_once_whatever_was_done(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slicing, "AT_ONCE", 1 + seed % 3)
    drawn = random.Random(seed)
    first, second = (InParts(laptop.hall) for laptop in two())
    for _ in range(40):
        laptop, other = drawn.sample([first, second], 2)
        what = drawn.choice(WHAT)
        try:
            if what in ("meet", "take"):
                laptop.takes(other.packed())
            elif what not in ("back up", "put back"):
                do(laptop, what, drawn.randrange(6), drawn.randrange(6), drawn.choice(["Eins", "Zwei"]))
        except (Refused, AttributeError):
            continue


def test_an_archive_of_before_comes_in_parts_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slicing, "AT_ONCE", 1)
    a, b = (InParts(laptop.hall) for laptop in two())
    edit(b, "Von dort")
    archive = read(write_archive(b.hall.state, None, 1))
    event = merge(a.hall.state, archive.entities, mine=knowledge(a.hall.journal), theirs=None)
    assert event is not None
    a.arrived(event)
    assert card_of(a).text == "Von dort"


def test_each_part_is_of_a_hundred_whatever_it_changes_or_takes_away() -> None:
    hall = a_workshop()
    for n in range(600):
        a_card(hall, f"Karte {n}")
    a, b = Laptop(hall), Laptop(hall).copy()
    for card in list(b.hall.state.all(Contribution)):
        b.ask(c.EditContribution(id=card.id, version=card.version, kind=card.kind, text=f"{card.text} neu"))
    archive = read(b.packed())
    theirs = (archive.known or {})[hall.state.workshop.id]
    event = merge(a.hall.state, archive.entities, mine=knowledge(a.hall.journal), theirs=theirs)
    assert event is not None and len(event.puts) >= 600
    parts = slices(event)
    assert max(len(part.puts) + len(part.drops) for part in parts) <= slicing.AT_ONCE
    assert max(len(part.knowledge) for part in parts) <= slicing.AT_ONCE * slicing.AS_MUCH
    assert not any(isinstance(put, Workshop) for part in parts[1:] for put in part.puts)
