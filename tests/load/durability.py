"""The server is killed with -9 at random moments while people write and vote, and starts again.

What was acknowledged must be there, once; every device must heal by itself.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

from app.rehearsal.device import CommandRejected, HeadlessDevice
from app.rehearsal.link import Site, moderator_cookie
from app.rehearsal.replica import Replica
from facilitation.ids import new_id
from tests.load.server import Server, prepare

CODE = "DURABL"
GOALS = 10
POINTS, MOST = 5, 2
UP_SECONDS = (0.3, 2.5)  # how long the server may live between two kills
HEAL_SECONDS = 30.0


class Person:
    """Writes a card or changes a ballot, again and again; remembers what was acknowledged."""

    def __init__(self, site: Site, number: int, seed: int) -> None:
        self.device = HeadlessDevice(site)
        self.saved: dict[str, str] = {}
        self.marks: dict[str, int] = {}
        self.count = 0
        self.refused: Counter[str] = Counter()
        self._number = number
        self._random = random.Random(seed * 1000 + number)

    async def act(self, group_id: str, voting: dict[str, Any], over: asyncio.Event) -> None:
        await self._ask({"type": "join_workshop", "group_id": group_id})
        while not over.is_set():
            await asyncio.sleep(self._random.uniform(0.02, 0.3))
            await (self._write() if self._random.random() < 0.6 else self._vote(voting))

    async def _write(self) -> None:
        id = new_id(time.time_ns() // 1_000_000)
        text = f"Karte {len(self.saved)} von Platz {self._number}: „Ü“ & <b> {id[-6:]}"
        card = {"type": "post_contribution", "id": id, "kind": "weakness", "text": text}
        if await self._ask(card):
            self.saved[id] = text

    async def _vote(self, voting: dict[str, Any]) -> None:
        chosen = self._random.sample(voting["option_ids"], self._random.randint(1, POINTS // MOST))
        marks = {id: self._random.randint(1, MOST) for id in chosen}
        if await self._ask({"type": "cast_ballot", "voting_id": voting["id"], "marks": marks}):
            self.marks = marks

    async def _ask(self, command: dict[str, Any]) -> bool:
        try:
            await self.device.submit(command)
        except CommandRejected as refused:
            self.refused[refused.code] += 1
            return False
        self.count += 1
        return True


async def durability(people: int, kills: int, seed: int, folder: Path) -> dict[str, Any]:
    """Runs all rounds; the result is what `--durability` prints."""
    groups = prepare(folder, CODE, cards=20, goals=GOALS, phase="vote", late=True)
    with Server(folder) as server:
        site = Site(server.base, CODE)
        moderator = HeadlessDevice(
            site, "moderator", await asyncio.to_thread(moderator_cookie, server.moderator)
        )
        crowd = [Person(site, number, seed) for number in range(people)]
        links = [asyncio.create_task(d.run()) for d in [moderator, *(p.device for p in crowd)]]
        try:
            voting = await open_voting(moderator)
            await _live(server, crowd, groups, voting, kills, seed)
            return await _verdict(site, crowd, moderator, voting, kills)
        finally:
            for link in links:
                link.cancel()
            await asyncio.gather(*links, return_exceptions=True)


async def open_voting(moderator: HeadlessDevice) -> dict[str, Any]:
    await moderator.until(lambda held: held.workshop, 20)
    options = [goal["id"] for goal in moderator.replica.all("goal")]
    rules = {"points": POINTS, "max_per_option": MOST}
    voting = {"id": new_id(time.time_ns() // 1_000_000), "option_ids": options, "rules": rules}
    command = {"type": "open_voting", "question": "Was zuerst?", **voting}
    await moderator.submit(command)
    return voting


async def _live(
    server: Server, crowd: list[Person], groups: list[str], voting: dict[str, Any], kills: int, seed: int
) -> None:
    """People act while the server dies and comes back; they stop only when it stays."""
    over, dice = asyncio.Event(), random.Random(seed)
    seats = [groups[n % len(groups)] for n in range(len(crowd))]
    acting = [asyncio.create_task(p.act(seat, voting, over)) for p, seat in zip(crowd, seats, strict=True)]
    for _ in range(kills):
        await asyncio.sleep(dice.uniform(*UP_SECONDS))
        server.kill()
        await asyncio.to_thread(server.start)
    over.set()
    await asyncio.gather(*acting)


async def _verdict(
    site: Site, crowd: list[Person], moderator: HeadlessDevice, voting: dict[str, Any], kills: int
) -> dict[str, Any]:
    await moderator.submit({"type": "close_voting", "id": voting["id"]})
    now = await fresh(site, moderator.saved_seq)
    healed = await asyncio.gather(*(heals(person.device, now) for person in crowd))
    saved = {id: text for person in crowd for id, text in person.saved.items()}
    lost, duplicates = cards_wrong(saved, now)
    result = now.find("result", voting["id"]) or {"rows": (), "ballots": 0}
    wrong = ballots_wrong([person.marks for person in crowd], result)
    refused = sum((person.refused for person in crowd), Counter())
    counted = {"clients": len(crowd), "kills": kills, "acknowledged": sum(p.count for p in crowd)}
    found = {"lost": lost + wrong, "duplicates": duplicates, "healed_clients": sum(healed)}
    good = lost + wrong + duplicates == 0 and all(healed) and not refused
    return {**counted, **found, "refused": dict(refused), "good": good}


async def fresh(site: Site, seq: int) -> Replica:
    stage = HeadlessDevice(site, "stage")
    running = asyncio.create_task(stage.run())
    try:
        await stage.until(lambda held: held.workshop and held.seq >= seq, HEAL_SECONDS)
        return stage.replica
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def heals(device: HeadlessDevice, now: Replica) -> bool:
    """Whether a device ends with exactly what the server holds."""
    try:
        await device.until(lambda held: held.seq >= now.seq, HEAL_SECONDS)
    except TimeoutError:
        return False
    return device.replica.same(now)


def cards_wrong(saved: dict[str, str], now: Replica) -> tuple[int, int]:
    """Acknowledged cards that are gone or changed, and cards that are there twice."""
    held = {card["id"]: card["text"] for card in now.all("contribution")}
    lost = sum(held.get(id) != text for id, text in saved.items())
    twice = sum(times - 1 for text, times in Counter(held.values()).items() if times > 1)
    return lost, twice


def ballots_wrong(marks: list[dict[str, int]], result: dict[str, Any]) -> int:
    """Points by which the result differs from the last acknowledged ballot of each person."""
    expected: Counter[str] = Counter()
    for given in marks:
        expected.update(given)
    held = Counter({row["option_id"]: row["value"] for row in result["rows"]})
    return sum(abs(held[id] - expected[id]) for id in held.keys() | expected.keys())
