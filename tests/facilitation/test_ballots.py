"""One person, one ballot: on a device, in turns on a shared one, with a printed slip, on paper."""

from __future__ import annotations

import pytest

from facilitation import commands as c
from facilitation.ballot_box import Channel
from facilitation.events import ref_of
from facilitation.limits import PHONE_TURNS, SPARE_TURNS
from facilitation.model import Ballot, Device, Goal, ResultRow, SlipSheet, Voting
from facilitation.visibility import Viewer, everything, seen
from tests.builders import (
    Hall,
    a_goal,
    a_turn,
    a_voting,
    a_workshop,
    an_id,
    cast,
    close,
    on_paper,
    printed,
    refused,
)


def a_vote(**values: object) -> tuple[Hall, Voting, Goal, Goal]:
    hall = a_workshop()
    first, second = a_goal(hall), a_goal(hall, "Wohnungen für alle")
    return hall, a_voting(hall, first, second, points=3, **values), first, second


def row(hall: Hall, voting: Voting, goal: Goal) -> ResultRow:
    return next(row for row in close(hall, voting).rows if row.option_id == goal.id)


# --- in turns ---


def test_each_turn_on_a_groups_tablet_is_a_ballot_of_its_own() -> None:
    hall, voting, first, second = a_vote()
    tablet = hall.joined(device=Device.TABLET)
    for marks in ({first: 2}, {first: 1, second: 2}, {}):
        cast(hall, voting, tablet, marks, turn=a_turn())
    assert hall.state.box(voting.id).by_channel() == {Channel.TURN: 3}
    assert hall.state.box(voting.id).turns(tablet.participant_id) == 3
    result = close(hall, voting)
    assert (result.ballots, result.turn_ballots, result.detail["given"]) == (3, 3, 5)


def test_a_neighbours_turn_leaves_the_phones_own_ballot_alone() -> None:
    hall, voting, first, second = a_vote()
    phone = hall.joined()
    cast(hall, voting, phone, {first: 2})
    cast(hall, voting, phone, {second: 2}, turn=a_turn())
    cast(hall, voting, phone, {first: 1})
    assert hall.state.box(voting.id).by_channel() == {Channel.DEVICE: 1, Channel.TURN: 1}
    result = close(hall, voting)
    assert {r.option_id: r.value for r in result.rows} == {first.id: 1, second.id: 2}


def test_a_turn_that_is_sent_twice_is_counted_once() -> None:
    hall, voting, first, _ = a_vote()
    tablet, turn = hall.joined(device=Device.TABLET), a_turn()
    for _ in range(2):
        cast(hall, voting, tablet, {first: 2}, turn=turn)
    assert hall.state.box(voting.id).by_channel() == {Channel.TURN: 1}
    assert hall.state.box(voting.id).turns(tablet.participant_id) == 1


@pytest.mark.parametrize(("device", "most"), [(Device.PHONE, PHONE_TURNS), (Device.TABLET, 6 + SPARE_TURNS)])
def test_a_device_has_turns_for_its_neighbours_and_not_for_a_hall(device: Device, most: int) -> None:
    hall, voting, first, _ = a_vote()
    shared = hall.joined(device=device)
    for _ in range(most):
        cast(hall, voting, shared, {first: 1}, turn=a_turn())
    with refused("too_many_turns", max=most):
        cast(hall, voting, shared, {first: 1}, turn=a_turn())
    assert hall.state.box(voting.id).by_channel().total() == most
    cast(hall, voting, hall.joined(device=device), {first: 1}, turn=a_turn())


def test_turns_begin_anew_with_each_voting() -> None:
    hall, voting, first, _ = a_vote()
    phone = hall.joined()
    for _ in range(PHONE_TURNS):
        cast(hall, voting, phone, {first: 1}, turn=a_turn())
    close(hall, voting)
    assert hall.state.box(voting.id).turns(phone.participant_id) == 0
    cast(hall, a_voting(hall, first), phone, {first: 1}, turn=a_turn())


def test_after_the_close_nothing_says_which_ballots_were_turns_of_which_device() -> None:
    hall, voting, first, second = a_vote()
    tablet, phone = hall.joined(device=Device.TABLET), hall.joined()
    turns = [a_turn() for _ in range(6)]
    sealed = [cast(hall, voting, tablet, {first: 1}, turn=turn) for turn in turns]
    sealed.append(cast(hall, voting, phone, {second: 1}))
    opened = hall.ask(c.CloseVoting(id=voting.id)).opened
    assert opened is not None
    kept = "".join(ballot.model_dump_json() for ballot in opened.ballots)
    told = "".join(event.model_dump_json() for event in hall.journal)
    known = {*turns, *(s.key for s in sealed), *(s.ballot.id for s in sealed)}
    assert not any(secret in kept + told for secret in known)
    assert tablet.participant_id not in kept
    assert not any(name in kept for name in ("turn", "way", "slip"))


# --- empty ballots ---


def test_an_empty_ballot_is_cast_on_purpose_or_not_at_all() -> None:
    hall, voting, first, _ = a_vote()
    phone = hall.joined()
    for marks in ({}, {first: 0}):
        with refused("ballot_empty"):
            cast(hall, voting, phone, marks, blank=False)
    with refused("ballot_empty"):
        on_paper(hall, voting, {})
    cast(hall, voting, phone, {}, blank=True)
    hall.ask(c.EnterPaperBallot(id=an_id(), voting_id=voting.id, marks={}, blank=True))
    assert close(hall, voting).ballots == 2


# --- paper ---


def test_paper_ballots_are_entered_corrected_and_taken_out() -> None:
    hall, voting, first, second = a_vote()
    kept = on_paper(hall, voting, {first: 2})
    on_paper(hall, voting, {second: 2}, kept)
    wrong = on_paper(hall, voting, {first: 1})
    hall.ask(c.RemovePaperBallot(id=wrong, voting_id=voting.id))
    with refused("unknown"):
        hall.ask(c.RemovePaperBallot(id=wrong, voting_id=voting.id))
    assert [ballot.marks for ballot in hall.state.box(voting.id).ballots().values()] == [{second.id: 2}]
    assert hall.state.box(voting.id).by_channel() == {Channel.PAPER: 1}
    with refused("too_many_points", points=3):
        on_paper(hall, voting, {first: 2, second: 2})
    assert (result := close(hall, voting)).paper_ballots == 1
    assert result.ballots == 1
    with refused("voting_closed"):
        on_paper(hall, voting, {first: 1})
    with refused("voting_closed"):
        hall.ask(c.RemovePaperBallot(id=kept, voting_id=voting.id))


def test_paper_ballots_are_no_step_to_undo_and_never_in_the_journal() -> None:
    hall, voting, first, _ = a_vote()
    before, steps = len(hall.journal), len(hall.state.history.done)
    on_paper(hall, voting, {first: 1})
    assert (len(hall.journal), len(hall.state.history.done)) == (before, steps)


def test_the_order_of_its_marks_tells_no_ballot_from_another() -> None:
    """A typist goes down the sheet, a phone sorts, and where paper is few nobody may know which it was."""
    hall, voting, first, second = a_vote()
    cast(hall, voting, hall.joined(), {first: 1, second: 1})
    on_paper(hall, voting, {second: 1, first: 1})
    opened = hall.ask(c.CloseVoting(id=voting.id)).opened
    assert opened is not None
    assert len({ballot.model_dump_json(exclude={"id"}) for ballot in opened.ballots}) == 1


@pytest.mark.parametrize(("papers", "phones", "told"), [(5, 5, 5), (4, 9, 0), (9, 4, 0), (5, 0, 0)])
def test_points_on_paper_are_told_where_enough_people_stand_behind_both(
    papers: int, phones: int, told: int
) -> None:
    """What is left when paper is taken off the sum is a breakdown, too."""
    hall, voting, first, _second = a_vote()
    for _ in range(papers):
        on_paper(hall, voting, {first: 1})
    for _ in range(phones):
        cast(hall, voting, hall.joined(), {first: 1})
    decision = hall.ask(c.CloseVoting(id=voting.id))
    assert decision.event is not None
    assert decision.opened is not None
    result = next(put for put in decision.event.puts if put.type == "result")
    assert (result.ballots, result.paper_ballots) == (papers + phones, papers)
    assert [r.detail.get("paper", 0) for r in result.rows] == [told, 0]
    assert sum(ballot.paper for ballot in decision.opened.ballots) == told


# --- slips ---


def test_a_slip_is_one_ballot_whichever_device() -> None:
    hall = a_workshop()
    slip, other, _ = printed(hall)
    first, second = a_goal(hall), a_goal(hall, "Wohnungen für alle")
    voting = a_voting(hall, first, second, points=3, slips_only=True)
    anna, ben = hall.joined(), hall.joined()
    cast(hall, voting, anna, {first: 2}, slip=slip)
    cast(hall, voting, ben, {second: 1}, slip=slip)
    cast(hall, voting, ben, {second: 2}, slip=other)
    assert hall.state.box(voting.id).by_channel() == {Channel.SLIP: 2}
    result = close(hall, voting)
    assert (result.ballots, result.slip_ballots, result.detail["given"]) == (2, 2, 3)


def test_where_slips_are_asked_for_nobody_votes_without_one() -> None:
    hall = a_workshop()
    (slip,) = printed(hall, 1)
    goal = a_goal(hall)
    voting = a_voting(hall, goal, slips_only=True)
    phone, tablet = hall.joined(), hall.joined(device=Device.TABLET)
    with refused("slip_needed"):
        cast(hall, voting, phone, {goal: 1})
    with refused("slip_needed"):
        cast(hall, voting, tablet, {goal: 1}, turn=a_turn())
    with refused("slip_unknown"):
        cast(hall, voting, phone, {goal: 1}, slip="AAAABBBBCCCC")
    cast(hall, voting, tablet, {goal: 1}, turn=a_turn(), slip=slip)
    assert hall.state.box(voting.id).turns(tablet.participant_id) == 0, "a slip is proof enough"


def test_slips_count_in_every_voting_that_asks_for_them_and_in_no_other() -> None:
    hall = a_workshop()
    (slip,) = printed(hall, 1)
    goal, phone = a_goal(hall), hall.joined()
    free = a_voting(hall, goal)
    first = cast(hall, free, phone, {goal: 1}, slip=slip)
    assert first.key == cast(hall, free, phone, {goal: 1}).key, "one's device is enough here"
    close(hall, free)
    for _ in range(2):
        voting = a_voting(hall, goal, slips_only=True)
        cast(hall, voting, phone, {goal: 1}, slip=slip)
        assert close(hall, voting).slip_ballots == 1


def test_slips_must_be_there_before_they_are_asked_for_and_can_be_void() -> None:
    hall = a_workshop()
    goal = a_goal(hall)
    with refused("no_slips"):
        a_voting(hall, goal, slips_only=True)
    (lost,) = printed(hall, 1)
    sheet = next(hall.state.all(SlipSheet))
    printed(hall, 2)
    hall.ask(c.VoidSlips(id=sheet.id))
    voting = a_voting(hall, goal, slips_only=True)
    with refused("slip_unknown"):
        cast(hall, voting, hall.joined(), {goal: 1}, slip=lost)
    with refused("voting_open"):
        hall.ask(c.VoidSlips(id=next(hall.state.all(SlipSheet)).id))
    with refused("exists"):
        hall.ask(c.PrintSlips(id=next(hall.state.all(SlipSheet)).id, hashes=(an_id(),)))


def test_nobody_is_sent_the_hashes_of_slips() -> None:
    hall = a_workshop()
    printed(hall, 4)
    (sheet,) = hall.state.all(SlipSheet)
    event = hall.journal[-1]
    for shown in (everything(hall.state, Viewer.MODERATOR), seen(event, Viewer.MODERATOR, hall.state)[0]):
        assert [(s.count, s.hashes) for s in shown if isinstance(s, SlipSheet)] == [(4, ())]
    assert not any(isinstance(e, SlipSheet) for e in everything(hall.state, Viewer.PUBLIC))
    puts, drops = seen(event, Viewer.PUBLIC, hall.state)
    assert (puts, drops) == ([], [])
    assert ref_of(sheet).type == "slips"


def test_only_moderators_print_and_type_in() -> None:
    hall, voting, first, _ = a_vote()
    for command in (
        c.PrintSlips(id=an_id(), hashes=(an_id(),)),
        c.EnterPaperBallot(id=an_id(), voting_id=voting.id, marks={first.id: 1}),
    ):
        with refused("not_allowed"):
            hall.ask(command, hall.joined())
    assert not any(isinstance(entity, Ballot) for entity in hall.state.entities())
