"""A workshop or a dialogue leaves this laptop for good, and everybody who is connected is told."""

from __future__ import annotations

import asyncio
from functools import partial

from app.settings import of_workshop
from app.workplace.workplace import Gone, Hall, NotSaved
from storage.errors import StorageProblem

UNKNOWN = 4404, "unknown"
"""As a page is answered whose code leads to no workshop."""


async def delete(hall: Hall, scope: str) -> None:
    """Raises Gone where somebody else was quicker, or NotSaved; then everything is as it was. Backups that
    were made before keep it."""
    if not hall.knows(scope):
        raise Gone
    room = await hall.room(scope)
    await room.queue.close()
    try:
        await _off_the_disk(hall, scope)
    except StorageProblem as problem:
        room.queue.closed = False
        raise NotSaved(problem.code) from problem
    hall.forget(scope)
    for subscriber in list(room.feed.subscribers):
        subscriber.send_away(*UNKNOWN)


async def _off_the_disk(hall: Hall, scope: str) -> None:
    """In its turn behind the commits of all rooms."""
    loop = asyncio.get_running_loop()
    written: asyncio.Future[None] = loop.create_future()

    def told(error: Exception | None) -> None:
        if error is None:
            written.set_result(None)
        else:
            written.set_exception(error)

    deletion = hall.store.deletion(scope, of_workshop(scope))
    hall.store.writer.do(partial(hall.store.write, deletion), told, loop)
    await written
