"""Read in one step or by websockets' parser: what is heard of a phone must be the same."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode, apply_mask  # type: ignore[attr-defined]
from websockets.server import ServerProtocol

from app.fair_use.short_texts import ShortTexts, short_text

UPGRADE = (
    "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    f"Sec-WebSocket-Key: {base64.b64encode(bytes(16)).decode()}\r\nSec-WebSocket-Version: 13\r\n\r\n"
).encode()


MASK = b"\x0b\x16\xf1\x2c"  # the same in each process: tests are called by it


def sent(text: bytes, opcode: Opcode = Opcode.TEXT, fin: bool = True) -> bytes:
    bare = Frame(opcode, text, fin).serialize(mask=False)
    head = bytearray(bare[: len(bare) - len(text)])
    head[1] |= 0x80
    return bytes(head) + MASK + apply_mask(text, MASK)


BARE = Frame(Opcode.TEXT, b"no mask").serialize(mask=False)


class _Heard:
    """In place of what uvicorn does with a frame."""

    def __init__(self) -> None:
        self.conn = ServerProtocol(max_size=2000)
        self.conn.receive_data(UPGRADE)
        (request,) = self.conn.events_received()
        self.conn.send_response(self.conn.accept(request))  # type: ignore[arg-type]
        self.heard: list[tuple[Opcode, bytes]] = []

    def handle_text(self, event: Any) -> None:
        self.heard.append((event.opcode, bytes(event.data)))

    def handle_cont(self, event: Any) -> None:
        self.handle_text(event)

    def handle_pong(self, event: Any) -> None:
        self.handle_text(event)

    def handle_close(self, event: Any) -> None:
        self.handle_text(event)

    def handle_ping(self) -> None:
        self.heard.append((Opcode.PING, b""))

    def handle_parser_exception(self) -> None:
        self.heard.append((Opcode.CLOSE, str(self.conn.parser_exc).encode()))


class InOneStep(_Heard, ShortTexts):
    pass


class Parsed(_Heard, WebSocketsSansIOProtocol):
    pass


SHORT = st.binary(max_size=300)
FRAMES = st.one_of(
    SHORT.map(sent),
    SHORT.map(sent).map(sent),  # a text that looks like a frame itself
    SHORT.map(lambda text: sent(text, fin=False)),
    SHORT.map(lambda text: sent(text, Opcode.CONT)),
    st.sampled_from([sent(b"", Opcode.PING), sent(b"x", Opcode.PONG), sent(b"", Opcode.CLOSE)]),
    st.sampled_from(
        [sent(bytes(2001)), Frame(Opcode.TEXT, b"bare").serialize(mask=False), b"\x91\x80\0\0\0\0"]
    ),
)


@given(st.lists(FRAMES, max_size=8), st.data())
def test_the_same_is_heard_however_it_is_cut(frames: Sequence[bytes], data: st.DataObject) -> None:
    stream = b"".join(frames)
    starts = [len(b"".join(frames[:n])) for n in range(len(frames))]  # as a phone sends them
    elsewhere = data.draw(st.lists(st.integers(0, len(stream)), max_size=4))
    cuts = sorted({0, *starts, *elsewhere, len(stream)})
    ours, theirs = InOneStep(), Parsed()
    for begin, end in pairwise(cuts):
        for one in (ours, theirs):
            if one.conn.parser_exc is None:
                one.data_received(stream[begin:end])
    assert ours.heard == theirs.heard


@pytest.mark.parametrize("size", [0, 5, 125, 126, 300, 500])
def test_a_short_text_is_read_in_one_step(size: int) -> None:
    text = bytes(n % 251 for n in range(size))
    assert short_text(sent(text)) == text
    phone = InOneStep()
    assert phone._between_frames()
    phone.data_received(sent(text)[:3])
    assert not phone._between_frames(), "websockets' parser waits elsewhere than it did"
    phone.data_received(sent(text)[3:])
    assert phone._between_frames()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x81",
        BARE,
        sent(b"two") * 2,
        sent(b"cut")[:-1],
        sent(b"", Opcode.PING),
        sent(b"a", fin=False),
        sent(b"b", Opcode.BINARY),
        sent(b"c", Opcode.CONT),
        sent(bytes(600)),
        b"\x81\xff" + bytes(12),
        b"\x81\xff" + bytes(4 + 127),
        b"\x91\x80" + bytes(4),
        b"\x81\xfe" + bytes(4),
    ],
)
def test_all_else_is_left_to_the_parser(data: bytes) -> None:
    assert short_text(data) is None
