"""A conference scans its code within seconds, and nobody is sent away."""

from __future__ import annotations

import asyncio
import gzip
import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from app.fair_use.worker import WAITING, Busy
from app.web import page_cache
from app.web.page_cache import KEPT, Begun, PageCache
from tests.load.enemy import Target, connected, get
from tests.load.server import Server, prepare

CODE = "CACHE2"
# Each phone's own, so that no phone can answer to another in the laptop's place.
_QUESTION = re.compile(r'"home":\{.*?\}.*?\}')


async def _answers(port: int, paths: list[str]) -> list[tuple[bytes, bytes]]:
    """Head and body of what comes to all of them at once, as browsers ask."""
    target = Target(port, CODE, "")

    async def ask(path: str) -> tuple[bytes, bytes]:
        async with connected(target) as (reader, writer):
            writer.write(get(target, path, "Accept-Encoding: gzip", "Connection: close"))
            head, _, body = (await reader.read()).partition(b"\r\n\r\n")
            return head, body

    return await asyncio.gather(*(ask(path) for path in paths))


async def test_more_phones_at_once_than_the_bench_has_places_all_get_their_page(tmp_path: Path) -> None:
    prepare(tmp_path, CODE)
    with Server(tmp_path) as server:
        answers = await _answers(server.port, [f"/j/{CODE}"] * (WAITING + 100))
    assert {head.split(b"\r\n", 1)[0] for head, _ in answers} == {b"HTTP/1.1 200 OK"}
    pages = [gzip.decompress(body).decode() for _, body in answers]
    assert len({_QUESTION.search(page)[0] for page in pages}) == len(pages)  # type: ignore[index]
    assert len({_QUESTION.sub("", page) for page in pages}) == 1


async def test_the_policy_names_each_script_of_the_page_and_none_else(tmp_path: Path) -> None:
    prepare(tmp_path, CODE)
    paths = ["/", f"/j/{CODE}", f"/j/{CODE}/g/1", f"/stage/{CODE}", "/check"]
    with Server(tmp_path) as server:
        answers = await _answers(server.port, paths)
    for head, body in answers[1:]:
        page = gzip.decompress(body).decode()
        scripts = re.findall(r"<script(?: type=\"module\")?>([\s\S]*?)</script>", page)
        named = re.findall(r"'sha256-([^']+)'", head.decode())
        assert named == [b64encode(sha256(script.encode()).digest()).decode() for script in scripts]
        assert len(named) == 3


async def test_a_page_that_could_not_be_compressed_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = PageCache()
    with monkeypatch.context() as broken:
        broken.setattr(page_cache, "at_the_bench", _busy)
        with pytest.raises(Busy):
            await cache.compressed("page", "mine")
    assert gzip.decompress(await cache.compressed("page, ", "mine")) == b"page, mine"


async def _busy(*_: object, **__: object) -> Begun:
    raise Busy


async def test_pages_that_nobody_asks_for_any_more_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    cache, packed = PageCache(), []

    async def counted(compress: Callable[[bytes], Begun], page: bytes) -> Begun:
        packed.append(page)
        return compress(page)

    monkeypatch.setattr(page_cache, "at_the_bench", counted)
    for page in ("often", *(str(n) for n in range(KEPT - 1)), "often", "new", "often", "0"):
        assert gzip.decompress(await cache.compressed(page, "mine")) == page.encode() + b"mine"
    assert packed.count(b"often") == 1 and packed.count(b"0") == 2
