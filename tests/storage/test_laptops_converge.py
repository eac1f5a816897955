"""Two and three laptops that meet: whatever was done on each, all end alike, and no wording is lost."""

from __future__ import annotations

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
