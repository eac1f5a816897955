"""The moderators' pages, loaded while phones are served already: NiceGUI takes a second to import."""

from __future__ import annotations

import asyncio
import gc
import gzip
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from posixpath import normpath
from typing import Any, NamedTuple

from app.web import routes
from app.workplace.workplace import Workplace

FILES_KEPT = 1000  # NiceGUI has fewer


class Loaded(NamedTuple):
    """`lifespan`: a context in which the pages work. `look`: ends pages whose session has ended, and
    `look_now_and_then` does so until cancelled. `forget_unopened`: to be called after each page."""

    pages: Any
    lifespan: Callable[[], Any]
    look: Callable[[], None]
    look_now_and_then: Callable[[], Any]
    forget_unopened: Callable[[], None]


class Moderators:
    """An ASGI app. Who asks before it is loaded waits for it.

    `failed`: what kept it from being loaded. `on_failure` is called then.
    """

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._loaded: asyncio.Future[Loaded]
        self.failed: BaseException | None = None
        self.on_failure: Callable[[], None] = lambda: None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        loaded = await asyncio.shield(self._loaded)
        await loaded.pages(scope, receive, send)

    async def look_now_and_then(self) -> None:
        loaded = await asyncio.shield(self._loaded)
        await loaded.look_now_and_then()

    def forget_unopened(self) -> None:
        if self._loaded.done() and not self._loaded.cancelled():
            self._loaded.result().forget_unopened()

    @asynccontextmanager
    async def loading(self) -> AsyncIterator[None]:
        """Begins to load, and at the end ends what was loaded."""
        self._loaded = asyncio.get_running_loop().create_future()
        ending = asyncio.Event()
        task = asyncio.create_task(self._work_until(ending))
        yield
        ending.set()
        await task

    async def _work_until(self, ending: asyncio.Event) -> None:
        try:
            loaded = await asyncio.to_thread(_load, self._workplace)
            async with loaded.lifespan():
                self._ready(loaded)
                await ending.wait()
        except Exception as error:
            self.failed = error
            self._loaded.cancel()  # who waits need not wait on
            self.on_failure()

    def _ready(self, loaded: Loaded) -> None:
        self._workplace.access.ended.append(loaded.look)
        self._loaded.set_result(loaded)
        # What is there now stays: the collector need not look through it between posts.
        gc.collect()
        gc.freeze()


def _load(workplace: Workplace) -> Loaded:
    from fastapi import FastAPI
    from nicegui import app as nicegui
    from nicegui import ui
    from nicegui.version import __version__

    from app import pages
    from app.pages.base import events, unopened

    fastapi = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    guard = pages.register(workplace)
    _redirect_unknown(fastapi, nicegui)
    for raised, answer in routes.ANSWERS.items():
        fastapi.add_exception_handler(raised, answer)
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
    return Loaded(
        NiceGuiFiles(fastapi, __version__),
        lambda: fastapi.router.lifespan_context(fastapi),
        guard.look,
        guard.look_now_and_then,
        unopened.forget_unopened,
    )


def _redirect_unknown(*apps: Any) -> None:
    from fastapi.exceptions import RequestValidationError

    for app in apps:
        app.add_exception_handler(404, routes.redirect_unknown)
        app.add_exception_handler(RequestValidationError, routes.redirect_unknown)


class NiceGuiFiles:
    """Keeps NiceGUI's static answers, compressed once: per-request compression is what makes
    sixty pages at once slow (measured, see app/web/README.md)."""

    def __init__(self, app: Any, version: str) -> None:
        self._app = app
        self._prefix = f"/_nicegui/{version}/"
        self._kept: dict[str, tuple[list[tuple[bytes, bytes]], bytes]] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        path = scope.get("path", "")
        static_file = path.startswith(self._prefix) and "/dynamic_resources/" not in path
        # "a/./b" leads to a file as well: without this, one file could fill the memory many times.
        static_file = static_file and normpath(path) == path.rstrip("/") and len(self._kept) < FILES_KEPT
        gzip_ok = b"gzip" in dict(scope.get("headers", ())).get(b"accept-encoding", b"")
        if not (static_file and gzip_ok and scope["type"] == "http" and scope["method"] == "GET"):
            await self._app(scope, receive, send)
            return
        if path not in self._kept and not await self._keep(path, scope):
            await self._app(scope, receive, send)
            return
        headers, body = self._kept[path]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _keep(self, path: str, scope: Any) -> bool:
        plain = [
            (k, v) for k, v in scope["headers"] if k not in (b"accept-encoding", b"range", b"if-none-match")
        ]
        start, body = await _collected(self._app, {**scope, "headers": plain})
        if start.get("status") != HTTPStatus.OK:
            return False
        small = gzip.compress(body, 9, mtime=0)
        given = [(k, v) for k, v in start["headers"] if k.lower() in (b"content-type", b"cache-control")]
        extra = [(b"content-encoding", b"gzip"), (b"content-length", str(len(small)).encode())]
        self._kept[path] = ([*given, *extra, (b"vary", b"accept-encoding")], small)
        return True


async def _collected(app: Any, scope: Any) -> tuple[dict[str, Any], bytes]:
    """The whole answer, also where whoever asked has left: half of it would be kept for all who ask later."""
    start: dict[str, Any] = {}
    body = bytearray()
    said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()  # nothing but that the request has no body
    said.put_nowait({"type": "http.request"})

    async def gather(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        body.extend(message.get("body", b""))

    await app(scope, said.get, gather)
    return start, bytes(body)
