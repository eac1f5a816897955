"""How much one participant may put on the wall, and all newcomers together.

A device makes its secret itself, so a script is as many participants as it likes. Nobody who writes by hand
meets these limits, nor does a table that shares a tablet; what is refused waits on the device.
"""

from __future__ import annotations

from typing import NamedTuple

from app.fair_use.rate_limit import Bucket, ticks
from facilitation.commands import CastBallot, Command, JoinWorkshop, KeepDrafts
from facilitation.deciding import decide
from facilitation.events import Actor, Decision, Event, Role
from facilitation.state import State

NEW_MS = 10 * 60_000  # so long somebody who came while the program ran is new
# Commands at once, and in each second afterwards.
SETTLED = (60, 0.5)  # a phone that was away sends all that waited on it
NEW = (4, 0.2)
BEYOND = (200, 7)  # of all new ones together: beyond that, and for who has no place
PLACES = 60  # so many new ones need not share, or as many as the workshop expects

UNCOUNTED = {KeepDrafts, CastBallot}  # they leave nothing that anybody else sees


class TooMuch(Exception):
    """As Refused, for now."""

    code = "rate_limited"

    def __init__(self) -> None:
        super().__init__(self.code)
        self.params: dict[str, str | int] = {}


def is_joining(command: Command | Event, actor: Actor) -> bool:
    """Whether somebody new wants to come in, for whom there is a limit of its own (`entrance`)."""
    return actor.role is Role.NEWCOMER and type(command) is JoinWorkshop


class Newcomer(NamedTuple):
    """`has_place`: came while there were no more than a hall has."""

    came: int
    own: Bucket
    has_place: bool


class Allowances:
    """Of one room. Who was there before the program started is settled."""

    def __init__(self) -> None:
        self._new: dict[str, Newcomer] = {}  # in the order in which they came
        self._placed = 0
        self._settled: dict[str, Bucket] = {}
        self._beyond = Bucket(ticks(), *BEYOND)

    def granted(self, state: State, command: Command, actor: Actor, at: int) -> Decision:
        """What comes of a command. Only what is granted counts. Raises Refused, TooMuch."""
        decision = decide(state, command, actor, at)
        person = actor.participant_id
        if person is not None and type(command) not in UNCOUNTED:
            now = ticks()
            self._settle(now)
            if is_joining(command, actor):
                self._welcome(person, now, max(PLACES, state.workshop.expected))
            elif not self._may(person, now):
                raise TooMuch
        return decision

    def _welcome(self, person: str, now: int, places: int) -> None:
        self._leave(person)
        self._new[person] = Newcomer(now, Bucket(now, *NEW), self._placed < places)
        self._placed += self._new[person].has_place

    def _leave(self, person: str) -> None:
        before = self._new.pop(person, None)
        self._placed -= before is not None and before.has_place

    def _settle(self, now: int) -> None:
        while self._new:
            person, newcomer = next(iter(self._new.items()))
            if now - newcomer.came <= NEW_MS:
                return
            self._leave(person)

    def _may(self, person: str, now: int) -> bool:
        new = self._new.get(person)
        if new is None:
            return self._settled.setdefault(person, Bucket(now, *SETTLED)).take(now)
        if new.has_place:
            return new.own.take(now) or self._beyond.take(now)
        return new.own.take(now) and self._beyond.take(now)
