"""Votings: opened, voted in, closed. Results exist only after the close."""

from __future__ import annotations

from facilitation import commands as c
from facilitation.errors import Refused
from facilitation.events import Actor, Event, SealedBallot, Unsealed
from facilitation.handlers.checks import changed, is_new, wording
from facilitation.ids import ballot_key, random_id
from facilitation.model import Ballot, Goal, Voting
from facilitation.state import State
from facilitation.voting import VOTING_MODES, default_points

QUESTION_LIMIT = 300


def open_voting(state: State, command: c.OpenVoting, actor: Actor, at: int) -> Event:
    is_new(state, Voting, command.id)
    if any(v.open for v in state.all(Voting)):
        raise Refused("voting_open")
    for id in command.option_ids:
        goal = state.get(Goal, id)
        if goal.withdrawn or goal.hidden is not None:
            raise Refused("unknown_option")
    if not command.option_ids:
        raise Refused("no_options")
    voting = Voting(
        id=command.id,
        workshop_id=state.workshop.id,
        mode=command.mode,
        question=wording(command.question, QUESTION_LIMIT),
        questions_in={at: wording(text, QUESTION_LIMIT) for at, text in command.questions_in.items() if text},
        option_ids=command.option_ids,
        points=command.points or default_points(len(command.option_ids)),
        max_per_option=command.max_per_option,
        opened_at=at,
    )
    return Event(name="voting_opened", puts=(voting,))


def cast(state: State, command: c.CastBallot, actor: Actor, at: int) -> SealedBallot:
    """Keeps the ballot under a key that only the device's secret yields. Replaces an earlier one."""
    voting = state.get(Voting, command.voting_id)
    if not voting.open:
        raise Refused("voting_closed")
    if actor.token is None:
        raise Refused("not_allowed")
    marks = {id: points for id, points in command.marks.items() if points}
    VOTING_MODES[voting.mode].check(voting, marks)
    ballot = Ballot(id=random_id(), workshop_id=voting.workshop_id, voting_id=voting.id, marks=marks)
    return SealedBallot(key=ballot_key(voting.id, actor.token), ballot=ballot)


def close(state: State, command: c.CloseVoting, actor: Actor, at: int) -> Unsealed:
    """Counts. Ballots get new random ids and are sorted by them, so no order is left."""
    voting = state.get(Voting, command.id)
    if not voting.open:
        raise Refused("voting_closed")
    cast_ones = state.sealed(voting.id).values()
    ballots = sorted((b.model_copy(update={"id": random_id()}) for b in cast_ones), key=lambda b: b.id)
    closed = changed(voting, open=False, closed_at=at)
    result = VOTING_MODES[voting.mode].tally(closed, ballots)
    event = Event(name="voting_closed", at=at, actor=actor, puts=(closed, result), before=(voting,))
    return Unsealed(event=event, ballots=tuple(ballots))
