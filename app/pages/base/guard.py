"""Moderators' pages that are open: each ends with the session that it was opened in."""

from __future__ import annotations

import asyncio
from weakref import WeakSet

from nicegui import Client

from app.workplace.workplace import hall

LOOK_SECONDS = 30.0

_open: WeakSet[Client] = WeakSet()


def keep_an_eye_on(client: Client) -> None:
    _open.add(client)


def look() -> None:
    """Empties pages whose session has ended, so that nothing on them answers, and leads them to the login."""
    for client in list(_open):
        if client.id in Client.instances and not hall().access.is_moderator(client.request.scope):
            _open.discard(client)
            client.content.clear()
            client.run_javascript("location.reload()")


async def look_now_and_then() -> None:
    """Sessions also end by themselves."""
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        look()
