"""Moderators' pages that are open: each ends with the session that it was opened in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any
from weakref import WeakSet

from nicegui import Client

LOOK_SECONDS = 30.0


class Guard:
    """`is_moderator`: judges a request."""

    def __init__(self, is_moderator: Callable[[Mapping[str, Any]], bool]) -> None:
        self._is_moderator = is_moderator
        self._open: WeakSet[Client] = WeakSet()

    def keep_an_eye_on(self, client: Client) -> None:
        self._open.add(client)

    def look(self) -> None:
        """Empties pages whose session has ended, so that nothing on them answers, and leads them to the
        login."""
        for client in list(self._open):
            if client.id in Client.instances and not self._is_moderator(client.request.scope):
                self._open.discard(client)
                client.content.clear()
                client.run_javascript("location.reload()")

    async def look_now_and_then(self) -> None:
        """Sessions also end by themselves."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            self.look()
