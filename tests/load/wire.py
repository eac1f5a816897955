"""A cable between a device and the laptop that can be cut, fall silent, or keep WebSockets out."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Literal

CHUNK = 65536

Sockets = Literal["through", "blocked", "hanging"]


class Wire:
    """A TCP proxy on a port of its own. All methods belong to the loop in which it was opened."""

    def __init__(self, target: int, sockets: Sockets = "through") -> None:
        self.port = 0
        self.drops = 0
        self._target = target
        self._sockets = sockets
        self._whole = True
        self._flowing = asyncio.Event()
        self._ends: dict[asyncio.StreamWriter, bool] = {}  # the device's ends; whether it is a WebSocket
        self._carrying: set[asyncio.Task[None]] = set()

    async def open(self) -> Wire:
        self._flowing.set()
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def close(self) -> None:
        self.cut()
        self._flowing.set()
        self._server.close()
        await asyncio.gather(*self._carrying)

    def cut(self) -> None:
        """Everything breaks, and nothing new gets through."""
        self._whole = False
        self.drop()

    def fall_silent(self) -> None:
        """Nothing arrives any more, and nobody is told."""
        self._flowing.clear()

    def mend(self) -> None:
        """New connections get through, and what was held back arrives."""
        self._whole = True
        self._flowing.set()

    def drop(self, *, only_sockets: bool = False) -> None:
        """Breaks what is open; new connections get through at once."""
        for end, is_socket in list(self._ends.items()):
            if is_socket or not only_sockets:
                self.drops += 1
                end.transport.abort()

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._carrying.add(task)
        task.add_done_callback(self._carrying.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._ends[writer] = False
        try:
            with suppress(OSError):
                await self._carry(reader, writer)
        finally:
            del self._ends[writer]
            writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = await reader.read(CHUNK) if self._whole else b""
        if not first:
            return
        self._ends[writer] = b"upgrade: websocket" in first.lower()
        if self._ends[writer] and self._sockets != "through":
            if self._sockets == "hanging":
                await reader.read()
            return
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self._target)
        there = asyncio.create_task(self._pump(reader, to_server, first))
        back = asyncio.create_task(self._pump(from_server, writer))
        await asyncio.wait((there, back), return_when=asyncio.FIRST_COMPLETED)
        for task in (there, back):
            task.cancel()
        await asyncio.gather(there, back, return_exceptions=True)
        to_server.transport.abort()

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, data: bytes = b""
    ) -> None:
        while data := data or await reader.read(CHUNK):
            await self._flowing.wait()
            writer.write(data)
            await writer.drain()
            data = b""
