"""Laptops that meet: whatever is done on each, all end alike, and what nobody replaced knowingly is there."""

from __future__ import annotations

import inspect
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitation import commands as c
from facilitation.errors import Refused
from facilitation.events import ref_of
from facilitation.model import (
    Cluster,
    FieldOfAction,
    Goal,
    Group,
    Voting,
)
from facilitation.rules import RULES
from facilitation.state import State
from tests.builders import an_id
from tests.storage import actions
from tests.storage.actions import ACTIONS, ELSEWHERE, PEOPLES, do, words_of
from tests.storage.laptops import Laptop, card_of, edit, seen, two
from tests.storage.witness import Witness

FEW = settings.default.max_examples // 12
WORDS = st.sampled_from(["Eins", "Zwei", "Drei", "Vier"])
Some = st.integers(0, 5)


def test_nothing_that_may_be_done_is_left_out() -> None:
    source = inspect.getsource(actions)
    commands = {rule.command for rule in RULES} - ELSEWHERE
    assert not [one.__name__ for one in commands if f"c.{one.__name__}(" not in source]


# What tells most is done most often.
OFTEN = (
    "edit",
    "edit",
    "rename",
    "reword goal",
    "move",
    "settle",
    "settle",
    "own card",
    "own words",
    "sit down",
)
WHAT = [*ACTIONS, *PEOPLES, *OFTEN, *OFTEN, *("meet", "take") * 6, "back up", "put back"]
STEPS = st.lists(st.tuples(Some, st.sampled_from(WHAT), Some, Some, WORDS), min_size=4, max_size=40)


def vote_on(laptop: Laptop) -> None:
    """Votings end on one laptop; what was voted on must be there on all."""
    count_all(laptop)
    goal = next((g for g in laptop.hall.state.all(Goal) if not g.withdrawn and g.hidden is None), None)
    if goal is not None:
        laptop.ask(c.OpenVoting(id=(id := an_id()), question="Was zuerst?", option_ids=(goal.id,)))
        laptop.ask(c.CloseVoting(id=id))


def count_all(laptop: Laptop) -> None:
    """While people vote nothing comes in."""
    for voting in list(laptop.hall.state.all(Voting)):
        if voting.open:
            laptop.ask(c.CloseVoting(id=voting.id))


@pytest.mark.parametrize("count", [2, 3])
@settings(
    max_examples=FEW, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(steps=STEPS, voted=st.booleans())
def test_whatever_is_done_all_laptops_end_alike_and_no_wording_is_lost(
    count: int, steps: list[tuple[int, str, int, int, str]], voted: bool
) -> None:
    meet_and_end_alike(count, steps, voted)


def meet_and_end_alike(count: int, steps: list[tuple[int, str, int, int, str]], voted: bool) -> None:
    first = Witness(two()[0].hall)
    laptops = [first, *(first.copy() for _ in range(count - 1))]
    backups = [laptop.as_it_is() for laptop in laptops]
    for who, what, n, m, word in steps:
        laptop, other = laptops[who % count], laptops[(who + 1 + n % (count - 1)) % count]
        try:
            if what == "meet":
                laptop.meets(other)
            elif what == "take":
                laptop.meets_one_way(other)
            elif what == "back up":
                backups[who % count] = laptop.as_it_is()
            elif what == "put back":
                laptops[who % count] = backups[who % count].as_it_is()
            else:
                do(laptop, what, n, m, word)
        except (Refused, AttributeError):  # there is nothing of the kind, or it is not allowed now
            continue
        assert not laptop.lost()
        assert not other.lost()
    for laptop in laptops:
        count_all(laptop)
    if voted:
        vote_on(laptops[-1])
    written = [one for laptop in laptops for one in words_of(laptop)]
    for _ in range(count):
        for one, another in itertools.permutations(laptops, 2):
            one.meets_one_way(another)
    for laptop in laptops[1:]:
        assert not laptop.lost()
        assert seen(laptop) == seen(laptops[0])
        assert laptop.pairs() == laptops[0].pairs()
        assert laptop.takes(laptops[0].packed()) == {"new": 0, "changed": 0, "both": 0}
    assert not laptops[0].lost()
    stands(laptops[0].hall.state)
    if not {"undo", "redo"} & {what for _, what, *_ in steps}:  # nothing else takes a card or goal away
        assert {ref_of(one) for one in written} <= {ref_of(one) for one in words_of(laptops[0])}


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


@settings(max_examples=FEW, deadline=None)
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
