"""The event loop that Zielrunde runs on: the quickest of this system, and on Windows one that stays open."""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import Any

log = logging.getLogger(__name__)

REST_SECONDS = 0.1
# Who knocked has gone before the door was opened: names of Windows' errors for it (ERROR_NETNAME_DELETED,
# ERROR_SEM_TIMEOUT, ERROR_CONNECTION_ABORTED, WSAECONNABORTED, WSAECONNRESET).
GONE = frozenset({64, 121, 1236, 10053, 10054})


def new_event_loop() -> asyncio.AbstractEventLoop:
    """For `uvicorn.Config(loop="app.serving.event_loops:new_event_loop")`."""
    loop = _of_this_system()
    loop.set_exception_handler(without_resets)
    return loop


def _of_this_system() -> asyncio.AbstractEventLoop:
    if (
        sys.platform == "win32"
    ):  # the selector loop there has room for 512 connections, and ends with the next
        proactor = type("PatientProactor", (PatientAccept, asyncio.IocpProactor), {})()
        return asyncio.ProactorEventLoop(proactor)
    try:
        import uvloop
    except ImportError:
        return asyncio.SelectorEventLoop()
    return uvloop.new_event_loop()


class PatientAccept:
    """Before a proactor: waits for the next visitor whatever became of the last one.

    asyncio's own closes the listening socket after any error, even that of one phone which had gone before
    it was let in (python/cpython#93821): nobody would get in any more.
    """

    _loop: asyncio.AbstractEventLoop

    def accept(self, listener: Any) -> asyncio.Future[Any]:
        return self._loop.create_task(self._accepted(listener))

    async def _accepted(self, listener: Any) -> Any:
        while True:
            try:
                return await super().accept(listener)  # type: ignore[misc]
            except OSError as error:
                if listener.fileno() == -1:
                    raise
                if code_of(error) not in GONE:  # no handles left, say: it would fail again at once
                    log.warning("could not accept a connection: %s", type(error).__name__)
                    await asyncio.sleep(REST_SECONDS)


def code_of(error: BaseException) -> int | None:
    """Windows' own number of an error, elsewhere the system's."""
    return getattr(error, "winerror", None) or getattr(error, "errno", None)


def without_resets(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """An exception handler. A phone that resets its connection is no error of ours, but Windows' loop says
    so with a stack trace for each, and leaves the socket open until somebody collects it."""
    callback = getattr(context.get("handle"), "_callback", None)
    reset = isinstance(context.get("exception"), ConnectionError)
    if reset and getattr(callback, "__name__", "") == "_call_connection_lost" and callback.__self__._sock:  # type: ignore[union-attr]
        _end(callback.__self__)  # type: ignore[union-attr]
    else:
        loop.default_exception_handler(context)


def _end(transport: Any) -> None:
    """Lets asyncio do what it had not done yet: nothing to shut down is left, and who was to be told, was."""
    transport._sock.close()
    transport._protocol = asyncio.Protocol()
    transport._call_connection_lost(None)
