"""Ballots of an open voting: of one's own device, in turns on a shared one, with a slip, from paper."""

from __future__ import annotations

from collections.abc import Mapping

from facilitation import commands as c
from facilitation.ballot_box import Channel, SealedBallot
from facilitation.errors import Refused
from facilitation.events import Actor, Decision
from facilitation.handlers.checks import require_open
from facilitation.ids import ballot_key, paper_key, random_id, slip_hash
from facilitation.limits import PHONE_TURNS, SPARE_TURNS
from facilitation.model import Ballot, Device, Group, Participant, SlipSheet, Voting
from facilitation.state import State
from facilitation.voting import VOTING_MODES


def cast(state: State, command: c.CastBallot, actor: Actor, at: int) -> Decision:
    """Keeps the ballot under a key that only a secret yields: of the device, the turn or the slip.

    Replaces an earlier one under that key. Where slips are asked for, a turn needs its own slip.
    Raises Refused: voting_closed, not_allowed, ballot_empty, what the mode refuses, slip_needed,
    slip_unknown, too_many_turns.
    """
    voting = require_open(state, command.voting_id)
    if actor.token is None:
        raise Refused("not_allowed")
    ballot = _ballot(voting, command.marks, blank=command.blank)
    if voting.slips_only:
        slip = _known_slip(state, command.slip)
        return Decision(
            ballot=SealedBallot(key=ballot_key(voting.id, slip), ballot=ballot, channel=Channel.SLIP)
        )
    if command.turn is not None:
        return _in_turn(state, voting, command.turn, actor, ballot)
    return Decision(ballot=SealedBallot(key=ballot_key(voting.id, actor.token), ballot=ballot))


def enter_paper(state: State, command: c.EnterPaperBallot, actor: Actor, at: int) -> Decision:
    """Replaces an earlier one with this id.

    Raises Refused: unknown, voting_closed, ballot_empty, what the mode refuses.
    """
    voting = require_open(state, command.voting_id)
    ballot = _ballot(voting, command.marks, blank=command.blank, paper=True)
    return Decision(
        ballot=SealedBallot(key=paper_key(voting.id, command.id), ballot=ballot, channel=Channel.PAPER)
    )


def remove_paper(state: State, command: c.RemovePaperBallot, actor: Actor, at: int) -> Decision:
    """Takes it out of the box again. Raises Refused: unknown, voting_closed."""
    voting = require_open(state, command.voting_id)
    key = paper_key(voting.id, command.id)
    ballot = state.box(voting.id).find(key)
    if ballot is None:
        raise Refused("unknown")
    return Decision(ballot=SealedBallot(key=key, ballot=ballot, channel=Channel.PAPER, gone=True))


def most_turns(state: State, actor: Actor) -> int:
    """How many turns this device may give in one voting."""
    person = state.get(Participant, actor.participant_id)
    if person.device is Device.PHONE:
        return PHONE_TURNS
    return state.get(Group, person.group_id).seats + SPARE_TURNS


def _in_turn(state: State, voting: Voting, turn: str, actor: Actor, ballot: Ballot) -> Decision:
    key = ballot_key(voting.id, turn)
    box = state.box(voting.id)
    if box.find(key) is not None:
        return Decision(ballot=SealedBallot(key=key, ballot=ballot, channel=Channel.TURN))
    most = most_turns(state, actor)
    if box.turns(actor.participant_id) >= most:
        raise Refused("too_many_turns", max=most)
    return Decision(
        ballot=SealedBallot(key=key, ballot=ballot, channel=Channel.TURN, turn_of=actor.participant_id)
    )


def _known_slip(state: State, slip: str | None) -> str:
    if slip is None:
        raise Refused("slip_needed")
    hashed = slip_hash(state.workshop.id, slip)
    if not any(hashed in sheet.hashes for sheet in state.all(SlipSheet)):
        raise Refused("slip_unknown")
    return slip


def _ballot(voting: Voting, marks: Mapping[str, int], *, blank: bool, paper: bool = False) -> Ballot:
    """An empty ballot is a vote too, but never by accident."""
    given = {id: points for id, points in marks.items() if points}
    if not given and not blank:
        raise Refused("ballot_empty")
    VOTING_MODES[voting.rules.mode].check(voting, given)
    return Ballot(
        id=random_id(), workshop_id=voting.workshop_id, voting_id=voting.id, marks=given, paper=paper
    )
