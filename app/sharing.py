"""One device must not take all the laptop's time: who sends what takes long to be read is kept waiting.

uvicorn reads from one connection as long as something comes, and our limits count neither pings and
fragments nor headers without an end. A single script could keep a whole hall waiting.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

MUCH_BYTES = 16 * 1024  # at once: only a long draft is as much, and it is read in no time
LONG_SECONDS = 0.005
REST = 20  # times as long as the reading took: so 95 % of the time is left for all others
PIPELINED = 20  # requests that wait for the answer to the one before: browsers have one
HEAD_BYTES = 64 * 1024  # of one request; browsers send a kilobyte


class _Sharing:
    """To be mixed into uvicorn's protocols."""

    transport: Any

    def data_received(self, data: bytes) -> None:
        read: Any = super().data_received  # type: ignore[misc]
        if len(data) < MUCH_BYTES:
            read(data)
            return
        started = time.thread_time()  # its own time: a busy laptop is nobody's fault
        read(data)
        took = time.thread_time() - started
        if took > LONG_SECONDS and not self.transport.is_closing():
            self.transport.pause_reading()
            asyncio.get_running_loop().call_later(took * REST, self._read_on)

    def _read_on(self) -> None:
        if not self.transport.is_closing():
            self.transport.resume_reading()


class SharingHttp(_Sharing, HttpToolsProtocol):
    """HTTP for `uvicorn.Config(http=...)`. What uvicorn would gather without a limit ends the connection."""

    _head_bytes = 0

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        in_head = self.cycle is None or self.cycle.response_complete
        self._head_bytes = self._head_bytes + len(data) if in_head else 0
        if self._head_bytes > HEAD_BYTES or len(self.pipeline) > PIPELINED:
            self.transport.abort()


class SharingSocket(_Sharing, WebSocketsSansIOProtocol):
    """WebSockets for `uvicorn.Config(ws=...)`.

    `at_once`: takes a text where it was read, past uvicorn's queue, its task and its pausing of the
    connection, which cost a laptop more than the text itself. False: it is to go the ordinary way.
    """

    at_once: Callable[[bytes], bool] | None = None

    def handle_text(self, event: Any) -> None:
        in_order = self.at_once is not None and self.queue.empty() and event.fin and not self.close_sent
        if not (in_order and self.at_once(event.data)):  # type: ignore[misc]
            super().handle_text(event)
