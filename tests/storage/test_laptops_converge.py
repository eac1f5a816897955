"""Two and three laptops that meet: whatever was done on each, all end alike, and no wording is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitation import commands as c
from facilitation.errors import Refused
from facilitation.events import ref
from facilitation.model import (
    Cluster,
    Contribution,
    Difference,
    Entity,
    FieldOfAction,
    Goal,
    Group,
    Indicator,
)
from facilitation.state import State
from tests.builders import an_id
from tests.storage.laptops import Laptop, card_of, edit, seen, two

# --- any edits, any order ---

WORDS = st.sampled_from(["Eins", "Zwei", "Drei", "Vier"])
Some = st.integers(0, 5)


def one_of(laptop: Laptop, kind: type[Entity], n: int) -> Any:
    found = sorted(laptop.hall.state.all(kind), key=lambda e: e.id)
    return found[n % len(found)] if found else None


class Chosen:
    """What a step is about: some of what is there."""

    def __init__(self, laptop: Laptop, n: int, m: int, word: str) -> None:
        self.laptop, self.n, self.m, self.word = laptop, n, m, word
        self.card, self.cluster = one_of(laptop, Contribution, n), one_of(laptop, Cluster, m)
        self.goal, self.field, self.group = (one_of(laptop, kind, n) for kind in (Goal, FieldOfAction, Group))
        self.difference = one_of(laptop, Difference, n)
        workshop = laptop.hall.state.workshop
        self.about = {
            name: getattr(workshop, name) for name in c.ChangeWorkshop.model_fields if name != "type"
        }
        self.draft = {"id": an_id(), "name": word, "target_value": n}
        of_goal = self.goal and self.goal.id
        self.indicators = [i for i in laptop.hall.state.all(Indicator) if i.goal_id == of_goal]
        self.kept = tuple(
            c.IndicatorDraft(id=i.id, name=word if m % 2 else i.name, target_value=m)
            for i in self.indicators[: m % 3]
        )


# Anything that a moderator may do.
WISHES: dict[str, Callable[[Chosen], c.Command]] = {
    "post": lambda x: c.PostContribution(id=an_id(), kind="strength", text=x.word),
    "edit": lambda x: c.EditContribution(id=x.card.id, version=x.card.version, kind="weakness", text=x.word),
    "withdraw": lambda x: c.WithdrawContribution(id=x.card.id, version=x.card.version),
    "hide": lambda x: c.HideContribution(id=x.card.id, reason=x.word),
    "restore": lambda x: c.RestoreContribution(id=x.card.id),
    "move": lambda x: c.MoveContribution(id=x.card.id, cluster_id=x.cluster.id, position=float(x.n)),
    "lay": lambda x: c.MoveContribution(id=x.card.id, field_id=x.field.id, position=float(x.m)),
    "cluster": lambda x: c.CreateCluster(id=an_id(), name=x.word, contribution_ids=(x.card.id,)),
    "rename": lambda x: c.RenameCluster(id=x.cluster.id, name=x.word),
    "field of": lambda x: c.MoveCluster(id=x.cluster.id, field_id=x.field.id, position=float(x.n)),
    "merge": lambda x: c.MergeClusters(id=x.cluster.id, into_id=one_of(x.laptop, Cluster, x.n).id),
    "dissolve": lambda x: c.DissolveCluster(id=x.cluster.id),
    "goal": lambda x: c.ProposeGoal(
        id=an_id(), text=x.word, cluster_ids=(x.cluster.id,) if x.cluster else (), indicators=(x.draft,)
    ),
    "reword goal": lambda x: c.EditGoal(
        id=x.goal.id,
        version=max([x.goal.version, *(i.version for i in x.indicators)]),
        text=x.word,
        field_id=x.field.id if x.m % 2 else x.goal.field_id,
        cluster_ids=x.goal.cluster_ids,
        indicators=x.kept,
    ),
    "hide goal": lambda x: c.HideGoal(id=x.goal.id, reason=x.word),
    "withdraw goal": lambda x: c.WithdrawGoal(id=x.goal.id, version=x.goal.version),
    "restore goal": lambda x: c.RestoreGoal(id=x.goal.id),
    "translate": lambda x: c.Translate(of_id=x.card.id, language="ar", text=x.word, original_version=1),
    "no translation": lambda x: c.Translate(of_id=x.card.id, language="ar", text="", original_version=1),
    "table": lambda x: c.AddGroup(id=an_id(), name=x.word),
    "name table": lambda x: c.ChangeGroup(id=x.group.id, name=x.word, seats=x.n + 1),
    "no table": lambda x: c.RemoveGroup(id=x.group.id),
    "field": lambda x: c.AddField(id=an_id(), name=x.word),
    "name field": lambda x: c.ChangeField(id=x.field.id, name=x.word, keywords=x.word),
    "no field": lambda x: c.RemoveField(id=x.field.id),
    "title": lambda x: c.ChangeWorkshop(**{**x.about, "title": x.word, "expected": x.n}),
    "question": lambda x: c.ChangeWorkshop(
        **{**x.about, "questions": {"write": x.word}, "languages": ("fr",)}
    ),
    "ask in": lambda x: c.AskIn(language="fr", phase="write", text=x.word if x.m else ""),
    "phase": lambda x: c.GoToPhase(phase=("write", "sort", "goals")[x.n % 3]),
    "late": lambda x: c.AllowLate(allowed=bool(x.m % 2)),
    "settle": lambda x: c.SettleDifference(id=x.difference.id, choice=x.m % 2),
    "undo": lambda x: c.Undo(),
    "redo": lambda x: c.Redo(),
}


def step(laptop: Laptop, what: str, n: int, m: int, word: str) -> c.Command:
    return WISHES[what](Chosen(laptop, n, m, word))


# What tells most is done most often.
WHAT = [*WISHES, *("edit", "reword goal", "move", "settle"), *("meet", "meet", "take", "back up", "put back")]
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
    laptops = [first, second, first.copy()][:count]
    backups = [laptop.as_it_is() for laptop in laptops]
    for who, what, n, m, word in steps:
        laptop, other = laptops[who % count], laptops[(who + 1 + n % (count - 1)) % count]
        try:
            if what == "meet":
                laptop.meets(other)
            elif what == "take":
                laptop.takes(other.packed())
            elif what == "back up":
                backups[who % count] = laptop.as_it_is()
            elif what == "put back":
                laptops[who % count] = backups[who % count].as_it_is()
            else:
                laptop.ask(step(laptop, what, n, m, word))
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
