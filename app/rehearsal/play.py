"""A rehearsal: devices join, say what the script says, and the server's memory is checked."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from app.rehearsal.compare import Sent
from app.rehearsal.device import CommandRejected, HeadlessDevice
from app.rehearsal.link import Site
from app.rehearsal.replica import Replica
from app.rehearsal.source import Line, Vote
from app.rehearsal.speaker import Speaker
from facilitation.ids import new_id
from facilitation.limits import GOAL_LIMIT
from facilitation.model import Kind
from facilitation.text import clean_text

DOOR_SECONDS = 20.0
SECONDS_PER_CARD = 10.0  # a person's pace where the source knows no times
Timed = list[tuple[float, dict[str, Any]]]  # commands of one device with their due seconds
KINDS: dict[str, Kind] = {
    "stärke": Kind.STRENGTH,
    "schwäche": Kind.WEAKNESS,
    "herausforderung": Kind.CHALLENGE,
    **{kind.value: kind for kind in Kind},
}


class Pace(NamedTuple):
    """`speed` 1 is real time, larger is faster, 0 is as fast as the server acknowledges."""

    speed: float
    people: int

    def due(self, moments: Sequence[float | None]) -> list[float]:
        """Seconds from the start for each of these moments, in their order."""
        if self.speed <= 0:
            return [0.0] * len(moments)
        known = [at for at in moments if at is not None]
        if len(known) == len(moments) and known:
            return [(at - min(known)) / self.speed for at in known]
        return [n * SECONDS_PER_CARD / self.people / self.speed for n in range(len(moments))]


class Latencies:
    """When something was sent, saved, and seen on the other devices; seconds."""

    def __init__(self) -> None:
        self.saved: list[float] = []
        self.seen: list[float] = []
        self._sent_at: dict[str, float] = {}

    def sending(self, id: str) -> None:
        self._sent_at[id] = time.monotonic()

    def arrived(self, id: str) -> None:
        sent_at = self._sent_at.get(id)
        if sent_at is not None:
            self.seen.append(time.monotonic() - sent_at)


class Crowd:
    """The headless people of one rehearsal, joined to the groups in turn."""

    def __init__(self, site: Site, people: int, speed: float, speaker: Speaker) -> None:
        self.site = site
        self.devices = [HeadlessDevice(site) for _ in range(people)]
        self.pace = Pace(speed, people)
        self.speaker = speaker
        self.latencies = Latencies()
        self.groups: list[dict[str, Any]] = []
        for device in self.devices:
            device.on_put = self.latencies.arrived

    @property
    def replica(self) -> Replica:
        return self.devices[0].replica

    async def enter(self) -> None:
        """All join at once, as a hall does. Raises TimeoutError."""
        workshop = await self.devices[0].until(lambda held: held.workshop, DOOR_SECONDS)
        self.groups = sorted(self.replica.all("group"), key=lambda group: group["number"])
        if not self.groups:
            raise CommandRejected("last_group", {})
        names = {"title": workshop["title"], "code": workshop["code"]}
        self.speaker.say("start", people=len(self.devices), groups=len(self.groups), **names)
        await asyncio.gather(*(self._join(number) for number in range(len(self.devices))))

    async def _join(self, number: int) -> None:
        group = self.groups[number % len(self.groups)]
        await self.devices[number].submit({"type": "join_workshop", "group_id": group["id"]})

    # --- texts ---

    async def post(self, noun: str, lines: Sequence[Line], kind: str) -> tuple[Sent, dict[str, str]]:
        """Posts all lines; also returns the id that each line's key got."""
        table = "contribution" if noun == "card" else "goal"
        sent = Sent(noun, before=frozenset(e["id"] for e in self.replica.all(table)))
        sent.limit = self.replica.workshop["card_limit"] if noun == "card" else GOAL_LIMIT
        keys: dict[str, str] = {}
        work: dict[int, Timed] = defaultdict(list)
        dues = self.pace.due([line.at for line in lines])
        for number, (line, due) in enumerate(zip(lines, dues, strict=True)):
            command = _command(noun, line, number, kind)
            keys[line.key] = command["id"]
            if self._fits(sent, command):
                work[self._author(line, number)].append((due, command))
        await self._say_all(work.items(), sent)
        return sent, keys

    def _fits(self, sent: Sent, command: dict[str, Any]) -> bool:
        clean = clean_text(command["text"])
        if len(clean) > sent.limit:
            sent.too_long += 1
            return False
        sent.trimmed += clean != command["text"]
        return True

    def _author(self, line: Line, number: int) -> int:
        """Who posts it: somebody of the named group, else everyone in turn."""
        if not line.group:
            return number % len(self.devices)
        names = [group["name"] for group in self.groups]
        table = names.index(line.group) if line.group in names else sum(map(ord, line.group)) % len(names)
        seats = range(min(table, len(self.devices) - 1), len(self.devices), len(names))
        return seats[number % len(seats)]

    async def _say_all(self, work: Iterable[tuple[int, Timed]], sent: Sent) -> None:
        started = time.monotonic()

        async def say(author: int, commands: Timed) -> None:
            for due, command in sorted(commands, key=lambda item: item[0]):
                await _sleep_until(started + due)
                await self._say(self.devices[author], command, sent)

        await asyncio.gather(*(say(author, commands) for author, commands in work))

    async def _say(self, device: HeadlessDevice, command: dict[str, Any], sent: Sent) -> None:
        self.latencies.sending(command["id"])
        try:
            self.latencies.saved.append(await device.submit(command))
        except CommandRejected as refused:
            sent.refused.setdefault(refused.code, []).append(refused)
        else:
            sent.words[command["id"]] = clean_text(command["text"])

    # --- votes ---

    async def vote(self, voting_id: str, votes: Sequence[Vote], keys: Mapping[str, str]) -> int:
        """Replays all votes, each voter's in time order. Returns how many ballots were saved."""
        dues = self.pace.due([vote.at for vote in votes])
        by_voter: dict[str, list[tuple[float, Vote]]] = defaultdict(list)
        for due, vote in zip(dues, votes, strict=True):
            by_voter[vote.voter].append((due, vote))
        started = time.monotonic()
        booths: list[Awaitable[int]] = [
            self._booth(device, voting_id, work, keys, started)
            for device, work in zip(self.devices, by_voter.values(), strict=False)
        ]
        return sum(await asyncio.gather(*booths))

    async def _booth(
        self,
        device: HeadlessDevice,
        voting_id: str,
        work: list[tuple[float, Vote]],
        keys: Mapping[str, str],
        started: float,
    ) -> int:
        """One voter. A ballot is always whole, so each vote sends all that hold at that moment."""
        marks: dict[str, int] = {}
        for due, vote in work:
            await _sleep_until(started + due)
            marks.pop(keys[vote.option], None)
            if vote.agrees:
                marks[keys[vote.option]] = 1
            command = {"type": "cast_ballot", "voting_id": voting_id, "marks": marks, "blank": not marks}
            self.latencies.saved.append(await device.submit(command))
        return len(work)


def _command(noun: str, line: Line, number: int, kind: str) -> dict[str, Any]:
    id = new_id(time.time_ns() // 1_000_000)
    if noun == "goal":
        return {"type": "propose_goal", "id": id, "text": line.words}
    chosen = KINDS.get(line.kind.strip().casefold()) or KINDS.get(kind) or list(Kind)[number % len(Kind)]
    return {"type": "post_contribution", "id": id, "kind": chosen.value, "text": line.words}


async def _sleep_until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - time.monotonic()))
