"""Phones that lose their network again and again while people write and vote.

Each has a cable of its own, which is cut or falls silent for a while every minute. People go on meanwhile:
what they send waits on the phone, as it does in the browser. At the end everything must be there, once.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from app.rehearsal.device import CommandRejected, HeadlessDevice
from app.rehearsal.link import Site, moderator_cookie
from facilitation.ids import new_id
from tests.load.durability import GOALS, MOST, POINTS, ballots_wrong, cards_wrong, fresh, heals, open_voting
from tests.load.http_device import HttpDevice
from tests.load.server import Server, prepare
from tests.load.wire import Wire

CODE = "FLAKEY"
EVERY_SECONDS = 60.0  # each phone's network goes once in this time
GONE_SECONDS = (5.0, 30.0)
ACT_SECONDS = (2.0, 10.0)
CARDS_SHARE = 0.6


class Sitter:
    """Somebody who writes and votes at their own pace, whether the network is there or not."""

    def __init__(self, wire: Wire, number: int, http: bool, pace: float) -> None:
        site = Site(f"http://127.0.0.1:{wire.port}", CODE)
        self.device = HttpDevice(site) if http else HeadlessDevice(site)
        self.written: dict[str, str] = {}
        self.marks: dict[str, int] = {}
        self.refused: Counter[str] = Counter()
        self.outages = 0
        self._wire, self._number, self._pace = wire, number, pace
        self._dice = random.Random(number)
        self._sent: list[asyncio.Task[None]] = []

    async def act(self, group_id: str, voting: dict[str, Any], seconds: float) -> None:
        """Returns when time is over and everything was acknowledged."""
        end = time.monotonic() + seconds
        self._send({"type": "join_workshop", "group_id": group_id})
        while time.monotonic() < end:
            await asyncio.sleep(self._dice.uniform(*ACT_SECONDS) * self._pace)
            self._write() if self._dice.random() < CARDS_SHARE else self._vote(voting)
        await asyncio.gather(*self._sent)

    async def lose_network(self, seconds: float) -> None:
        """Once in each stretch of time, at some moment of it."""
        end, stretch = time.monotonic() + seconds, EVERY_SECONDS * self._pace
        while (begun := time.monotonic()) < end:
            gone = self._dice.uniform(*GONE_SECONDS) * self._pace
            await asyncio.sleep(self._dice.uniform(0, stretch - gone))
            await self._outage(gone)
            await asyncio.sleep(max(0.0, begun + stretch - time.monotonic()))

    async def _outage(self, gone: float) -> None:
        """Cut, or silent; and after a silence the old connections live on, or are dead."""
        self.outages += 1
        cut = self._dice.random() < 0.5
        (self._wire.cut if cut else self._wire.fall_silent)()
        await asyncio.sleep(gone)
        if not cut and self._dice.random() < 0.5:
            self._wire.drop()
        self._wire.mend()

    @property
    def acknowledged(self) -> int:
        return len(self._sent) - sum(self.refused.values())

    def _write(self) -> None:
        id = new_id(time.time_ns() // 1_000_000)
        text = self.written[id] = f"Karte {len(self.written)} von Platz {self._number}: „Ü“ & <b> {id[-6:]}"
        self._send({"type": "post_contribution", "id": id, "kind": "challenge", "text": text})

    def _vote(self, voting: dict[str, Any]) -> None:
        chosen = self._dice.sample(voting["option_ids"], self._dice.randint(1, POINTS // MOST))
        self.marks = {id: self._dice.randint(1, MOST) for id in chosen}
        self._send({"type": "cast_ballot", "voting_id": voting["id"], "marks": self.marks})

    def _send(self, command: dict[str, Any]) -> None:
        self._sent.append(asyncio.create_task(self._until_saved(command)))

    async def _until_saved(self, command: dict[str, Any]) -> None:
        try:
            await self.device.submit(command)
        except CommandRejected as refused:
            self.refused[refused.code] += 1


async def flaky(people: int, minutes: float, http: bool, folder: Path, pace: float = 1.0) -> dict[str, Any]:
    """The run as `--flaky` prints it. `pace`: below 1 everything goes faster, for a test."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(people))  # for boards
    groups = prepare(folder, CODE, goals=GOALS, phase="vote", late=True)
    with Server(folder) as server:
        cookie = await asyncio.to_thread(moderator_cookie, server.moderator)
        moderator = HeadlessDevice(Site(server.base, CODE), "moderator", cookie)
        wires = [await Wire(server.port).open() for _ in range(people)]
        crowd = [Sitter(wire, number, http, pace) for number, wire in enumerate(wires)]
        links = [asyncio.create_task(d.run()) for d in [moderator, *(p.device for p in crowd)]]
        try:
            voting = await open_voting(moderator)
            await _hold(crowd, groups, voting, minutes * 60)
            return await _verdict(crowd, moderator, voting)
        finally:
            for link in links:
                link.cancel()
            await asyncio.gather(*links, return_exceptions=True)
            await asyncio.gather(*(wire.close() for wire in wires))


async def _hold(crowd: list[Sitter], groups: list[str], voting: dict[str, Any], seconds: float) -> None:
    seats = [groups[n % len(groups)] for n in range(len(crowd))]
    acting = [p.act(seat, voting, seconds) for p, seat in zip(crowd, seats, strict=True)]
    await asyncio.gather(*acting, *(p.lose_network(seconds) for p in crowd))


async def _verdict(crowd: list[Sitter], moderator: HeadlessDevice, voting: dict[str, Any]) -> dict[str, Any]:
    await moderator.submit({"type": "close_voting", "id": voting["id"]})
    now = await fresh(moderator.site, moderator.saved_seq)
    healed = await asyncio.gather(*(heals(person.device, now) for person in crowd))
    lost, twice = cards_wrong({id: text for p in crowd for id, text in p.written.items()}, now)
    result = now.find("result", voting["id"]) or {"rows": (), "ballots": 0}
    wrong = ballots_wrong([person.marks for person in crowd], result)
    refused = dict(sum((person.refused for person in crowd), Counter()))
    counted = {
        "clients": len(crowd),
        "over": "http" if isinstance(crowd[0].device, HttpDevice) else "websocket",
        "outages": sum(person.outages for person in crowd),
        "reconnects": sum(person.device.reconnects for person in crowd),
        "acknowledged": sum(person.acknowledged for person in crowd),
    }
    found = {"lost": lost, "twice": twice, "ballot_points_wrong": wrong, "same_state": sum(healed)}
    good = lost + twice + wrong == 0 and all(healed) and not refused
    return {**counted, **found, "refused": refused, "good": good}
