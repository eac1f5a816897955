"""Two and three laptops that meet: whatever was done on each, all end alike, and no wording is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitation import commands as c
from facilitation.clocks import knowledge
from facilitation.errors import Refused
from facilitation.events import Event, ref
from facilitation.handlers.differences import pairs
from facilitation.ids import translation_id
from facilitation.model import (
    Cluster,
    Contribution,
    Difference,
    Entity,
    FieldOfAction,
    Goal,
    Group,
    Indicator,
    Translation,
    VotingResult,
    Workshop,
)
from facilitation.state import State
from storage.archive import merge, read, write_archive
from storage.merging import counted
from tests.builders import Hall, a_card, a_cluster, a_goal, a_workshop, an_id, cast, close


class Laptop:
    """A hall with its journal, as it stands on one laptop."""

    def __init__(self, name: str, hall: Hall) -> None:
        self.name, self.hall = name, hall

    def ask(self, command: c.Command) -> None:
        self.hall.ask(command)

    def packed(self) -> bytes:
        scope = self.hall.state.workshop.id
        known = knowledge(self.hall.journal, self.name)
        return write_archive(self.hall.state, None, 1, known={scope: known})

    def takes(self, data: bytes) -> dict[str, int]:
        archive = read(data)
        state = self.hall.state
        there = next(e.id for e in archive.entities if isinstance(e, Workshop))
        theirs = (archive.known or {}).get(there)
        mine = knowledge(self.hall.journal, self.name)
        event = merge(state, archive.entities, mine=mine, theirs=theirs)
        if event is not None:
            self.arrived(event)
        return dict(counted(event))

    def arrived(self, event: Event) -> None:
        event = event.model_copy(update={"seq": self.hall.state.seq + 1})
        event = Event.model_validate_json(event.model_dump_json())  # as the journal keeps it
        self.hall.state.apply(event)
        self.hall.journal.append(event)

    def meets(self, other: Laptop) -> None:
        """Each takes the other's archive."""
        mine, theirs = self.packed(), other.packed()
        self.takes(theirs)
        other.takes(mine)

    def copy(self, name: str) -> Laptop:
        """Another laptop that has only the archive."""
        hall = Hall()
        there = Laptop(name, hall)
        there.takes(self.packed())
        return there

    def now(self, entity: Any) -> Any:
        return self.hall.now(entity)

    def pairs(self) -> list[tuple[Any, ...]]:
        return [pair.values for pair in pairs(self.hall.state)]


def seen(laptop: Laptop) -> dict[tuple[str, str], Any]:
    """All that people see of it; a join code is each laptop's own."""
    hidden = {"author_id", "code", "version"}
    return {tuple(ref(e)): e.model_dump(mode="json", exclude=hidden) for e in laptop.hall.state.entities()}


def two() -> tuple[Laptop, Laptop]:
    hall = a_workshop()
    first = Laptop("a", hall)
    card = a_card(hall, "Die Sprachpaten")
    a_cluster(hall, "Wege", card)
    a_cluster(hall, "Orte", field="Wohnen")
    a_goal(hall, "Ein Ziel", indicators=({"id": an_id(), "name": "Plätze"},))
    return first, first.copy("b")


def card_of(laptop: Laptop) -> Contribution:
    return next(laptop.hall.state.all(Contribution))


def edit(laptop: Laptop, text: str) -> None:
    card = card_of(laptop)
    laptop.ask(c.EditContribution(id=card.id, version=card.version, kind=card.kind, text=text))


def test_a_move_there_takes_no_wording_back_here() -> None:
    a, b = two()
    edit(a, "Die Sprachpatinnen und Sprachpaten")
    place = next(x for x in b.hall.state.all(Cluster) if x.name == "Orte")
    for position in (1.0, 2.0):
        b.ask(c.MoveContribution(id=card_of(b).id, cluster_id=place.id, position=position))
    assert a.takes(b.packed()) == {"new": 0, "changed": 1, "both": 0}
    assert (card_of(a).text, card_of(a).cluster_id) == ("Die Sprachpatinnen und Sprachpaten", place.id)
    b.takes(a.packed())
    assert seen(a) == seen(b)
    assert not a.pairs()


def test_what_both_reworded_is_shown_as_a_pair_until_somebody_chooses_and_the_choice_travels() -> None:
    a, b = two()
    edit(a, "Von A")
    edit(b, "Von B")
    mine, theirs = a.packed(), b.packed()
    assert a.takes(theirs)["both"] == b.takes(mine)["both"] == 1
    assert seen(a) == seen(b)
    ((one, other),) = a.pairs()
    assert {one[0], other[0]} == {"Von A", "Von B"}
    assert a.takes(b.packed()) == {"new": 0, "changed": 0, "both": 0}
    (pair,) = pairs(a.hall.state)
    a.ask(c.SettleDifference(id=pair.difference.id, choice=1 - pair.now))
    chosen = card_of(a).text
    assert chosen == pair.values[1 - pair.now][0]
    a.ask(c.Undo())
    assert len(a.pairs()) == 1
    a.ask(c.Redo())
    assert not a.pairs()
    b.takes(a.packed())
    a.takes(b.packed())
    assert card_of(b).text == chosen
    assert not b.pairs()
    assert seen(a) == seen(b)


def test_the_same_typed_on_both_is_no_difference() -> None:
    a, b = two()
    edit(a, "Zwischendurch anders")
    edit(a, "Beide gleich")
    edit(b, "Beide gleich")
    a.meets(b)
    assert not a.pairs() + b.pairs()
    b.meets(a)
    assert seen(a) == seen(b)


def test_choosing_the_one_that_holds_settles_it_too() -> None:
    a, b = two()
    edit(a, "Von A")
    edit(b, "Von B")
    a.meets(b)
    (pair,) = pairs(b.hall.state)
    b.ask(c.SettleDifference(id=pair.difference.id, choice=pair.now))
    a.takes(b.packed())
    assert not a.pairs() + b.pairs()
    assert seen(a) == seen(b)


def test_one_card_in_two_clusters_is_asked_about() -> None:
    a, b = two()
    places = {cluster.name: cluster.id for cluster in a.hall.state.all(Cluster)}
    a.ask(c.MoveContribution(id=card_of(a).id, cluster_id=places["Orte"]))
    b.ask(c.MoveContribution(id=card_of(b).id, field_id=b.hall.field("Sprache").id))
    a.meets(b)
    assert len(a.pairs()) == len(b.pairs()) == 1
    assert seen(a) == seen(b)


def test_what_its_writer_withdrew_stays_withdrawn() -> None:
    hall = a_workshop()
    person = hall.joined()
    card = a_card(hall, "Doch nicht", person)
    hall.ask(c.WithdrawContribution(id=card.id, version=1), person)
    hall.ask(c.HideContribution(id=card.id))
    hall.ask(c.RestoreContribution(id=card.id))
    assert (hall.now(card).hidden, hall.now(card).withdrawn) == (None, True)
    goal = a_goal(hall.phase("goals"), "Ein Ziel", person)
    hall.ask(c.WithdrawGoal(id=goal.id, version=1), person)
    hall.ask(c.HideGoal(id=goal.id))
    hall.ask(c.RestoreGoal(id=goal.id))
    assert (hall.now(goal).hidden, hall.now(goal).withdrawn) == (None, True)
    hall.ask(c.RestoreGoal(id=goal.id))
    assert not hall.now(goal).withdrawn


def test_hidden_there_and_withdrawn_here_is_both() -> None:
    a, b = two()
    a.ask(c.WithdrawContribution(id=card_of(a).id, version=card_of(a).version))
    b.ask(c.HideContribution(id=card_of(b).id, reason="Name"))
    a.meets(b)
    assert (card_of(a).hidden, card_of(a).withdrawn) == ("Name", True)
    assert seen(a) == seen(b)


def test_what_was_dissolved_there_goes_unless_something_was_laid_into_it_here() -> None:
    a, b = two()
    places = {cluster.name: cluster.id for cluster in a.hall.state.all(Cluster)}
    for name in ("Wege", "Orte"):
        a.ask(c.DissolveCluster(id=places[name]))
    b.ask(c.PostContribution(id=(new := an_id()), kind="weakness", text="Neu"))
    b.ask(c.MoveContribution(id=new, cluster_id=places["Orte"]))
    a.meets(b)
    assert [cluster.name for cluster in a.hall.state.all(Cluster)] == ["Orte"]
    assert a.hall.state.get(Contribution, new).cluster_id == places["Orte"]
    assert seen(a) == seen(b)


def test_a_new_name_is_not_lost_with_what_was_dissolved_there() -> None:
    a, b = two()
    place = next(x for x in a.hall.state.all(Cluster) if x.name == "Orte")
    a.ask(c.DissolveCluster(id=place.id))
    b.ask(c.RenameCluster(id=place.id, name="Treffpunkte"))
    a.meets(b)
    assert a.now(place).name == "Treffpunkte"
    assert seen(a) == seen(b)


def test_two_next_tables_get_two_numbers() -> None:
    a, b = two()
    for laptop in (a, b):
        laptop.ask(c.AddGroup(id=an_id(), name="Tisch 4"))
    a.meets(b)
    assert sorted(group.number for group in a.hall.state.all(Group)) == [1, 2, 3, 4, 5]
    assert seen(a) == seen(b)
    a.packed()
    read(a.packed())


def test_questions_are_parts_of_their_own() -> None:
    a, b = two()
    for laptop, phase in ((a, "write"), (b, "goals")):
        now = laptop.hall.state.workshop
        about = {"title": now.title, "audience": now.audience, "target_year": 2030, "version": now.version}
        laptop.ask(c.ChangeWorkshop(**about, questions={phase: f"Was ist mit {phase}?"}, languages=("ar",)))
        laptop.ask(c.AskIn(language="ar", phase=phase, text="ما رأيكم؟"))
    a.meets(b)
    assert set(a.hall.state.workshop.questions) == {"write", "goals"}
    assert set(a.hall.state.workshop.questions_in["ar"]) == {"write", "goals"}
    assert not a.pairs()
    assert seen(a) == seen(b)


def test_an_archive_of_before_still_wins_by_its_version() -> None:
    a, b = two()
    edit(b, "Neuer")
    old = write_archive(b.hall.state, None, 1)
    assert a.takes(old)["changed"] == 1
    assert card_of(a).text == "Neuer"
    edit(a, "Noch neuer")
    assert a.takes(old) == {"new": 0, "changed": 0, "both": 0}
    b.takes(a.packed())
    assert card_of(b).text == "Noch neuer"
    edit(a, "A")
    edit(b, "B")
    assert a.takes(write_archive(b.hall.state, None, 1))["both"] == 1  # the same version: not lost, asked


def test_a_copied_data_folder_bears_the_same_name_and_loses_nothing() -> None:
    a, b = two()
    b.name = "a"
    edit(a, "Von A")
    edit(b, "Von B")
    a.meets(b)
    assert len(a.pairs()) == 1
    assert seen(a) == seen(b)


# --- any edits, any order ---

WORDS = st.sampled_from(["Eins", "Zwei", "Drei", "Vier"])
Some = st.integers(0, 5)


def one_of(laptop: Laptop, kind: type[Entity], n: int) -> Any:
    found = sorted(laptop.hall.state.all(kind), key=lambda e: e.id)
    return found[n % len(found)] if found else None


def step(laptop: Laptop, what: str, n: int, m: int, word: str) -> c.Command | None:
    """Something that a moderator may do."""
    card, cluster = one_of(laptop, Contribution, n), one_of(laptop, Cluster, m)
    goal, field, group = (one_of(laptop, kind, n) for kind in (Goal, FieldOfAction, Group))
    workshop = laptop.hall.state.workshop
    about = {name: getattr(workshop, name) for name in c.ChangeWorkshop.model_fields if name != "type"}
    difference = one_of(laptop, Difference, n)
    draft = {"id": an_id(), "name": word, "target_value": n}
    indicators = [i for i in laptop.hall.state.all(Indicator) if goal and i.goal_id == goal.id]
    kept = tuple(
        c.IndicatorDraft(id=i.id, name=word if m % 2 else i.name, target_value=m) for i in indicators[: m % 3]
    )
    return {
        "post": lambda: c.PostContribution(id=an_id(), kind="strength", text=word),
        "edit": lambda: c.EditContribution(id=card.id, version=card.version, kind="weakness", text=word),
        "withdraw": lambda: c.WithdrawContribution(id=card.id, version=card.version),
        "hide": lambda: c.HideContribution(id=card.id, reason=word),
        "restore": lambda: c.RestoreContribution(id=card.id),
        "move": lambda: c.MoveContribution(id=card.id, cluster_id=cluster.id, position=float(n)),
        "lay": lambda: c.MoveContribution(id=card.id, field_id=field.id, position=float(m)),
        "cluster": lambda: c.CreateCluster(id=an_id(), name=word, contribution_ids=(card.id,)),
        "rename": lambda: c.RenameCluster(id=cluster.id, name=word),
        "field of": lambda: c.MoveCluster(id=cluster.id, field_id=field.id, position=float(n)),
        "merge": lambda: c.MergeClusters(id=cluster.id, into_id=one_of(laptop, Cluster, n).id),
        "dissolve": lambda: c.DissolveCluster(id=cluster.id),
        "goal": lambda: c.ProposeGoal(
            id=an_id(), text=word, cluster_ids=(cluster.id,) if cluster else (), indicators=(draft,)
        ),
        "reword goal": lambda: c.EditGoal(
            id=goal.id,
            version=max([goal.version, *(i.version for i in indicators)]),
            text=word,
            field_id=field.id if m % 2 else goal.field_id,
            cluster_ids=goal.cluster_ids,
            indicators=kept,
        ),
        "hide goal": lambda: c.HideGoal(id=goal.id, reason=word),
        "withdraw goal": lambda: c.WithdrawGoal(id=goal.id, version=goal.version),
        "restore goal": lambda: c.RestoreGoal(id=goal.id),
        "translate": lambda: c.Translate(of_id=card.id, language="ar", text=word, original_version=1),
        "no translation": lambda: c.Translate(of_id=card.id, language="ar", text="", original_version=1),
        "table": lambda: c.AddGroup(id=an_id(), name=word),
        "name table": lambda: c.ChangeGroup(id=group.id, name=word, seats=n + 1),
        "no table": lambda: c.RemoveGroup(id=group.id),
        "field": lambda: c.AddField(id=an_id(), name=word),
        "name field": lambda: c.ChangeField(id=field.id, name=word, keywords=word),
        "no field": lambda: c.RemoveField(id=field.id),
        "title": lambda: c.ChangeWorkshop(**{**about, "title": word, "expected": n}),
        "question": lambda: c.ChangeWorkshop(**{**about, "questions": {"write": word}, "languages": ("fr",)}),
        "ask in": lambda: c.AskIn(language="fr", phase="write", text=word if m else ""),
        "phase": lambda: c.GoToPhase(phase=("write", "sort", "goals")[n % 3]),
        "late": lambda: c.AllowLate(allowed=bool(m % 2)),
        "settle": lambda: c.SettleDifference(id=difference.id, choice=m % 2),
        "undo": lambda: c.Undo(),
        "redo": lambda: c.Redo(),
    }[what]()


WHAT = [
    *("post", "edit", "edit", "edit", "withdraw", "hide", "restore", "move", "lay", "cluster", "rename"),
    *("field of", "merge", "dissolve", "goal", "reword goal", "reword goal", "hide goal", "withdraw goal"),
    *(
        "restore goal",
        "translate",
        "no translation",
        "table",
        "name table",
        "no table",
        "field",
        "name field",
    ),
    *(
        "no field",
        "title",
        "question",
        "ask in",
        "phase",
        "late",
        "settle",
        "undo",
        "redo",
        "meet",
        "meet",
        "take",
    ),
]
STEPS = st.lists(st.tuples(Some, st.sampled_from(WHAT), Some, Some, WORDS), min_size=4, max_size=20)


def vote_on(laptop: Laptop) -> None:
    """Votings end on one laptop; what was voted on must be there on all."""
    goal = next((g for g in laptop.hall.state.all(Goal) if not g.withdrawn and g.hidden is None), None)
    if goal is not None:
        laptop.ask(c.OpenVoting(id=(id := an_id()), question="Was zuerst?", option_ids=(goal.id,)))
        laptop.ask(c.CloseVoting(id=id))


@pytest.mark.parametrize("count", [2, 3])
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(steps=STEPS, voted=st.booleans())
def test_whatever_is_done_all_laptops_end_alike_and_no_wording_is_lost(
    count: int, steps: list[tuple[int, str, int, int, str]], voted: bool
) -> None:
    first, second = two()
    laptops = [first, second, first.copy("c")][:count]
    for who, what, n, m, word in steps:
        laptop, other = laptops[who % count], laptops[(who + 1 + n % (count - 1)) % count]
        try:
            if what == "meet":
                laptop.meets(other)
            elif what == "take":
                laptop.takes(other.packed())
            elif (command := step(laptop, what, n, m, word)) is not None:
                laptop.ask(command)
        except (Refused, AttributeError):  # there is nothing of the kind, or it is not allowed now
            continue
    if voted:
        vote_on(laptops[-1])
    written = [words_of(laptop) for laptop in laptops]
    for _ in range(count):
        for one in laptops:
            for other in laptops:
                if one is not other:
                    one.takes(other.packed())
    for laptop in laptops[1:]:
        assert seen(laptop) == seen(laptops[0])
        assert laptop.pairs() == laptops[0].pairs()
        assert laptop.takes(laptops[0].packed()) == {"new": 0, "changed": 0, "both": 0}
    stands(laptops[0].hall.state)
    if len(laptops) == 2:
        for before in written:
            kept(before, laptops[0])


def words_of(laptop: Laptop) -> list[Contribution | Goal]:
    return [*laptop.hall.state.all(Contribution), *laptop.hall.state.all(Goal)]


def kept(before: list[Contribution | Goal], laptop: Laptop) -> None:
    """Every card and goal is there; which were changed on one laptop only is not known here."""
    for entity in before:
        if laptop.hall.state.lookup(ref(entity)) is None:
            # Only an undo takes a card away, and a goal.
            assert any(
                event.name in ("undone", "redone", "archive_imported") for event in laptop.hall.journal
            )


def stands(state: State) -> None:
    """Nothing points to what is not there."""
    for entity in state.entities():
        for name, kind in (
            ("cluster_id", Cluster),
            ("field_id", FieldOfAction),
            ("group_id", Group),
            ("goal_id", Goal),
        ):
            id = getattr(entity, name, None)
            assert id is None or state.find(kind, id) is not None, entity
    numbers = [group.number for group in state.all(Group)]
    assert len(numbers) == len(set(numbers))


@settings(max_examples=8, deadline=None)
@given(texts=st.lists(st.tuples(st.booleans(), WORDS), min_size=1, max_size=8))
def test_of_two_wordings_that_met_both_are_there(texts: list[tuple[bool, str]]) -> None:
    a, b = two()
    for there, text in texts:
        edit(b if there else a, f"{text} {'B' if there else 'A'}")
    last = {card_of(a).text, card_of(b).text} - {"Die Sprachpaten"}
    a.meets(b)
    shown = {card_of(a).text, *(value[0] for pair in a.pairs() for value in pair)}
    assert last <= shown
    assert seen(a) == seen(b)


def test_a_ballot_box_travels_whole() -> None:
    a, b = two()
    goal = next(a.hall.state.all(Goal))
    a.ask(c.OpenVoting(id=(id := an_id()), question="Was zuerst?", option_ids=(goal.id,)))
    a.hall.phase("vote")
    from facilitation.model import Voting

    voting = a.hall.state.get(Voting, id)
    for _ in range(3):
        cast(a.hall, voting, a.hall.joined(), {goal: 1})
    close(a.hall, voting)
    b.takes(a.packed())
    assert next(b.hall.state.all(VotingResult)).ballots == 3
    assert seen(a) == seen(b)


def test_two_interpreters_of_one_card_are_a_pair() -> None:
    a, b = two()
    for laptop, text in ((a, "Les parrains"), (b, "Les marraines")):
        laptop.ask(c.Translate(of_id=card_of(laptop).id, language="fr", text=text, original_version=1))
    a.meets(b)
    assert len(a.pairs()) == 1
    assert len(list(a.hall.state.all(Translation))) == 1
    assert next(a.hall.state.all(Translation)).id == translation_id(card_of(a).id, "fr")
    assert seen(a) == seen(b)


def test_a_difference_in_an_archive_is_one_that_could_have_come_about() -> None:
    a, b = two()
    edit(a, "Von A")
    edit(b, "Von B")
    a.meets(b)
    (difference,) = a.hall.state.all(Difference)
    for wrong in (
        {"choices": (json.dumps(["x" * 3000, "", 1]), difference.choices[0])},
        {"choices": (json.dumps(["a\u202eb", "", 1]), difference.choices[0])},
        {"choices": difference.choices[:1]},
        {"choices": ("{", "[")},
        {"part": "id", "choices": (json.dumps(an_id()), json.dumps(an_id()))},
        {"part": "version", "choices": ("1", "2")},
        {"part": "hidden", "choices": ('"<b>\\n"', "null")},
    ):
        a.hall.state.put(difference.model_copy(update=wrong))
        with pytest.raises(Exception, match="archive_broken"):
            read(a.packed())
