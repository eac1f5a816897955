"""Votings: secret while open, counted once, unlinkable afterwards."""

from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation import commands as c
from facilitation.ballot_box import FEW_BALLOTS
from facilitation.model import Ballot, DotRules, Voting, VotingResult
from facilitation.visibility import Viewer, visible
from facilitation.voting import default_points, tally_dots
from tests.builders import NOON, STAGE, a_goal, a_voting, a_workshop, an_id, cast, close, refused

A, B, C, D = "a", "b", "c", "d"


def dots(*options: str, points: int = 3, most: int = 2) -> Voting:
    return Voting(
        id="v",
        workshop_id="w",
        question="Was zuerst?",
        option_ids=options,
        rules=DotRules(points=points, max_per_option=most),
        opened_at=NOON,
    )


def ballots(*marks: dict[str, int]) -> list[Ballot]:
    return [Ballot(id=str(n), workshop_id="w", voting_id="v", marks=given) for n, given in enumerate(marks)]


def rows(result: VotingResult) -> list[tuple[str, int, int | None, int]]:
    return [(row.option_id, row.value, row.voters, row.rank) for row in result.rows]


def test_a_voting_is_opened_on_goals() -> None:
    hall = a_workshop(phase="vote")
    goals, id = [a_goal(hall, f"Ziel {n}") for n in range(5)], an_id()
    options = tuple(goal.id for goal in goals)
    hall.ask(c.OpenVoting(id=id, question="Was zuerst?", option_ids=options), at=NOON)
    assert hall.state.get(Voting, id) == Voting(
        id=id,
        workshop_id=hall.state.workshop.id,
        question="Was zuerst?",
        option_ids=options,
        rules=DotRules(points=3, max_per_option=2),
        opened_at=NOON,
    )


@pytest.mark.parametrize(("options", "points"), [(1, 1), (2, 1), (5, 3), (19, 10), (40, 10)])
def test_points_are_half_of_the_options_and_at_most_ten(options: int, points: int) -> None:
    assert default_points(options) == points


def test_a_voting_needs_a_question_and_goals_that_can_be_seen() -> None:
    hall = a_workshop(phase="vote")
    hidden, withdrawn, goal = a_goal(hall), a_goal(hall), a_goal(hall)
    hall.ask(c.HideGoal(id=hidden.id))
    hall.ask(c.WithdrawGoal(id=withdrawn.id, version=1))
    with refused("no_options"):
        a_voting(hall)
    for option in (hidden, withdrawn):
        with refused("unknown_option"):
            a_voting(hall, goal, option)
    with refused("unknown"):
        hall.ask(c.OpenVoting(id=an_id(), question="Was?", option_ids=(an_id(),)))
    with refused("text_empty"):
        hall.ask(c.OpenVoting(id=an_id(), question="", option_ids=(goal.id,)))
    with refused("text_too_long", over=1, limit=300):
        hall.ask(c.OpenVoting(id=an_id(), question="x" * 301, option_ids=(goal.id,)))


def test_one_voting_at_a_time() -> None:
    hall = a_workshop()
    goal = a_goal(hall)
    voting = a_voting(hall, goal)
    with refused("voting_open"):
        a_voting(hall, goal)
    with refused("voting_open"):
        hall.ask(c.FinishWorkshop())
    close(hall, voting)
    with refused("exists"):
        hall.ask(c.OpenVoting(id=voting.id, question="Was?", option_ids=(goal.id,)))
    a_voting(hall, goal)


def test_the_ballot_that_is_sent_last_counts() -> None:
    hall = a_workshop()
    first, second = a_goal(hall), a_goal(hall, "Wohnungen für alle")
    voting, person = a_voting(hall, first, second, points=3), hall.joined()
    cast(hall, voting, person, {first: 2, second: 1})
    cast(hall, voting, person, {first: 0, second: 2})
    assert [ballot.marks for ballot in hall.state.box(voting.id).ballots().values()] == [{second.id: 2}]
    result = close(hall, voting)
    assert rows(result) == [(second.id, 2, None, 1), (first.id, 0, None, 2)]
    assert (result.ballots, result.detail) == (1, {"given": 2, "available": 3})


def test_a_ballot_keeps_the_rules() -> None:
    hall = a_workshop()
    goals, outside = [a_goal(hall) for _ in range(3)], a_goal(hall)
    voting, person = a_voting(hall, *goals, points=3, max_per_option=2), hall.joined()
    with refused("too_many_on_option", max=2):
        cast(hall, voting, person, {goals[0]: 3})
    with refused("too_many_points", points=3):
        cast(hall, voting, person, {goals[0]: 2, goals[1]: 2})
    with refused("unknown_option"):
        cast(hall, voting, person, {outside: 1})
    assert hall.state.box(voting.id).ballots() == {}


def test_one_votes_with_a_device_in_an_open_voting_in_its_phase() -> None:
    hall = a_workshop()
    goal = a_goal(hall)
    voting, person = a_voting(hall, goal), hall.joined()
    with refused("unknown"):
        hall.ask(c.CastBallot(voting_id=an_id(), marks={}), person)
    with refused("not_allowed"):
        cast(hall, voting, person.model_copy(update={"token": None}), {goal: 1})
    with refused("not_allowed"):
        hall.ask(c.CastBallot(voting_id=voting.id, marks={goal.id: 1}))
    with refused("phase_closed"):
        cast(hall.phase("goals"), voting, person, {goal: 1})
    close(hall.phase("vote"), voting)
    with refused("voting_closed"):
        cast(hall, voting, person, {goal: 1})
    with refused("voting_closed"):
        close(hall, voting)
    with refused("unknown"):
        hall.ask(c.CloseVoting(id=an_id()))


def test_only_moderators_open_and_close() -> None:
    hall = a_workshop()
    voting = a_voting(hall, a_goal(hall))
    for actor in (hall.joined(), STAGE):
        with refused("not_allowed"):
            hall.ask(c.CloseVoting(id=voting.id), actor)


def test_after_the_close_nothing_links_a_ballot_to_a_device_or_an_order() -> None:
    hall = a_workshop()
    goals = [a_goal(hall, f"Ziel {n}") for n in range(4)]
    voting = a_voting(hall, *goals, points=1, max_per_option=1)
    people = [hall.joined() for _ in range(40)]
    sealed = [cast(hall, voting, person, {goals[n % 4]: 1}) for n, person in enumerate(people)]
    opened = hall.ask(c.CloseVoting(id=voting.id)).opened
    assert opened is not None
    stored = opened.ballots
    known = {s.key for s in sealed} | {s.ballot.id for s in sealed} | {p.participant_id for p in people}
    assert hall.state.box(voting.id).ballots() == {}
    assert Counter(str(b.marks) for b in stored) == Counter(str(s.ballot.marks) for s in sealed)
    assert not any(secret in ballot.model_dump_json() for ballot in stored for secret in known if secret)
    assert [b.id for b in stored] == sorted(b.id for b in stored)
    assert [b.marks for b in stored] != [s.ballot.marks for s in sealed]  # once in 40! runs they may be
    assert all(b.id[14] == "4" for b in stored), "a version 4 id holds no time"


def test_the_journal_never_holds_a_ballot() -> None:
    hall = a_workshop()
    goal = a_goal(hall)
    voting, person = a_voting(hall, goal), hall.joined()
    cast(hall, voting, person, {goal: 1})
    close(hall, voting)
    assert not any(isinstance(e, Ballot) for event in hall.journal for e in (*event.puts, *event.before))
    assert person.token not in "".join(event.model_dump_json() for event in hall.journal)


def test_ties_are_shown_as_ties() -> None:
    result = tally_dots(dots(A, B, C, D), ballots({B: 2, C: 1}, {C: 1, A: 1}, {A: 1}))
    assert rows(result) == [(A, 2, None, 1), (B, 2, None, 1), (C, 2, None, 1), (D, 0, None, 4)]
    result = tally_dots(dots(A, B, C, D), ballots({D: 2, B: 1}, {C: 1}))
    assert [(row.option_id, row.rank) for row in result.rows] == [(D, 1), (B, 2), (C, 2), (A, 4)]


@pytest.mark.parametrize(("cast_ones", "told"), [(4, None), (5, 5)])
def test_a_result_of_few_ballots_is_not_broken_down(cast_ones: int, told: int | None) -> None:
    result = tally_dots(dots(A, B), ballots(*[{A: 2}] * cast_ones))
    assert [(row.value, row.voters) for row in result.rows] == [(2 * cast_ones, told), (0, told and 0)]
    stored = result.model_copy(
        update={"rows": tuple(r.model_copy(update={"voters": 4}) for r in result.rows)}
    )
    for viewer in Viewer:
        shown = visible(stored, viewer)
        assert isinstance(shown, VotingResult)
        assert {row.voters for row in shown.rows} == {4 if told else None}, "whatever was stored"


def test_a_voting_without_ballots_has_a_result_too() -> None:
    result = tally_dots(dots(A, B), [])
    assert (result.ballots, result.detail) == (0, {"given": 0, "available": 0})
    assert rows(result) == [(A, 0, None, 1), (B, 0, None, 1)]


marks = st.dictionaries(st.sampled_from([A, B, C, D]), st.integers(1, 2), max_size=3)


@given(st.lists(marks, max_size=30), st.randoms())
def test_a_tally_does_not_depend_on_the_order_of_ballots(given_marks: list[dict[str, int]], random) -> None:
    cast_ones = ballots(*given_marks)
    shuffled = random.sample(cast_ones, len(cast_ones))
    assert tally_dots(dots(A, B, C, D), shuffled) == tally_dots(dots(A, B, C, D), cast_ones)


@given(st.lists(marks, max_size=30))
def test_no_point_is_lost_or_invented(given_marks: list[dict[str, int]]) -> None:
    result = tally_dots(dots(A, B, C, D), ballots(*given_marks))
    assert sum(row.value for row in result.rows) == sum(sum(m.values()) for m in given_marks)
    if len(given_marks) >= FEW_BALLOTS:
        assert sum(row.voters or 0 for row in result.rows) == sum(len(m) for m in given_marks)
    assert [row.value for row in result.rows] == sorted((row.value for row in result.rows), reverse=True)


class Looked(dict[str, int]):
    """Marks that count how often they are looked at."""

    times = 0

    def get(self, *asked: Any) -> Any:
        Looked.times += 1
        return super().get(*asked)

    def items(self) -> Any:
        Looked.times += len(self)
        return super().items()


def test_a_conference_with_many_options_is_counted_by_its_marks() -> None:
    """Options times ballots were two seconds in which a hall of 2,000 ballots stood still."""
    options = [f"option-{n}" for n in range(100)]
    cast_ones = [
        SimpleNamespace(marks=Looked({options[n % 100]: 2, options[(n + 1) % 100]: 1}), paper=n < 50)
        for n in range(200)
    ]
    result = tally_dots(dots(*options), cast_ones)  # type: ignore[arg-type]
    assert {(row.value, row.voters, row.rank) for row in result.rows} == {(6, 4, 1)}
    assert sum(row.detail.get("paper", 0) for row in result.rows) == 150
    assert Looked.times <= 3 * 2 * len(cast_ones)


def test_what_there_is_to_count_are_ballots_and_their_marks() -> None:
    hall = a_workshop(phase="vote")
    goals = [a_goal(hall, f"Ziel {n}") for n in range(3)]
    voting = a_voting(hall, *goals)
    assert hall.state.box(voting.id).size() == 0
    cast(hall, voting, hall.joined(), {goals[0]: 1, goals[1]: 1})
    cast(hall, voting, hall.joined(), {})
    assert hall.state.box(voting.id).size() == 4
