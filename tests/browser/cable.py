"""The cable between a phone and the laptop, in the hands of a test."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any

from tests.load.wire import Sockets, Wire


class Cables:
    """`with Cables(port) as cables:` to one laptop. Faults happen beside the test, in a loop of their own."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._wires: list[Wire] = []
        self._falling: list[asyncio.Future[None]] = []

    def __enter__(self) -> Cables:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._done(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def lay(self, sockets: Sockets = "through") -> Wire:
        """A new one; its methods are called through `at`."""
        wire = Wire(self._port, sockets)
        self._wires.append(self._done(wire.open()))
        return wire

    def at(self, *happen: Callable[[], None]) -> None:
        """Lets it happen to the cables, and returns when it has."""

        async def all_of_it() -> None:
            for one in happen:
                one()

        self._done(all_of_it())

    def drop_sockets(self, wire: Wire, every: float) -> None:
        """Again and again, until the end."""

        async def fall() -> None:
            while True:
                await asyncio.sleep(every)
                wire.drop(only_sockets=True)

        async def begin() -> None:
            self._falling.append(asyncio.ensure_future(fall()))

        self._done(begin())

    async def _end(self) -> None:
        for task in self._falling:
            task.cancel()
        await asyncio.gather(*self._falling, return_exceptions=True)
        await asyncio.gather(*(wire.close() for wire in self._wires))

    def _done(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)
