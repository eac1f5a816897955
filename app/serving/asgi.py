"""The ASGI app: the live channel, static files, light pages, and the moderators' pages behind them.

The order matters for speed: the live channel and our static files are answered before any
framework is asked, and phones and stage before the moderators' framework is loaded.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.routing import Match

from app.fair_use.page_gate import Gate
from app.live.asgi import respond
from app.live.gateway import Gateway
from app.live.protocol import FRAME_BYTES
from app.network.mdns import looking_around
from app.serving.memory import given_back_now_and_then
from app.serving.moderators import Moderators
from app.serving.security_headers import Guarded
from app.venue_check.check import count_devices
from app.web import bundle, routes
from app.workplace.rooms import Rooms, clock
from app.workplace.workplace import Workplace

log = logging.getLogger(__name__)

AGAIN_SECONDS = 10.0
_IMMUTABLE = b"public, max-age=31536000, immutable"


class App:
    """Sends each request to where it belongs. Nothing that goes wrong below reaches a screen.

    `moderators`: their pages, which are there a moment after the others.
    """

    def __init__(self, workplace: Workplace) -> None:
        self.moderators, access = Moderators(workplace), workplace.access
        self._live = Gateway(workplace.rooms.room_of, access.is_moderator, clock, FRAME_BYTES)
        gated = Gate(
            Pages(workplace, self.moderators),
            access.is_moderator,
            routes.busy,
            self.moderators.forget_unopened,
        )
        self._pages = Guarded(gated, lambda: workplace.network.urls, access.is_moderator)
        access.ended.append(self._live.signed_in.look)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        path = scope.get("path", "")
        if path.startswith("/live/"):
            await self._live(scope, receive, send)
        elif path.startswith("/a/") and scope["type"] == "http":
            await _static(scope, send)
        else:
            await self._pages(scope, receive, send)


class Pages:
    """The light ones, and for all else the moderators' and what belongs to these."""

    def __init__(self, workplace: Workplace, moderators: Moderators) -> None:
        self._moderators = moderators
        self._routes = routes.routes(workplace)
        self._light = Starlette(
            routes=self._routes,
            exception_handlers=routes.ANSWERS,
            lifespan=partial(_lifespan, workplace, moderators),
        )

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        light = scope["type"] == "lifespan" or any(
            route.matches(scope)[0] != Match.NONE for route in self._routes
        )
        await (self._light if light else self._moderators)(scope, receive, send)


async def _static(scope: Any, send: Any) -> None:
    file = bundle.by_path().get(scope["path"])
    if file is None:
        return await respond(send, 404, {"code": "unknown"})
    # Only gzip: browsers offer better compressions over HTTPS alone, which a hall does not have.
    packed = b"gzip" in dict(scope["headers"]).get(b"accept-encoding", b"")
    body = file.gzip if packed else file.raw
    headers = [
        (b"content-type", file.media_type.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", _IMMUTABLE),
        (b"vary", b"accept-encoding"),
        (b"x-content-type-options", b"nosniff"),
        *([(b"content-encoding", b"gzip")] if packed else []),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def goes_on(rooms: Rooms) -> bool:
    """Whether there is a workshop that is not finished."""
    return any(not workshop.finished for workshop in rooms.workshops())


async def again_and_again(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Until it has done all it wanted, or is cancelled. What fails for a moment, as a disk that is away, must
    not end for the whole day what runs beside the hall."""
    while True:
        try:
            return await work()
        except Exception:
            log.exception("what runs beside the hall broke; it begins again")
            await asyncio.sleep(AGAIN_SECONDS)


@asynccontextmanager
async def _lifespan(workplace: Workplace, moderators: Moderators, _: Starlette) -> AsyncIterator[None]:
    rooms = workplace.rooms
    await rooms.open_all()
    bundle.by_path()
    awake = partial(workplace.awake.keep, lambda: goes_on(rooms))
    works = (partial(count_devices, rooms), awake, moderators.look_now_and_then, given_back_now_and_then)
    beside = [asyncio.create_task(again_and_again(work)) for work in works]
    async with looking_around(workplace.network), moderators.loading():
        yield
    for task in beside:
        task.cancel()
    await rooms.close()
