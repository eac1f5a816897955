"""Many viewers of one server, posts at given moments, and how long everyone waited for them."""

from __future__ import annotations

import asyncio
import gc
import random
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from app.rehearsal.compare import percentile
from facilitation.ids import new_id
from tests.load.viewer import Chunks, Stopwatch, Viewer

AT_ONCE = 50  # handshakes under way while a crowd gathers
LAST_SECONDS = 15.0

Say = Callable[[Viewer, str, int], None]


class Phase(NamedTuple):
    """One rhythm of posts. A wait is one viewer's for one post; `last_p95_ms`: until all had it.

    `late_p95_ms`: how late the generator itself woke up; large on a machine that is busy otherwise.
    """

    p50_ms: float
    p95_ms: float
    p99_ms: float
    last_p95_ms: float
    expected: int
    delivered: int
    duplicates: int
    late_p95_ms: float


class Crowd:
    """Viewers of one server. `say` posts the card with this id in the name of one of them."""

    def __init__(self, port: int, path: str, say: Say, groups: Sequence[str] = ("",)) -> None:
        self.watch = Stopwatch()
        self.viewers: list[Viewer] = []
        self._chunks = Chunks(self.watch)
        self._port, self._path, self._say, self._groups = port, path, say, groups

    async def gather(self, people: int) -> None:
        """Connects and seats them; returns when all are in."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def enter(number: int) -> None:
            async with gate:
                self.viewers.append(viewer := self._viewer(number))
                await asyncio.get_running_loop().create_connection(lambda: viewer, "127.0.0.1", self._port)
                await asyncio.wait_for(viewer.ready, 30)

        await asyncio.gather(*(enter(number) for number in range(people)))

    def _viewer(self, number: int) -> Viewer:
        group = self._groups[number % len(self._groups)]
        return Viewer(f"127.0.0.1:{self._port}", self._path, self._chunks, self.watch, group)

    def leave(self) -> None:
        for viewer in self.viewers:
            if viewer.transport is not None:
                viewer.transport.abort()

    async def post(self, moments: Sequence[float], ids: Sequence[str]) -> Phase:
        """Posts at these seconds from now and waits until all have seen all, or time is up."""
        before = self.watch.duplicates
        gc.collect()
        gc.disable()  # a pause of the generator is not the server's
        started, late = time.perf_counter() + 0.1, []
        for number, (moment, id) in enumerate(zip(moments, ids, strict=True)):
            await asyncio.sleep(started + moment - time.perf_counter())
            late.append((time.perf_counter() - started - moment) * 1000)
            self.watch.sending(id)
            self._say(self.viewers[number * 7 % len(self.viewers)], id, number)
        await self._all_seen(ids)
        gc.enable()
        return self._phase(ids, self.watch.duplicates - before, percentile(late, 95))

    async def _all_seen(self, ids: Sequence[str]) -> None:
        deadline = time.perf_counter() + LAST_SECONDS
        while any(len(self.watch.waits[id]) < len(self.viewers) for id in ids):
            if time.perf_counter() > deadline:
                return
            await asyncio.sleep(0.05)

    def _phase(self, ids: Sequence[str], duplicates: int, late: float) -> Phase:
        waits = [wait * 1000 for id in ids for wait in self.watch.waits[id]]
        last = [max(self.watch.waits[id], default=LAST_SECONDS) * 1000 for id in ids]
        shares = [round(percentile(waits, share), 2) for share in (50, 95, 99)]
        expected = len(ids) * len(self.viewers)
        return Phase(
            *shares, round(percentile(last, 95), 2), expected, len(waits), duplicates, round(late, 2)
        )


def say_to_us(viewer: Viewer, id: str, number: int) -> None:
    """A card as a phone sends it."""
    text = f"Beratung am Abend fehlt, {number}. Wer arbeitet, kommt zu keiner Sprechstunde."
    kind = ("strength", "weakness", "challenge")[number % 3]
    viewer.submit({"type": "post_contribution", "id": id, "kind": kind, "text": text, "language": "de"})


def say_to_limit(viewer: Viewer, id: str, number: int) -> None:
    viewer.send(id)


def steadily(seconds: float) -> list[float]:
    """Five posts a second."""
    return [n / 5 for n in range(round(seconds * 5))]


def in_a_burst() -> list[float]:
    """Sixty posts within one second, each whenever a thumb comes down; the same ones every time."""
    dice = random.Random(60)
    return sorted(dice.random() for _ in range(60))


def new_ids(count: int) -> list[str]:
    return [new_id(time.time_ns() // 1_000_000) for _ in range(count)]


def as_row(phase: Phase, limit: Phase) -> dict[str, Any]:
    """A phase beside the limit's."""
    limits = {"limit_p50_ms": limit.p50_ms, "limit_p95_ms": limit.p95_ms, "limit_p99_ms": limit.p99_ms}
    return {**phase._asdict(), **limits, "limit_last_p95_ms": limit.last_p95_ms}
