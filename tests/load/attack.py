"""One person with a script against a hall: how long twenty honest phones wait, and five that come meanwhile.

Each attack has a server of its own; its program runs beside it, as it would on another machine.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

import psutil

from app.rehearsal.compare import percentile
from app.rehearsal.link import Site
from app.rehearsal.replica import Replica
from facilitation.ids import new_id
from tests.load.attacks import ATTACKS, Attack
from tests.load.durability import fresh
from tests.load.enemy import OF_A_PROGRAM
from tests.load.joining import Browser, assets_of, gunzipped
from tests.load.server import ROOT, Server, prepare
from tests.load.viewer import Chunks, Stopwatch, Viewer

CODE = "RAMPRT"
CARDS = 300
PHONES = 20
COMING = 5
PACE_SECONDS = 5.0  # from card to card of each honest phone: nobody writes faster by hand
LAST_SECONDS = 30.0  # in which what was sent must be answered


class Plan(NamedTuple):
    """`rest`: seconds after the attack in which memory must come back."""

    connections: int = 50
    seconds: float = 12.0
    rest: float = 60.0


class Phone(Viewer):
    """An honest one: how long its cards wait for their answer, and whether it was cut off."""

    def __init__(self, port: int, group_id: str, watch: Stopwatch) -> None:
        super().__init__(f"127.0.0.1:{port}", f"/live/{CODE}/ws", Chunks(watch), watch, group_id)
        self.port = port
        self.waits: list[float] = []
        self.saved: list[str] = []
        self.cut = False
        self._waiting: dict[str, tuple[str, float]] = {}

    async def sit(self) -> Phone:
        await asyncio.get_running_loop().create_connection(lambda: self, "127.0.0.1", self.port)
        await asyncio.wait_for(self.ready, LAST_SECONDS)
        return self

    def write(self) -> None:
        card = new_id(time.time_ns() // 1_000_000)
        command = {"type": "post_contribution", "id": card, "kind": "weakness", "text": f"Ein Wort {card}"}
        cmd_id = secrets.token_hex(16)
        self._waiting[cmd_id] = (card, time.perf_counter())
        self.send(json.dumps({"type": "submit", "cmd_id": cmd_id, "command": command}))

    def _other(self, frame: dict[str, Any]) -> None:
        if frame.get("cmd_id") in self._waiting and frame["type"] == "ack":
            card, sent = self._waiting.pop(frame["cmd_id"])
            self.waits.append((time.perf_counter() - sent) * 1000)
            self.saved.append(card)
        else:
            super()._other(frame)

    @property
    def unanswered(self) -> int:
        return len(self._waiting)

    def connection_lost(self, exc: Exception | None) -> None:
        self.cut = True
        super().connection_lost(exc)


async def attacked(names: list[str], plan: Plan, folder: Path) -> dict[str, Any]:
    """What `--attack` prints. `names`: of ATTACKS, or none for all."""
    rows = []
    for number, name in enumerate(names or ATTACKS):
        row = await _one(name, ATTACKS[name], plan, folder / f"{number}-{name}")
        print(json.dumps(row), file=sys.stderr, flush=True)
        rows.append(row)
    return {"attacks": rows}


async def _one(name: str, attack: Attack, plan: Plan, folder: Path) -> dict[str, Any]:
    groups = prepare(folder, CODE, cards=CARDS, phase=attack.phase, late=True, slips_only=attack.slips_only)
    connections = min(attack.connections or plan.connections, plan.connections * 200)
    with Server(folder) as server:
        watch = Stopwatch()
        phones = [await Phone(server.port, groups[n % len(groups)], watch).sit() for n in range(PHONES)]
        await _writing(phones, 2.0)
        before = _memory(server.measured)
        for phone in phones:
            phone.waits.clear()
        hostile = _program(name, server.port, connections, plan.seconds, groups[0])
        try:
            joins = await _meanwhile(server, phones, groups, plan)
        finally:
            await asyncio.to_thread(hostile.wait)
        await _answered(phones)
        row = _row(name, connections, phones, joins)
        now = await fresh(Site(f"http://127.0.0.1:{server.port}", CODE), 0)
        row["lost"] = _lost(now, phones)
        row["on_the_wall"] = sum(card["text"].startswith(OF_A_PROGRAM) for card in now.all("contribution"))
        await asyncio.sleep(plan.rest)
        row |= {"memory_mb_before": before, "memory_mb_after": _memory(server.measured)}
        for phone in phones:
            phone.transport.abort()  # type: ignore[union-attr]
    return row


def _program(name: str, port: int, connections: int, seconds: float, group: str) -> subprocess.Popen[bytes]:
    given = [name, str(port), CODE, str(connections), str(seconds), group]
    return subprocess.Popen([sys.executable, "-m", "tests.load.hostile", *given], cwd=ROOT)


async def _meanwhile(server: Server, phones: list[Phone], groups: list[str], plan: Plan) -> list[float]:
    """Everybody writes while the attack goes on. Returns how long the newcomers took, in seconds."""
    writing = asyncio.create_task(_writing(phones, plan.seconds))
    coming = []
    for n in range(COMING):
        await asyncio.sleep(plan.seconds / (COMING + 1))
        coming.append(asyncio.create_task(_join(server.port, groups[n % len(groups)])))
    await writing
    return list(await asyncio.gather(*coming))


async def _writing(phones: list[Phone], seconds: float) -> None:
    """Each phone a card in each PACE_SECONDS, one after the other."""
    started = time.perf_counter()
    for n in range(int(seconds / PACE_SECONDS * len(phones))):
        await asyncio.sleep(started + n * PACE_SECONDS / len(phones) - time.perf_counter())
        phone = phones[n % len(phones)]
        if not phone.cut:
            phone.write()


async def _join(port: int, group: str) -> float:
    """Page, scripts, socket and a seat, with an empty cache; LAST_SECONDS where it did not get in."""
    started, browser = time.perf_counter(), Browser(port)
    try:
        async with asyncio.timeout(LAST_SECONDS):
            page = gunzipped((await browser.fetch([f"/j/{CODE}"]))[0])
            await browser.fetch(assets_of(page))
            phone = await Phone(port, group, Stopwatch()).sit()
            seconds = time.perf_counter() - started
            phone.transport.abort()  # type: ignore[union-attr]
            return seconds
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        return LAST_SECONDS


async def _answered(phones: list[Phone]) -> None:
    deadline = time.perf_counter() + LAST_SECONDS
    while any(p.unanswered and not p.cut for p in phones) and time.perf_counter() < deadline:  # noqa: ASYNC110
        await asyncio.sleep(0.05)


def _lost(now: Replica, phones: list[Phone]) -> int:
    """Cards without an answer, and those that were acknowledged and are not there."""
    saved = [card for phone in phones for card in phone.saved]
    return sum(phone.unanswered for phone in phones) + sum(not now.find("contribution", id) for id in saved)


def _row(name: str, connections: int, phones: list[Phone], joins: list[float]) -> dict[str, Any]:
    waits = [wait for phone in phones for wait in phone.waits] or [LAST_SECONDS * 1000]
    return {
        "name": name,
        "connections": connections,
        "p50_ms": round(percentile(waits, 50), 1),
        "p95_ms": round(percentile(waits, 95), 1),
        "max_ms": round(max(waits), 1),
        "join_s": round(max(joins), 2),
        "cut_off": sum(phone.cut for phone in phones) + sum(join >= LAST_SECONDS for join in joins),
    }


def _memory(process: psutil.Process) -> float:
    return round(process.memory_info().rss / 1024 / 1024, 1)
