"""How much one participant may put on the wall, and all newcomers together.

A device makes its secret itself, so a script is as many participants as it likes. Nobody who writes by hand
meets these limits, nor does a table that shares a tablet; what is refused waits on the device.
"""

from __future__ import annotations

from app.fair_use.rate_limit import Bucket, ticks
from facilitation.commands import CastBallot, Command, JoinWorkshop, KeepDrafts
from facilitation.deciding import decide
from facilitation.events import Actor, Decision, Event, Role
from facilitation.state import State

NEW_MS = 10 * 60_000  # so long somebody who came while the program ran is new
# Commands at once, and in each second afterwards.
SETTLED = (60, 0.5)  # a phone that was away sends all that waited on it
NEW = (5, 0.25)
BEYOND = (300, 5)  # of all new ones together, beyond that

UNCOUNTED = (KeepDrafts, CastBallot)  # they leave nothing that anybody else sees


class TooMuch(Exception):
    """As Refused, for now."""

    code = "rate_limited"

    def __init__(self) -> None:
        super().__init__(self.code)
        self.params: dict[str, str | int] = {}


def is_joining(command: Command | Event, actor: Actor) -> bool:
    """Whether somebody new wants to come in, for whom there is a limit of its own (`entrance`)."""
    return actor.role is Role.NEWCOMER and isinstance(command, JoinWorkshop)


class Allowances:
    """Of one room. Who was there before the program started is settled."""

    def __init__(self) -> None:
        self._came: dict[str, int] = {}
        self._own: dict[str, Bucket] = {}
        self._beyond = Bucket(ticks(), *BEYOND)

    def granted(self, state: State, command: Command, actor: Actor, at: int) -> Decision:
        """What comes of a command. Only what is granted counts. Raises Refused, TooMuch."""
        decision = decide(state, command, actor, at)
        self._charge(command, actor)
        return decision

    def _charge(self, command: Command, actor: Actor) -> None:
        if actor.participant_id is None or isinstance(command, UNCOUNTED):
            return
        now = ticks()
        if is_joining(command, actor):
            self._came[actor.participant_id] = now
        elif not self._may(actor.participant_id, now):
            raise TooMuch

    def _may(self, participant: str, now: int) -> bool:
        came = self._came.get(participant)
        if came is not None and now - came > NEW_MS:
            del self._came[participant]
            self._own.pop(participant, None)
            came = None
        rate = SETTLED if came is None else NEW
        own = self._own.setdefault(participant, Bucket(now, *rate))
        return own.take(now) or (came is not None and self._beyond.take(now))
