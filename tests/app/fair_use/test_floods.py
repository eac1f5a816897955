"""Who sends far too much is cut off, and costs the others nothing from then on."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.app.live_hall import Server, serving

UPGRADE = (
    "GET /live/{code}/ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with serving(tmp_path) as server:
        await server.open_workshop()
        yield server


def _frame(message: dict[str, object]) -> bytes:
    """A masked text frame; a mask of zeros changes nothing."""
    return _part(0x81, json.dumps(message).encode())


def _part(head: int, text: bytes) -> bytes:
    return bytes((head, 0x80 | len(text), 0, 0, 0, 0)) + text


async def _connected(server: Server) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    key = base64.b64encode(os.urandom(16)).decode()
    writer.write(UPGRADE.format(code=server.code, key=key).encode())
    await reader.readuntil(b"\r\n\r\n")
    return reader, writer


HELLO = _frame({"type": "hello", "protocol": 1, "role": "stage"})
PINGS = _frame({"type": "ping"}) * 1000


@pytest.mark.parametrize("first", [HELLO, PINGS], ids=["greets", "does not greet"])
async def test_nothing_is_read_of_what_a_flood_sends_after_it_was_cut_off(
    server: Server, first: bytes
) -> None:
    """It never listens, so it does not know that it was cut off."""
    _, writer = await _connected(server)
    writer.write(first)
    with pytest.raises(ConnectionError):
        for _ in range(2000):  # 44 MB: more than all buffers on the way hold
            writer.write(PINGS)
            await writer.drain()
    writer.close()


def _refused(name: str) -> dict[str, object]:
    return {"type": "submit", "cmd_id": name, "command": {"type": "signal_ready"}}


async def test_what_comes_in_pieces_keeps_its_place(server: Server) -> None:
    """Whole texts are taken past the queue in which those in pieces wait; nobody may overtake."""
    reader, writer = await _connected(server)
    writer.write(HELLO)
    await reader.readuntil(b"welcome")
    in_two = json.dumps(_refused("22222222")).encode()
    pieces = _part(0x01, in_two[:20]) + _part(0x80, in_two[20:])
    writer.write(_frame(_refused("11111111")) + pieces + _frame(_refused("33333333")))
    told = b""
    while b"33333333" not in told:
        told += await asyncio.wait_for(reader.read(4096), 10)
    assert told.index(b"11111111") < told.index(b"22222222") < told.index(b"33333333")
    writer.close()


# Pings, pongs, empty pieces and pieces of a byte: no browser's script can send the first two at all.
ODD = {
    "pings": b"\x89\x80\0\0\0\0",
    "pongs": b"\x8a\x80\0\0\0\0",
    "pieces": b"\x00\x80\0\0\0\0",
    "bytes": b"\x00\x81\0\0\0\0x",
}
BEGIN = b"\x01\x80\0\0\0\0"


@pytest.mark.parametrize("odd", ODD)
async def test_some_dozen_odd_frames_are_borne_and_more_end_the_connection(server: Server, odd: str) -> None:
    begin = BEGIN if ODD[odd][0] == 0 else b""
    reader, writer = await _connected(server)
    writer.write(HELLO)
    await reader.readuntil(b"welcome")
    writer.write(begin + ODD[odd] * 30)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            while await reader.read(4096):
                pass
    writer.write(ODD[odd] * 30)
    with contextlib.suppress(ConnectionError):
        while await asyncio.wait_for(reader.read(4096), 30):
            pass
    writer.close()
