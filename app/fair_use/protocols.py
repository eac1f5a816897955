"""One device must not take all the laptop's time, nor all its connections.

uvicorn reads from one connection as long as something comes, answers each request at once, and waits for ever
for the rest of one. Our limits for messages count none of that. A single script could keep a whole hall
waiting. So what comes is read in slices, and slices and requests stand in a line (`fair_queue`); a request
must be whole in time; what no browser sends ends the connection; and who says nothing makes room for others
(`connections`).

`tests/contract/test_uvicorn.py` names what is used of uvicorn beside its options.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cache, partial
from typing import Any, cast
from weakref import WeakKeyDictionary

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from app.fair_use.connections import Guest, Guests, most_connections
from app.fair_use.fair_queue import Account, FairQueue, account_of, charged, spent
from app.fair_use.rate_limit import Bucket, ticks
from app.fair_use.short_texts import ShortTexts

SLICE = 4 * 1024  # bytes that are read in one go
TURN_SECONDS = 0.001  # after which others have theirs
SOCKET_SLICE = 512  # of the smallest frames, 6 bytes each, that is a millisecond's work
PIPELINED = 20  # requests that wait for the answer to the one before: browsers have one
HEAD_BYTES = 64 * 1024  # of one request; browsers send a kilobyte
UNREAD_BYTES = 64 * 1024 * 1024  # of all connections together that may wait for their turn
# Pings, pongs and pieces of messages: browsers answer a ping in 20 s, and cut a long draft in a few.
ODD_AT_ONCE = 40
ODD_PER_SECOND = 10
REQUEST_SECONDS = 10.0  # for a request, from its first byte (or the connection's beginning) to its last
WHOLE_BYTES = 16 * 1024  # of a body: up to this one is awaited before anything is done about its request
SLOWEST = 8 * 1024  # bytes a second of a body that takes longer, as a moderator's archive over a bad Wi-Fi
TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class Shared:
    """What the connections of one server have in common. `unread`: bytes that wait for their turn."""

    def __init__(self) -> None:
        self.unread = 0
        self.queue = FairQueue()
        self.guests = Guests(cache(most_connections))


_shared: WeakKeyDictionary[Any, Shared] = WeakKeyDictionary()


class _Sharing:
    """To be mixed into uvicorn's protocols. Reads what came in slices, each in its turn."""

    transport: Any
    _shared: Shared
    _account: Account
    _slice: int
    _unread = b""
    _waits = False
    _paused = False

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)  # type: ignore[misc]
        self._shared.guests.came(cast(Guest, self))

    def connection_lost(self, exc: Exception | None) -> None:
        self._account.gone = True
        self._forget_unread()
        self._shared.guests.left(cast(Guest, self))
        super().connection_lost(exc)  # type: ignore[misc]

    def data_received(self, data: bytes) -> None:
        self._unread += data
        self._shared.unread += len(data)
        if not self._waits:
            self._waits = True
            self._shared.queue.take(self._account, self._read)
        if self._waits and not self.transport.is_closing():
            self._paused = True
            self.transport.pause_reading()
            if self._shared.unread > UNREAD_BYTES:
                self.turn_out()

    def _read(self) -> None:
        """Slices, for as long as nobody feels it."""
        self._waits = False
        began = spent()
        while self._unread:
            self._read_slice()
            if self.transport.is_closing() or self.transport.get_protocol() is not self:
                self._forget_unread()
            elif self._unread and spent() - began > TURN_SECONDS:
                self._waits = True
                self._shared.queue.wait(self._account, self._read)
                return
        if self._paused and not self._held() and not self.transport.is_closing():
            self._paused = False
            self.transport.resume_reading()

    def _read_slice(self) -> None:
        began = spent()
        data, self._unread = self._unread[: self._slice], self._unread[self._slice :]
        self._shared.unread -= len(data)
        account_of.set(self._account)  # who pays for what this begins
        super().data_received(data)  # type: ignore[misc]
        self._account.charge(spent() - began)

    def _forget_unread(self) -> None:
        self._shared.unread -= len(self._unread)
        self._unread = b""

    def _held(self) -> bool:
        """Whether uvicorn itself keeps the connection waiting."""
        raise NotImplementedError

    def turn_out(self) -> None:
        self.transport.abort()


class SharingHttp(_Sharing, HttpToolsProtocol):
    """HTTP for `uvicorn.Config(http=...)`. What uvicorn would gather without a limit ends the connection."""

    _slice = SLICE

    def __init__(self, config: Any, server_state: Any, app_state: Any, _loop: Any = None) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._shared = _shared.setdefault(server_state, Shared())
        self._account = Account()
        self._head_bytes = 0
        self._came = 0
        self._timer: asyncio.TimerHandle | None = None
        self._begun: tuple[Any, Any] | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._expect_request()

    def connection_lost(self, exc: Exception | None) -> None:
        self._expect_nothing()
        super().connection_lost(exc)
        self._let_go()

    def _let_go(self) -> None:
        """Of all that holds it, too: thousands would wait for the collector, in a quiet hall for hours."""
        self._unset_keepalive_if_required()
        self.cycle = self._begun = self.parser = self.ws_protocol_class = None  # type: ignore[assignment]
        self.pipeline.clear()

    def is_known(self) -> bool:
        return False

    # --- a request is whole in time ---

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._expect_nothing()
        self._expect_request()

    def on_body(self, body: bytes) -> None:
        super().on_body(body)
        if self._begun and len(self._begun[0].body) >= WHOLE_BYTES:
            self._take_up()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._expect_nothing()
        self._shared.guests.spoke(self)
        self._take_up()

    def _expect_request(self) -> None:
        self._came = 0
        self._timer = self.loop.call_later(REQUEST_SECONDS, self._look_at_request)

    def _expect_nothing(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look_at_request(self) -> None:
        in_body = self.cycle is not None and not self.cycle.response_complete
        if self._waits or (in_body and self._came > SLOWEST * REQUEST_SECONDS):
            self._expect_request()
        elif not self.transport.is_closing():
            if not (in_body and self.cycle.response_started):
                self.transport.write(TOO_SLOW)
            self.transport.close()

    # --- reading and answering ---

    def _read_slice(self) -> None:
        before = len(self._unread)
        super()._read_slice()
        read = before - len(self._unread)
        self._came += read
        in_head = self.cycle is None or self.cycle.response_complete
        self._head_bytes = self._head_bytes + read if in_head else 0
        if self._head_bytes > HEAD_BYTES or len(self.pipeline) > PIPELINED:
            self.transport.abort()

    def _held(self) -> bool:
        return bool(self.flow.read_paused)

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        """Not before its body is here: thousands of them that come byte by byte would each be work begun."""
        self._begun = cycle, app
        if not cycle.more_body or cycle.waiting_for_100_continue or len(cycle.body) >= WHOLE_BYTES:
            self._take_up()

    def _take_up(self) -> None:
        if self._begun is not None:
            begun, self._begun = self._begun, None
            self._shared.queue.take(self._account, partial(self._start, *begun))

    def _start(self, cycle: Any, app: Any) -> asyncio.Task[Any] | None:
        if cycle.disconnected:
            return None
        task: asyncio.Task[Any] = self.loop.create_task(charged(cycle.run_asgi(app), self._account))
        task.add_done_callback(self.tasks.discard)
        self.tasks.add(task)
        return task

    def handle_websocket_upgrade(self) -> None:
        self._expect_nothing()
        self._shared.guests.left(cast(Guest, self))
        of_us = partial(cast(Any, self.ws_protocol_class), of=self)
        self.ws_protocol_class = of_us  # type: ignore[assignment]
        super().handle_websocket_upgrade()
        self._let_go()


class SharingSocket(_Sharing, ShortTexts):
    """WebSockets for `uvicorn.Config(ws=...)`. `of`: the connection that becomes one.

    `on_text`: takes a text where it was read, past uvicorn's queue, its task and its pausing of the
    connection, which cost a laptop more than the text itself. False: it is to go the ordinary way.
    `known`: whether somebody sits behind it who may stay when others have to go.
    """

    _slice = SOCKET_SLICE
    on_text: Callable[[bytes], bool] | None = None
    known: Callable[[], bool] | None = None

    def __init__(self, config: Any, server_state: Any, app_state: Any, of: SharingHttp) -> None:
        super().__init__(config, server_state, app_state)
        self._shared, self._account = of._shared, of._account
        self._odd = Bucket(ticks(), ODD_AT_ONCE, ODD_PER_SECOND)

    def data_received(self, data: bytes) -> None:
        if self.handshake_initiated:
            super().data_received(data)
        else:  # its head has had its turn
            WebSocketsSansIOProtocol.data_received(self, data)

    def is_known(self) -> bool:
        return self.known is not None and self.known()

    def _held(self) -> bool:
        return self.read_paused

    async def run_asgi(self) -> None:
        await charged(super().run_asgi(), self._account)

    def handle_text(self, event: Any) -> None:
        self._shared.guests.spoke(self)
        if not event.fin and not self._bears_odd():
            return
        in_order = self.on_text is not None and self.queue.empty() and event.fin and not self.close_sent
        if not (in_order and self.on_text(event.data)):  # type: ignore[misc]
            super().handle_text(event)

    def handle_cont(self, event: Any) -> None:
        if self._bears_odd():
            super().handle_cont(event)

    def handle_ping(self) -> None:
        if self._bears_odd():
            super().handle_ping()

    def handle_pong(self, event: Any) -> None:
        if self._bears_odd():
            super().handle_pong(event)

    def _bears_odd(self) -> bool:
        """Frames of which a browser sends a few. False: they were too many, and the connection has ended."""
        if not self.transport.is_closing() and not self._odd.take(ticks()):
            self.transport.abort()
        return not self.transport.is_closing()
