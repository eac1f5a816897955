"""What a hostile program needs: connections, frames and requests as raw bytes, as quick as Python allows."""

from __future__ import annotations

import asyncio
import base64
import gzip
import json
import os
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from app.live.protocol import PROTOCOL_VERSION
from facilitation.ids import random_id
from tests.load.viewer import masked

ANSWER_SECONDS = 30.0
OF_A_PROGRAM = "Von einem Programm, "  # so its cards begin


class Target(NamedTuple):
    port: int
    code: str
    group_id: str


Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def connected(target: Target) -> AsyncIterator[Streams]:
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


@asynccontextmanager
async def upgraded(target: Target, path: str = "") -> AsyncIterator[Streams]:
    """A WebSocket, by default that of the workshop."""
    async with connected(target) as (reader, writer):
        key = base64.b64encode(os.urandom(16)).decode()
        writer.write(
            f"GET {path or f'/live/{target.code}/ws'} HTTP/1.1\r\nHost: 127.0.0.1:{target.port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), ANSWER_SECONDS)
        yield reader, writer


def text(message: dict[str, Any]) -> bytes:
    return masked(json.dumps(message).encode())


def hello(role: str = "participant", token: str | None = None) -> dict[str, Any]:
    token = token or secrets.token_urlsafe(24)
    return {"type": "hello", "protocol": PROTOCOL_VERSION, "role": role, "token": token}


def submit(command: dict[str, Any]) -> dict[str, Any]:
    return {"type": "submit", "cmd_id": secrets.token_hex(16), "command": command}


def card() -> dict[str, Any]:
    words = OF_A_PROGRAM + secrets.token_hex(20)
    return {"type": "post_contribution", "id": random_id(), "kind": "weakness", "text": words}


async def open_voting(target: Target) -> dict[str, Any]:
    """As everybody may see it. Raises ValueError where nobody votes."""
    async with upgraded(target) as (reader, writer):
        writer.write(text(hello("stage")))
        await asyncio.wait_for(reader.readuntil(b'"snapshot":"'), ANSWER_SECONDS)
        path = (await reader.readuntil(b'"'))[:-1].decode()
    async with connected(target) as (reader, writer):
        writer.write(get(target, path))
        shown = json.loads(gzip.decompress(await answer(reader)))["entities"]
    for entity in shown:
        if entity["type"] == "voting":
            return dict(entity)
    raise ValueError("nobody votes")


def get(target: Target, path: str, *headers: str) -> bytes:
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{target.port}", "Accept-Encoding: gzip", *headers]
    return "\r\n".join([*lines, "", ""]).encode()


def post(target: Target, path: str, body: bytes) -> bytes:
    lines = [f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{target.port}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def answer(reader: asyncio.StreamReader) -> bytes:
    """Body of an HTTP answer."""
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), ANSWER_SECONDS)
    if b" 204 " in head or b" 304 " in head:
        return b""
    size = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
    if size:
        return await reader.readexactly(int(size[1]))
    if b"chunked" not in head:
        raise ConnectionError("an answer without an end")
    parts = []
    while size_of := int((await reader.readline()).split(b";")[0] or b"0", 16):
        parts.append(await reader.readexactly(size_of))
        await reader.readline()
    await reader.readline()
    return b"".join(parts)


async def ignoring(reader: asyncio.StreamReader) -> None:
    """Takes what is answered, so that the other side need not keep it."""
    while await reader.read(65536):
        pass
