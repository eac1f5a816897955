"""The check itself: puts together what the machine, the network and the phones say."""

from __future__ import annotations

import asyncio
from datetime import datetime

from app.venue_check import findings
from app.venue_check.findings import Finding
from app.venue_check.machine import Machine, look
from app.workplace.rooms import Rooms
from app.workplace.workplace import Workplace

COUNT_SECONDS = 2.0


class HallCheck:
    """One look at a time. `look` reads the laptop anew, `laptop` and `phones` judge what is known."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._machine: Machine | None = None
        self._problem: str | None = workplace.rooms.saving_problem

    async def look(self) -> None:
        self._machine = await asyncio.to_thread(look, self._workplace.settings.folder)
        tried = await asyncio.to_thread(self._workplace.settings.try_saving)
        self._problem = self._workplace.rooms.saving_problem or tried

    def laptop(self) -> list[Finding]:
        network = self._workplace.network
        return [
            findings.network(network.found),
            *([findings.name(network.name)] if network.watched else []),
            findings.saving(self._problem),
            *findings.folder(self._workplace.settings.folder),
            *(self._of(self._machine) if self._machine else []),
            findings.clock(datetime.now().strftime("%H:%M"), self._workplace.phones.reports()),
        ]

    def _of(self, read: Machine) -> list[Finding]:
        held = self._workplace.awake.holds
        return [findings.disk(read.free), findings.power(read.power), findings.sleep(read.sleeps, held=held)]

    def phones(self) -> list[Finding]:
        now = self._workplace.rooms.devices()
        network = self._workplace.network
        by_number = network.name if network.choice.kind != "name" else None
        reach = findings.reach(self._workplace.phones.reports(), by_number)
        return [reach, findings.connected(now, self._workplace.rooms.peak)]


async def count_devices(rooms: Rooms) -> None:
    """Until cancelled: remembers how many phones there were at once."""
    while True:
        rooms.devices()
        await asyncio.sleep(COUNT_SECONDS)
