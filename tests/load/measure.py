"""One run: our server and the limit, measured by the same viewers with the same posts."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

import psutil

from app.rehearsal.compare import percentile
from tests.load.crowd import (
    Crowd,
    Phase,
    as_row,
    in_a_burst,
    new_ids,
    say_to_limit,
    say_to_us,
    steadily,
)
from tests.load.joining import join_at_once
from tests.load.server import ROOT, Server, free_port, prepare

CARDS = 300
WATCHED, SCANNED = "WATCHD", "SCANND"  # one workshop to watch, one to join at once
WARM = 5
STEADY_SECONDS = 20.0
BURSTS = 5
SETTLE_SECONDS = 1.5
MOST_PHONES = 250


class Fanned(NamedTuple):
    """How one server did: both rhythms, CPU per 1000 deliveries, memory per client."""

    steady: Phase
    burst: Phase
    cpu_s_per_1000: float
    kb_per_client: float
    texts: dict[str, str]


class Posts(NamedTuple):
    """The same ids for both servers, so that they fan out the same bytes."""

    warm: list[str]
    steady: list[str]
    burst: list[str]


def posts(seconds: float, bursts: int) -> Posts:
    return Posts(new_ids(WARM), new_ids(len(steadily(seconds))), new_ids(bursts * 60))


async def measure(
    clients: int, folder: Path, seconds: float = STEADY_SECONDS, bursts: int = BURSTS
) -> dict[str, Any]:
    """The whole run as the JSON that `--json` prints."""
    people = clients + WARM  # who is beyond what was expected shares what newcomers may write
    groups = prepare(folder, WATCHED, cards=CARDS, expected=people)
    seats = prepare(folder, SCANNED, cards=CARDS)
    planned = posts(seconds, bursts)
    with Server(folder) as server:
        ours = await _fan(server.measured, _our_crowd(server, groups), clients, planned)
        disk = fsync_ms(folder)
        join = [(await join_at_once(server.port, SCANNED, n, seats))._asdict() for n in _phones(clients)]
    with _limit(folder, ours.texts) as (process, port):
        limit = await _fan(process, lambda: Crowd(port, "/", say_to_limit), clients, planned)
    return {**_report(clients, ours, limit, join), "fsync_p50_ms": disk[0], "fsync_p95_ms": disk[1]}


def fsync_ms(folder: Path, times: int = 60) -> tuple[float, float]:
    """What the disk alone takes to keep a page, p50 and p95: every post waits for it once."""
    waits = []
    with (folder / "probe").open("wb", buffering=0) as file:
        for _ in range(times):
            file.write(bytes(4096))
            started = time.perf_counter()
            os.fsync(file.fileno())
            waits.append((time.perf_counter() - started) * 1000)
    return round(percentile(waits, 50), 2), round(percentile(waits, 95), 2)


def _our_crowd(server: Server, groups: list[str]) -> Callable[[], Crowd]:
    return lambda: Crowd(server.port, f"/live/{WATCHED}/ws", say_to_us, groups)


def _phones(clients: int) -> list[int]:
    """A hall of sixty always; a full house too where the run is for more."""
    return sorted({60, min(max(clients, 60), MOST_PHONES)})


@contextmanager
def _limit(folder: Path, texts: dict[str, str]) -> Iterator[tuple[psutil.Process, int]]:
    file, port = folder / "limit.json", free_port()
    file.write_text(json.dumps(texts), "utf-8")
    command = [sys.executable, "-m", "tests.load.limit", str(port), str(file)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None and process.stdout.readline()
        yield psutil.Process(process.pid), port
    finally:
        process.kill()
        process.wait()
        process.stdout.close()  # type: ignore[union-attr]


async def _fan(process: psutil.Process, made: Callable[[], Crowd], clients: int, planned: Posts) -> Fanned:
    warm = made()
    await warm.gather(WARM)
    await warm.post(in_a_burst()[:WARM], planned.warm)
    warm.leave()
    await asyncio.sleep(SETTLE_SECONDS)
    empty = process.memory_info().rss
    crowd = made()
    await crowd.gather(clients)
    await asyncio.sleep(SETTLE_SECONDS)
    kb = (process.memory_info().rss - empty) / 1024 / clients
    steady, cpu_steady = await _costing(
        process, crowd.post(steadily(len(planned.steady) / 5), planned.steady)
    )
    burst, cpu_burst = await _costing(process, _bursts(crowd, planned.burst))
    crowd.leave()
    per_1000 = (cpu_steady + cpu_burst) / max(1, steady.delivered + burst.delivered) * 1000
    texts = {**warm.watch.texts, **crowd.watch.texts}
    return Fanned(steady, burst, round(per_1000, 5), round(kb, 1), texts)


async def _costing(process: psutil.Process, work: Awaitable[Phase]) -> tuple[Phase, float]:
    """CPU seconds of the server while the work went on."""
    before = cpu_seconds(process)
    phase = await work
    return phase, cpu_seconds(process) - before


def cpu_seconds(process: psutil.Process) -> float:
    """What a process has used so far. Linux tells it to the nanosecond; elsewhere it comes in ticks."""
    if sys.platform == "linux":  # the clock's number as clock_getcpuclockid(3) makes it of the process's
        return time.clock_gettime(~process.pid << 3 | 2)
    times = process.cpu_times()
    return times.user + times.system


async def _bursts(crowd: Crowd, ids: list[str]) -> Phase:
    """Several bursts as one phase, a second of rest between them."""
    moments = [2 * n + moment for n in range(len(ids) // 60) for moment in in_a_burst()]
    return await crowd.post(moments, ids)


def _report(clients: int, ours: Fanned, limit: Fanned, join: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "clients": clients,
        "cards": CARDS,
        "steady": as_row(ours.steady, limit.steady),
        "burst": as_row(ours.burst, limit.burst),
        "cpu_s_per_1000": ours.cpu_s_per_1000,
        "limit_cpu_s_per_1000": limit.cpu_s_per_1000,
        "bytes_per_card": round(fmean(len(text.encode()) for text in ours.texts.values())),
        "kb_per_client": ours.kb_per_client,
        "limit_kb_per_client": limit.kb_per_client,
        "join": join[0],
        **({"join_full": join[1]} if join[1:] else {}),
    }
