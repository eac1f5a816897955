"""One phone of the load generator, as lean as Python allows, so that it is not what is measured.

Speaks WebSocket itself: frames from the server are unmasked and mostly the same bytes for all
viewers, so each distinct chunk is parsed once and remembered.
"""

from __future__ import annotations

import asyncio
import base64
import json
import secrets
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from app.live.protocol import PROTOCOL_VERSION

REMEMBERED = 4096
TEXT, PING, PONG = 1, 9, 10


class Seen(NamedTuple):
    """What one chunk tells: its deltas' first and last seq, the cards in them, other frames."""

    first: int
    last: int
    ids: tuple[str, ...]
    others: tuple[dict[str, Any], ...]


class Stopwatch:
    """When each card was sent, and how long each viewer waited for it."""

    def __init__(self) -> None:
        self.sent_at: dict[str, float] = {}
        self.waits: dict[str, list[float]] = {}
        self.texts: dict[str, str] = {}
        self.duplicates = 0

    def sending(self, id: str) -> None:
        self.waits[id] = []
        self.sent_at[id] = time.perf_counter()


class Chunks:
    """Parses what arrives; the same bytes only once."""

    def __init__(self, watch: Stopwatch) -> None:
        self._known: dict[bytes, Seen] = {}
        self._watch = watch

    def parse(self, data: bytes) -> Seen | None:
        """None if the chunk ends within a frame."""
        found = self._known.get(data)
        if found is None and (frames := _frames(data)) is not None:
            found = self._read(frames)
            if len(self._known) > REMEMBERED:
                self._known.clear()
            self._known[data] = found
        return found

    def _read(self, raw: list[tuple[int, bytes]]) -> Seen:
        frames = [json.loads(payload) for opcode, payload in raw if opcode == TEXT]
        frames += [{"type": PING, "payload": payload} for opcode, payload in raw if opcode == PING]
        changes = [change for f in frames if f["type"] == "delta" for change in f["changes"]]
        ids = tuple(self._card_ids(changes))
        seqs = [change["seq"] for change in changes] or [0]
        return Seen(min(seqs), max(seqs), ids, tuple(f for f in frames if f["type"] != "delta"))

    def _card_ids(self, changes: list[dict[str, Any]]) -> Iterator[str]:
        for change in changes:
            for entity in change.get("puts", ()):
                if entity["id"] in self._watch.sent_at:
                    alone = {"type": "delta", "changes": [change]}
                    self._watch.texts.setdefault(entity["id"], _compact(alone))
                    yield entity["id"]


def _compact(data: object) -> str:
    """As our server writes it, so that the limit fans out the same bytes."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _frames(data: bytes) -> list[tuple[int, bytes]] | None:
    """Opcode and payload of a chunk's frames; None if it does not end with a frame's end."""
    found, at = [], 0
    while at < len(data):
        size, start = _head(data, at)
        if start + size > len(data):
            return None
        found.append((data[at] & 0x0F, data[start : start + size]))
        at = start + size
    return found


def _head(data: bytes, at: int) -> tuple[int, int]:
    """Payload size and start of the frame at `at`; a head that is cut off counts as endless."""
    size = data[at + 1] if at + 1 < len(data) else 127
    if size < 126:
        return size, at + 2
    width = 2 if size == 126 else 8
    digits = data[at + 2 : at + 2 + width]
    return (int.from_bytes(digits, "big") if len(digits) == width else len(data)), at + 2 + width


def masked(payload: bytes, opcode: int = TEXT) -> bytes:
    """A client's frame. A mask of zeros is a mask, and costs nothing."""
    size = len(payload)
    if size < 126:
        head = bytes((0x80 | size,))
    else:
        head = b"\xfe" + size.to_bytes(2, "big") if size < 65536 else b"\xff" + size.to_bytes(8, "big")
    return bytes((0x80 | opcode,)) + head + b"\0\0\0\0" + payload


class Viewer(asyncio.Protocol):
    """Shakes hands, says hello, sits down, and then only watches."""

    def __init__(self, host: str, path: str, chunks: Chunks, watch: Stopwatch, group_id: str = "") -> None:
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.welcome: dict[str, Any] = {}
        self.gaps = 0
        self._host, self._path, self._group = host, path, group_id
        self._chunks, self._watch = chunks, watch
        self._token = secrets.token_urlsafe(24)
        self._rest = b""
        self._open = False
        self._last = 0
        self._has: set[str] = set()
        self.transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]
        key = base64.b64encode(secrets.token_bytes(16)).decode()
        lines = (
            f"GET {self._path} HTTP/1.1\r\nHost: {self._host}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        transport.write(lines.encode())  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        if not self._open:
            return self._shaken(self._rest + data)
        if self._rest:
            data, self._rest = self._rest + data, b""
        seen = self._chunks.parse(data)
        if seen is None:
            self._rest = data
        else:
            self._take(seen, now)

    def _shaken(self, data: bytes) -> None:
        head, end, self._rest = data.partition(b"\r\n\r\n")
        if not end:
            self._rest = data
        elif b" 101 " not in head.split(b"\r\n")[0]:
            self._fail(head.decode("latin-1"))
        else:
            self._open = True
            self._begin()
            if self._rest:
                self.data_received(b"")

    def _begin(self) -> None:
        if not self._group:
            return self.ready.set_result(None)
        hello = {"type": "hello", "protocol": PROTOCOL_VERSION, "role": "participant", "token": self._token}
        self.send(json.dumps(hello))

    def _take(self, seen: Seen, now: float) -> None:
        if seen.last:
            self.gaps += bool(self._last) and seen.first > self._last + 1
            self._watch.duplicates += seen.first <= self._last
            self._last = seen.last
        for id in seen.ids:
            if id in self._has:
                self._watch.duplicates += 1
            else:
                self._has.add(id)
                self._watch.waits[id].append(now - self._watch.sent_at[id])
        for frame in seen.others:
            self._other(frame)

    def _other(self, frame: dict[str, Any]) -> None:
        if frame["type"] == PING:
            self.transport.write(masked(frame["payload"], PONG))  # type: ignore[union-attr]
        elif frame["type"] == "welcome":
            self.welcome = frame
            self._last = max(self._last, frame["seq"])
            self.submit({"type": "join_workshop", "group_id": self._group})
        elif frame["type"] == "ack" and not self.ready.done():
            self.ready.set_result(None)
        elif frame["type"] == "rejected":
            self._fail(str(frame))

    def submit(self, command: dict[str, Any]) -> None:
        self.send(json.dumps({"type": "submit", "cmd_id": secrets.token_hex(16), "command": command}))

    def send(self, text: str) -> None:
        assert self.transport is not None
        self.transport.write(masked(text.encode()))

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(f"the connection ended: {exc}")

    def _fail(self, why: str) -> None:
        if not self.ready.done():
            self.ready.set_exception(ConnectionError(why))
