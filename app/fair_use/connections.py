"""Who may stay when many come: connections that say nothing for long leave first, so nobody shuts the door.

A laptop has only so many connections. Ten thousand that are held and never used would keep a hall out.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from itertools import islice
from typing import Protocol

from app.fair_use.rate_limit import ticks

log = logging.getLogger(__name__)

CONNECTIONS = 10_000  # what the laptop's system is asked for
KEPT_BACK = 2_500  # of them: more than can come in one pass of the loop (door.BACKLOG), and files
SILENT = 3_000  # each costs 10 KB; above the backlog, too
NEWEST = 100  # as many may have come just now, and had no time to say anything
LOOKED_AT = 50  # of those who did, for one whom nobody knows
SAID_MS = 60_000


class Guest(Protocol):
    """A connection as the door sees it."""

    def is_known(self) -> bool:
        """Whether somebody sits behind it who has joined, or a moderator."""

    def turn_out(self) -> None:
        """Ends it at once."""


class Guests:
    """All connections of a server: those that have asked nothing whole yet, and the others; newest last."""

    def __init__(self, most: Callable[[], int]) -> None:
        self._most = most
        self._silent: OrderedDict[Guest, None] = OrderedDict()
        self._guests: OrderedDict[Guest, None] = OrderedDict()
        self._said = -SAID_MS

    def came(self, guest: Guest) -> None:
        self._silent[guest] = None
        if len(self._silent) > SILENT or len(self._silent) + len(self._guests) > self._most():
            self._make_room()

    def spoke(self, guest: Guest) -> None:
        """It asked something whole."""
        self._silent.pop(guest, None)
        self._guests[guest] = None
        self._guests.move_to_end(guest)

    def left(self, guest: Guest) -> None:
        self._silent.pop(guest, None)
        self._guests.pop(guest, None)

    def _make_room(self) -> None:
        guest = next(iter(self._silent))
        for other in list(islice(self._guests, LOOKED_AT)) if len(self._silent) < NEWEST else ():
            self._guests.move_to_end(other)
            if not other.is_known():
                guest = other
                break
        self.left(guest)
        guest.turn_out()
        self._say()

    def _say(self) -> None:
        if ticks() - self._said >= SAID_MS:
            self._said = ticks()
            log.warning("Too many connections: those that have said nothing for longest are closed")


def most_connections() -> int:
    """What this system allows, less what is kept back. Windows and other systems without limits: ours."""
    try:
        import resource
    except ImportError:
        return CONNECTIONS - KEPT_BACK
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = CONNECTIONS if allowed == resource.RLIM_INFINITY else min(allowed, CONNECTIONS)
    return allowed - min(KEPT_BACK, allowed // 4)
