"""Secret ballots from the cast to the close: all of it in memory. All of it on disk: storage/ballot_box.py.

While a voting is open, its box holds each ballot under a key that can be computed only from a secret: of the
device, of one turn on a shared one, or of a slip (`ids.ballot_key`). So whoever has it can find and replace
the ballot, and nobody else can tell whose it is. Of participants the box knows only how many turns their
devices gave. Ballots are never part of an event, so they come into no journal, and are sent to nobody.

At the close they get new random ids and are sorted by them; the box goes, with its keys and counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple

from facilitation.ids import random_id
from facilitation.model import Ballot

MUCH = 2000  # marks and ballots: more than this are not counted in a moment
FEW_BALLOTS = 5  # fewer ballots than this are never broken down: one could guess who voted how


class Channel(StrEnum):
    """How a ballot came: from somebody's own device, in turns on a shared one, with a slip, on paper."""

    DEVICE = "device"
    TURN = "turn"
    SLIP = "slip"
    PAPER = "paper"


class SealedBallot(NamedTuple):
    """A ballot on its way into the box: casting again under the same `key` replaces.

    `turn_of`: the participant to whose turns this one is counted, beside the ballot and never with it.
    `gone`: a paper ballot that was taken out again.
    """

    key: str
    ballot: Ballot
    channel: Channel = Channel.DEVICE
    turn_of: str | None = None
    gone: bool = False


class OpenedBox(NamedTuple):
    """A voting was closed: its ballots are to be stored as they are here, and all keys forgotten."""

    voting_id: str
    ballots: tuple[Ballot, ...]


class BallotBox:
    """Of one open voting. Only the room's state and the store put something in."""

    def __init__(self) -> None:
        self._sealed: dict[str, SealedBallot] = {}
        self._turns: Counter[str] = Counter()  # by participant

    def copy(self) -> BallotBox:
        other = BallotBox()
        other._sealed, other._turns = dict(self._sealed), self._turns.copy()
        return other

    # --- putting in ---

    def put(self, sealed: SealedBallot) -> None:
        """Casts it, or takes it out. What is replaced keeps the way it came first, as in the tables."""
        if sealed.gone:
            self._sealed.pop(sealed.key, None)
            return
        known = self._sealed.get(sealed.key, sealed)
        self._sealed[sealed.key] = sealed._replace(channel=known.channel)
        if sealed.turn_of is not None:
            self._turns[sealed.turn_of] += 1

    def count_turns(self, participant_id: str, turns: int) -> None:
        self._turns[participant_id] = turns

    # --- looking ---

    def find(self, key: str) -> Ballot | None:
        """The ballot of whoever can compute this key."""
        sealed = self._sealed.get(key)
        return sealed.ballot if sealed else None

    def ballots(self) -> dict[str, Ballot]:
        """By key."""
        return {key: sealed.ballot for key, sealed in self._sealed.items()}

    def by_channel(self) -> Counter[Channel]:
        """How many ballots came which way so far."""
        return Counter(sealed.channel for sealed in self._sealed.values())

    def turns(self, participant_id: str | None) -> int:
        """How many turns a device has given so far."""
        return self._turns[participant_id or ""]

    # --- closing ---

    def size(self) -> int:
        """How much there is to count: ballots, and the marks on them."""
        return sum(1 + len(sealed.ballot.marks) for sealed in self._sealed.values())

    def opened(self) -> tuple[Ballot, ...]:
        """What is counted and stored: nothing links one of these to a key, a time, an order or a device.

        Paper stays marked only where both it and the rest are enough people.
        """
        cast = [sealed.ballot for sealed in self._sealed.values()]
        apart = _are_apart(cast)
        fresh = (_nobodys(ballot, marked=ballot.paper and apart) for ballot in cast)
        return tuple(sorted(fresh, key=lambda ballot: ballot.id))


def _are_apart(ballots: Collection[Ballot]) -> bool:
    papers = sum(ballot.paper for ballot in ballots)
    return min(papers, len(ballots) - papers) >= FEW_BALLOTS


def _nobodys(ballot: Ballot, *, marked: bool) -> Ballot:
    """Marks in one order: that in which they came tells a typist, or an odd device, from all others."""
    marks = dict(sorted(ballot.marks.items()))
    return ballot.model_copy(update={"id": random_id(), "marks": marks, "paper": marked})
