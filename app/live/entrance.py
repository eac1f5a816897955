"""Newcomers come in one after the other where too many want to at once, and nobody is sent away for that.

A device makes up who it is, so a script can be as many newcomers as it likes, for as long as it likes. Were
those beyond the limit refused, it would take each place that becomes free, and keep a hall out.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from app.fair_use.rate_limit import Bucket, ticks
from app.live.submission import Submission

AT_ONCE = 1000  # a conference sits down in one moment
PER_SECOND = 40  # behind fifty connections of a script one waits for less than two seconds
WAITING = 1000

Heard = Callable[[Submission], object]


class Entrance:
    """Of one room. All methods belong to the event loop.

    `admit` gets who may come in; `turn_away` whom there is no room for, and who has gone while waiting.
    """

    def __init__(self, admit: Heard, turn_away: Heard) -> None:
        self._admit = admit
        self._turn_away = turn_away
        self._bucket = Bucket(ticks(), AT_ONCE, PER_SECOND)
        self._waiting: deque[Submission] = deque()

    def come(self, joining: Submission) -> None:
        if not self._waiting and self._bucket.take(ticks()):
            self._admit(joining)
        elif len(self._waiting) >= WAITING:
            self._turn_away(joining)
        else:
            self._waiting.append(joining)
            if len(self._waiting) == 1:
                self._call_next()

    def close(self) -> list[Submission]:
        """Who still waited."""
        waiting, self._waiting = list(self._waiting), deque()
        return waiting

    def _call_next(self) -> None:
        asyncio.get_running_loop().call_later(1 / PER_SECOND, self._next)

    def _next(self) -> None:
        while self._waiting:
            if self._waiting[0].gone():
                self._turn_away(self._waiting.popleft())
            elif self._bucket.take(ticks()):
                self._admit(self._waiting.popleft())
            else:
                return self._call_next()
