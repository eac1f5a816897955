"""Phones that join at once with empty caches: page, assets, socket, hello, board, a seat."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
import time
from typing import NamedTuple

from tests.load.viewer import Chunks, Stopwatch, Viewer

CONNECTIONS = 4  # a browser opens up to six to one host

_TAGS = re.compile(r"<(?:script|link|img)\b[^>]*?(?:src|href)=[\"']?(/[^\"'\s>]+)", re.IGNORECASE)
_IMPORTS = re.compile(r"<script type=[\"']?importmap[\"']?[^>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL)


class Joined(NamedTuple):
    """`kb_per_phone`: compressed bytes with their HTTP heads, without the board's snapshot."""

    phones: int
    seconds: float
    kb_per_phone: float
    requests: int
    board_kb: float


def assets_of(page: str) -> list[str]:
    """What a browser fetches for this page: scripts, styles, icons, and the modules of its import map."""
    found = [*_TAGS.findall(page)]
    for text in _IMPORTS.findall(page):
        found += json.loads(text).get("imports", {}).values()
    return list(dict.fromkeys(path for path in found if path.startswith("/")))


class Browser:
    """A few keep-alive connections to one host, and the bytes that came over them."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.bytes = 0
        self.requests = 0

    async def fetch(self, paths: list[str]) -> list[bytes]:
        """Bodies as they were sent, in the order of the paths. Raises ConnectionError."""
        bodies: dict[str, bytes] = {}
        waiting = list(paths)
        lines = min(CONNECTIONS, len(paths))
        await asyncio.gather(*(self._line(waiting, bodies) for _ in range(lines)))
        return [bodies[path] for path in paths]

    async def _line(self, waiting: list[str], bodies: dict[str, bytes]) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            while waiting:
                path = waiting.pop(0)
                bodies[path] = await self._get(reader, writer, path)
        finally:
            writer.close()

    async def _get(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> bytes:
        host = f"Host: 127.0.0.1:{self.port}\r\nAccept-Encoding: gzip\r\n\r\n"
        writer.write(f"GET {path} HTTP/1.1\r\n{host}".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head.split(b"\r\n")[0]:
            raise ConnectionError(f"{path}: {head.decode('latin-1').splitlines()[0]}")
        size = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
        body = await reader.readexactly(int(size[1])) if size else await _chunked(reader)
        self.bytes += len(head) + len(body)
        self.requests += 1
        return body


async def _chunked(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int((await reader.readline()).split(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(parts)


async def join_at_once(port: int, code: str, phones: int, group_ids: list[str]) -> Joined:
    """All press "open" in the same moment; done when the last one sits and holds the board."""
    started = time.perf_counter()
    came = await asyncio.gather(*(_phone(port, code, group_ids[n % len(group_ids)]) for n in range(phones)))
    seconds = time.perf_counter() - started
    pages, boards, requests = zip(*came, strict=True)
    kb, board_kb = sum(pages) / phones / 1024, sum(boards) / phones / 1024
    return Joined(phones, round(seconds, 3), round(kb, 1), max(requests), round(board_kb, 1))


async def _phone(port: int, code: str, group_id: str) -> tuple[int, int, int]:
    """Bytes of page and assets, bytes of the board, number of requests."""
    browser, watch = Browser(port), Stopwatch()
    page = gunzipped((await browser.fetch([f"/j/{code}"]))[0])
    await browser.fetch(assets_of(page))
    viewer = Viewer(f"127.0.0.1:{port}", f"/live/{code}/ws", Chunks(watch), watch, group_id)
    await asyncio.get_running_loop().create_connection(lambda: viewer, "127.0.0.1", port)
    await asyncio.wait_for(viewer.ready, 60)
    light, requests = browser.bytes, browser.requests
    await browser.fetch([viewer.welcome["snapshot"]])
    viewer.transport.abort()  # type: ignore[union-attr]
    return light, browser.bytes - light, requests + 2


def gunzipped(body: bytes) -> str:
    return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()
