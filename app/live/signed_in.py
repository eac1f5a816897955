"""Open connections of moderators: each ends with the session that it was opened in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from app.live.subscribers import Subscriber, cut_off

LOOK_SECONDS = 30.0


class SignedIn:
    """`holds`: judges a request's headers. Asks it every LOOK_SECONDS, as long as anybody is here."""

    def __init__(self, holds: Callable[[dict[str, Any]], bool]) -> None:
        self._holds = holds
        self._open: dict[Subscriber, tuple[dict[str, Any], Any]] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._due: asyncio.TimerHandle | None = None

    def add(self, subscriber: Subscriber, scope: dict[str, Any], send: Any) -> None:
        self._open[subscriber] = scope, send
        self._look_later()

    def remove(self, subscriber: Subscriber) -> None:
        self._open.pop(subscriber, None)

    def look(self) -> None:
        """Cuts off whose session has ended."""
        for subscriber, (scope, send) in list(self._open.items()):
            if not self._holds(scope):
                self.remove(subscriber)
                task = asyncio.get_running_loop().create_task(cut_off(send, 4401, "not_allowed"))
                self._ending.add(task)
                task.add_done_callback(self._ending.discard)

    def _look_later(self) -> None:
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(LOOK_SECONDS, self._look_again)

    def _look_again(self) -> None:
        self._due = None
        self.look()
        if self._open:
            self._look_later()
