"""The ASGI app: the live channel, static files, light pages, and NiceGUI behind them.

The order matters for speed: the live channel and our static files are answered before any
framework is asked; NiceGUI's own files are compressed once and then come from memory.
"""

from __future__ import annotations

import asyncio
import gzip
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus
from posixpath import normpath
from typing import Any

from fastapi import FastAPI
from nicegui import app as nicegui
from nicegui import ui
from nicegui.version import __version__ as nicegui_version

from app.fair_use.page_gate import Gate
from app.live.asgi import respond
from app.live.gateway import Gateway
from app.live.protocol import FRAME_BYTES
from app.network.mdns import looking_around
from app.serving.memory import given_back_now_and_then
from app.serving.security_headers import Guarded
from app.venue_check.check import count_devices
from app.web import bundle, routes
from app.workplace.workplace import Hall, clock

log = logging.getLogger(__name__)

FILES_KEPT = 1000  # NiceGUI has fewer
AGAIN_SECONDS = 10.0
_IMMUTABLE = b"public, max-age=31536000, immutable"


class App:
    """Sends each request to where it belongs. Nothing that goes wrong below reaches a screen."""

    def __init__(self, hall: Hall, pages: FastAPI, built: Callable[[], None]) -> None:
        self._live = Gateway(hall.room_of, hall.access.is_moderator, clock, FRAME_BYTES)
        gated = Gate(NiceGuiFiles(pages), hall.access.is_moderator, routes.busy, built)
        self._pages = Guarded(gated, hall.addresses, hall.access.is_moderator)
        hall.access.ended.append(self._live.signed_in.look)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        path = scope.get("path", "")
        if path.startswith("/live/"):
            await self._live(scope, receive, send)
        elif path.startswith("/a/") and scope["type"] == "http":
            await _static(scope, send)
        else:
            await self._pages(scope, receive, send)


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


class NiceGuiFiles:
    """Keeps NiceGUI's static answers, compressed once: per-request compression is what makes
    sixty pages at once slow (measured, see app/web/README.md)."""

    _PREFIX = f"/_nicegui/{nicegui_version}/"

    def __init__(self, app: Any) -> None:
        self._app = app
        self._kept: dict[str, tuple[list[tuple[bytes, bytes]], bytes]] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        path = scope.get("path", "")
        static_file = path.startswith(self._PREFIX) and "/dynamic_resources/" not in path
        # "a/./b" leads to a file as well: without this, one file could fill the memory many times.
        static_file = static_file and normpath(path) == path.rstrip("/") and len(self._kept) < FILES_KEPT
        gzip_ok = b"gzip" in dict(scope.get("headers", ())).get(b"accept-encoding", b"")
        if not (static_file and gzip_ok and scope["type"] == "http" and scope["method"] == "GET"):
            return await self._app(scope, receive, send)
        if path not in self._kept and not await self._keep(path, scope, receive):
            return await self._app(scope, receive, send)
        headers, body = self._kept[path]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _keep(self, path: str, scope: Any, receive: Any) -> bool:
        plain = [
            (k, v) for k, v in scope["headers"] if k not in (b"accept-encoding", b"range", b"if-none-match")
        ]
        start, body = await _collected(self._app, {**scope, "headers": plain}, receive)
        if start.get("status") != HTTPStatus.OK:
            return False
        small = gzip.compress(body, 9, mtime=0)
        given = [(k, v) for k, v in start["headers"] if k.lower() in (b"content-type", b"cache-control")]
        extra = [(b"content-encoding", b"gzip"), (b"content-length", str(len(small)).encode())]
        self._kept[path] = ([*given, *extra, (b"vary", b"accept-encoding")], small)
        return True


async def _collected(app: Any, scope: Any, receive: Any) -> tuple[dict[str, Any], bytes]:
    start: dict[str, Any] = {}
    body = bytearray()

    async def gather(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        body.extend(message.get("body", b""))

    await app(scope, receive, gather)
    return start, bytes(body)


def goes_on(hall: Hall) -> bool:
    """Whether there is a workshop that is not finished."""
    return any(not workshop.finished for workshop in hall.workshops())


async def again_and_again(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Until it has done all it wanted, or is cancelled. What fails for a moment, as a disk that is away, must
    not end for the whole day what runs beside the hall."""
    while True:
        try:
            return await work()
        except Exception:
            log.exception("what runs beside the hall broke; it begins again")
            await asyncio.sleep(AGAIN_SECONDS)


def build(hall: Hall) -> Any:
    """The whole ASGI app for one hall."""
    from app import pages  # NiceGUI registers pages at import; not before there is a hall
    from app.pages.base import events, guard, unopened

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await hall.open_all()
        bundle.by_path()
        awake = partial(hall.awake.keep, lambda: goes_on(hall))
        works = (partial(count_devices, hall), awake, guard.look_now_and_then, given_back_now_and_then)
        beside = [asyncio.create_task(again_and_again(work)) for work in works]
        async with looking_around(hall.network):
            yield
        for task in beside:
            task.cancel()
        await hall.close()

    fastapi = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    fastapi.include_router(routes.router(hall))
    pages.register()
    hall.access.ended.append(guard.look)
    routes.lead_back(fastapi, nicegui)
    routes.say_what_broke(fastapi)
    ui.run_with(
        fastapi,
        title="Zielrunde",
        tailwind=False,
        dark=None,
        reconnect_timeout=30,
        binding_refresh_interval=None,  # our pages bind nothing; ten idle rounds a second cost a laptop power
        gzip_middleware_factory=None,
        show_welcome_message=False,
        storage_secret=secrets.token_urlsafe(32),
    )
    events.hear_only_pages()
    return App(hall, fastapi, unopened.forget_unopened)
