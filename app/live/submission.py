"""A command on its way through a room: submitted, granted, answered."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import NamedTuple

from app.live.protocol import Ack, Rejected
from facilitation.ballot_box import MUCH
from facilitation.commands import CloseVoting, Command
from facilitation.events import Actor, Decision, Event, Role
from facilitation.ids import command_key
from facilitation.model import Participant
from facilitation.state import State
from storage.store import Answered

log = logging.getLogger(__name__)

Reply = Ack | Rejected
OnReply = Callable[[Reply], object]


def never() -> bool:
    return False


class Submission(NamedTuple):
    """A command in the queue, or an event made elsewhere. `on_reply`: of everybody who sent it.

    `gone`: whether nobody waits for the answer any more.
    """

    cmd_id: str
    command: Command | Event
    actor: Actor
    key: str
    on_reply: list[OnReply]
    gone: Callable[[], bool] = never


class Granted(NamedTuple):
    """What came of a submission, and what is remembered of it."""

    submission: Submission
    decision: Decision
    receipt: Answered


class Refusal(NamedTuple):
    """Why nothing came of it."""

    submission: Submission
    code: str
    params: dict[str, str | int]


def submission_key(cmd_id: str, actor: Actor) -> str:
    """Sender and id together. All moderators are one sender: they have no secret of theirs."""
    return command_key(actor.participant_id or actor.role, cmd_id)


def resolved(pending: State, actor: Actor) -> Actor:
    """A newcomer whose joining is pending is a participant by now."""
    if actor.role not in (Role.NEWCOMER, Role.PARTICIPANT):
        return actor
    known = pending.find(Participant, actor.participant_id) is not None
    role = Role.PARTICIPANT if known else Role.NEWCOMER
    if actor.role is role:
        return actor
    # Made and not copied, which costs more: it is due at each command of whoever came as a newcomer.
    return Actor(role=role, participant_id=actor.participant_id, token=actor.token, slip=actor.slip)


def receipt_of(submission: Submission, decision: Decision, seq: int) -> Answered:
    """What is remembered of it, so that it is answered the same when it is asked again. `seq`: with it."""
    return Answered(submission.key, seq, decision.version, decision.voting_id)


def takes_long(pending: State, command: Command | Event) -> bool:
    """Whether others would wait for it: where a conference's ballots are counted."""
    return type(command) is CloseVoting and pending.box(command.id).size() > MUCH


def log_with_id(message: str, error: Exception | None = None) -> str:
    """Logs an error, or the one under way; the id is what the screen shows."""
    id = secrets.token_hex(4)
    log.error("[%s] %s", id, message, exc_info=error or True)
    return id
