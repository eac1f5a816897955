"""The check itself: puts together what the machine, the network and the phones say."""

from __future__ import annotations

import asyncio
from datetime import datetime

from app.venue_check import findings
from app.venue_check.findings import Finding
from app.venue_check.machine import Machine, look
from app.workplace.workplace import Hall

COUNT_SECONDS = 2.0


class HallCheck:
    """One look at a time. `look` reads the laptop anew, `laptop` and `phones` judge what is known."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._machine: Machine | None = None
        self._problem: str | None = hall.saving_problem

    async def look(self) -> None:
        self._machine = await asyncio.to_thread(look, self._hall.data_folder)
        tried = await asyncio.to_thread(self._hall.try_saving)
        self._problem = self._hall.saving_problem or tried

    def laptop(self) -> list[Finding]:
        network = self._hall.network
        return [
            findings.network(network.found),
            *([findings.name(network.name)] if network.watched else []),
            findings.saving(self._problem),
            *findings.folder(self._hall.data_folder),
            *(self._of(self._machine) if self._machine else []),
            findings.clock(datetime.now().strftime("%H:%M"), self._hall.phones.reports()),
        ]

    def _of(self, read: Machine) -> list[Finding]:
        held = self._hall.awake.holds
        return [findings.disk(read.free), findings.power(read.power), findings.sleep(read.sleeps, held=held)]

    def phones(self) -> list[Finding]:
        now = self._hall.devices()
        network = self._hall.network
        by_number = network.name if network.choice.kind != "name" else None
        reach = findings.reach(self._hall.phones.reports(), by_number)
        return [reach, findings.connected(now, self._hall.peak)]


async def count_devices(hall: Hall) -> None:
    """Until cancelled: remembers how many phones there were at once."""
    while True:
        hall.devices()
        await asyncio.sleep(COUNT_SECONDS)
