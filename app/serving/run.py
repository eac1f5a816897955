"""uvicorn's server, and what it must not forget: its door, and a farewell."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import socket
import threading
from collections.abc import Callable
from types import FrameType

import uvicorn

from app.serving.listener import BACKLOG, bound, is_open
from app.workplace.notices import Warned

log = logging.getLogger(__name__)

TICK_SECONDS = 5.0  # so old may the Date header be
LOOK_SECONDS = 1.0  # so long may the door be shut
# A terminal's window was closed, Ctrl+\. Windows has neither: app/serving/console_window.py.
_ENDING = [getattr(signal, name) for name in ("SIGHUP", "SIGQUIT") if hasattr(signal, name)]


class Server(uvicorn.Server):
    """Serves on `door`, a bound socket. Says where it is once it listens, not before.

    `announce`: called then. `farewell`: called before it stops. `warned`: hears of a door that was shut.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        door: socket.socket,
        announce: Callable[[], None],
        farewell: Callable[[], None],
        warned: Warned,
    ) -> None:
        super().__init__(config)
        self._door = door
        self._place = door.getsockname()
        self._announce = announce
        self._farewell = farewell
        self._warned = warned
        self._stop: asyncio.Future[None] | None = None
        self._ended = threading.Event()

    def open(self) -> None:
        """Until it is ended."""
        self._end_with_the_window()
        try:
            self.run([self._door])
        finally:
            self._ended.set()

    def end(self, seconds: float) -> None:
        """From any other thread: ends it with a farewell, and waits at most so long for that."""
        self.leave()
        self._ended.wait(seconds)

    def leave(self) -> None:
        """From any thread: ends it with a farewell."""
        self.should_exit = True
        self.wake()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            # What is there now stays: the collector need not look through it between posts.
            gc.collect()
            gc.freeze()
            self._announce()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._farewell()
        await super().shutdown([self._door])

    def _end_with_the_window(self) -> None:
        """As for Ctrl+C. It stays so to the program's end: a shell that goes passes on what its terminal
        told, and the second time must not come into the closing of the database."""
        if threading.current_thread() is not threading.main_thread():
            return
        for told in _ENDING:
            if signal.getsignal(told) == signal.SIG_DFL:  # nohup wants to hear nothing of it
                signal.signal(told, self.handle_exit)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        # uvicorn would send itself the signal once more at its end, and the database would not be closed.
        self._captured_signals.clear()
        self.wake()

    def wake(self) -> None:
        """From any thread: looks at once whether it is to end."""
        if self._stop is not None:
            with contextlib.suppress(RuntimeError):  # its loop has ended already
                self._stop.get_loop().call_soon_threadsafe(self._stop.cancel)

    async def main_loop(self) -> None:
        """Like uvicorn's, which wakes ten times a second: as much work as a post each, all day long."""
        self._stop = asyncio.get_running_loop().create_future()
        watching = asyncio.create_task(self._watch_the_door())
        while not await self.on_tick(0):  # 0 renews the Date header
            await asyncio.wait([self._stop], timeout=TICK_SECONDS)
        watching.cancel()

    # --- the door ---

    async def _watch_the_door(self) -> None:
        """Whatever shut it: who is in would stay in, nobody else would get in, and nothing would say so."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if not is_open(self._door, self._place[1]):
                await self._open_again()

    async def _open_again(self) -> None:
        try:
            self._door, self.servers = await self._opened()
        except Exception as error:
            self._say("door_shut", "the listening socket is gone and cannot be had again: %s", error)
            return
        self._warned.remove("door_shut")
        self._say("door_opened", "the listening socket was closed; it is open again")

    async def _opened(self) -> tuple[socket.socket, list[asyncio.Server]]:
        """A door counts only once somebody listens at it. Raises what the system says."""
        door = bound(*self._place, again=True)
        try:
            server = await asyncio.get_running_loop().create_server(
                self._visitor, sock=door, ssl=self.config.ssl, backlog=BACKLOG
            )
        except BaseException:
            door.close()
            raise
        return door, [server]

    def _visitor(self) -> asyncio.Protocol:
        return self.config.http_protocol_class(  # type: ignore[call-arg]
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )

    def _say(self, code: str, words: str, *details: object) -> None:
        if code not in self._warned.codes:
            log.error(words, *details)
        self._warned.add(code)
