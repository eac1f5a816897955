"""Who gets the bench next, who is turned away, and that nothing keeps it for ever."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest

from app.fair_use import fair_queue
from app.fair_use.fair_queue import Account, account_of
from app.fair_use.page_gate import WAITING, Gate
from app.fair_use.worker import Bench, Busy
from tests.load.enemy import Target, connected, get
from tests.load.server import Server, prepare

CODE = "BNCH23"


def _of(seconds: float) -> Account:
    account = Account()
    account.charge(seconds)
    return account


async def _taken(most: int = WAITING) -> Bench:
    bench = Bench(most)
    await bench.take(_of(0))
    return bench


async def _asking(bench: Bench, *used: float) -> list[asyncio.Task[None]]:
    """In this order, of a bench that is taken."""
    tasks = [asyncio.create_task(bench.take(_of(seconds))) for seconds in used]
    await asyncio.sleep(0)
    return tasks


async def test_who_used_little_comes_first() -> None:
    bench = await _taken()
    much, little = await _asking(bench, 3, 1)
    bench.leave(0)
    await little
    assert not much.done()
    bench.leave(0)
    await much


async def test_a_full_bench_turns_away_who_used_most() -> None:
    bench = await _taken(2)
    most, much, little, more = await _asking(bench, 5, 2, 1, 4)
    for refused in (most, more):
        with pytest.raises(Busy):
            await refused
    for served in (little, much):
        bench.leave(0)
        await served


async def test_a_full_bench_turns_away_who_used_most_however_long_they_have_waited(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [0.0]
    monkeypatch.setattr(fair_queue, "time", SimpleNamespace(monotonic=lambda: now[0]))
    bench = await _taken(1)
    (greedy,) = await _asking(bench, 0.02)
    now[0] = 7.0  # so the greedy one is due before the newcomer, and has used more
    (newcomer,) = await _asking(bench, 0.0)
    with pytest.raises(Busy):
        await asyncio.wait_for(greedy, 30)
    bench.leave(0)
    await newcomer


async def test_who_goes_in_the_moment_of_its_turn_hands_it_on() -> None:
    bench = await _taken()
    first, second = await _asking(bench, 1, 2)
    bench.leave(0)
    first.cancel()
    await second


async def test_who_left_is_passed_over() -> None:
    bench = await _taken()
    left = _of(1)
    going = asyncio.create_task(bench.take(left))
    (staying,) = await _asking(bench, 2)
    left.gone = True
    bench.leave(0)
    await staying
    with pytest.raises(Busy):
        await going


async def test_the_moderators_pages_are_built_one_at_a_time_and_the_queue_ends() -> None:
    building, most, refused = 0, 0, []
    go_on = asyncio.Event()

    async def pages(_scope: Any, _receive: Any, send: Any) -> None:
        nonlocal building, most
        building += 1
        most = max(most, building)
        await go_on.wait()
        building -= 1
        await send({})

    def busy(_: Any) -> Any:
        async def answer(*_: Any) -> None:
            refused.append(1)

        return answer

    gate = Gate(pages, lambda _: False, busy, lambda: None)

    async def ask() -> None:
        account_of.set(Account())
        await gate({"type": "http", "path": "/m/login"}, None, Mock(side_effect=lambda _: asyncio.sleep(0)))

    asking = [asyncio.create_task(ask()) for _ in range(WAITING + 6)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(*asking)
    assert (most, len(refused)) == (1, 5)


async def test_who_is_turned_away_reads_a_sentence(tmp_path: Path) -> None:
    prepare(tmp_path, CODE)
    with Server(tmp_path) as server:
        target = Target(server.port, CODE, "")

        async def ask() -> bytes:
            async with connected(target) as (reader, writer):
                writer.write(get(target, "/m/login", "Accept: text/html", "Connection: close"))
                return await reader.read()

        answers = await asyncio.gather(*(ask() for _ in range(WAITING * 5)))
    heads = [answer.split(b"\r\n", 1)[0] for answer in answers]
    assert b"HTTP/1.1 200 OK" in heads
    for head, answer in zip(heads, answers, strict=True):
        if b" 503 " in head:
            assert b"retry-after: 5" in answer.lower() and b"Laptop" in answer
