"""How soon a hall is back: the server is killed with -9 and started again at once, while all phones look on.

A phone is back when it is welcomed again and holds the new board.
"""

from __future__ import annotations

import asyncio
import random
import re
import time
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import Any

from websockets.exceptions import WebSocketException

from app.rehearsal.device import HeadlessDevice
from app.rehearsal.link import Site
from tests.load.server import ROOT, Server, prepare

CODE = "RETURN"
CARDS = 300
KILLS = 7
QUIET_SECONDS = 2.0  # before a kill: the program is through with its start
MOST_SECONDS = 60.0


def waits_of_the_page(script: str) -> list[float]:
    """Seconds that a page's link waits from one try to the next (`assets/live/link.js`)."""
    found = re.search(r"WAIT_MS = \[([\d, ]+)\]", script)
    assert found is not None
    return [int(ms) / 1000 for ms in found[1].split(",")]


WAITS = waits_of_the_page((ROOT / "assets/live/link.js").read_text("utf-8"))


class Phone(HeadlessDevice):
    """Comes back as a page does: sooner after a drop than after tries that failed."""

    async def run(self) -> None:
        """Until cancelled."""
        failed = 0
        while True:
            await self._once()
            failed = 0 if self._online.is_set() else failed + 1
            self._drop()
            await asyncio.sleep(WAITS[min(failed, len(WAITS) - 1)] * random.uniform(0.5, 1))

    async def _once(self) -> None:
        with suppress(OSError, WebSocketException):
            async with self._connect() as self._socket:
                await self._live(self._socket)


async def measure_return(people: int, folder: Path, kills: int = KILLS) -> dict[str, Any]:
    """The run as `--return` prints it."""
    prepare(folder, CODE, cards=CARDS)
    with Server(folder) as server:
        phones = [Phone(Site(server.base, CODE)) for _ in range(people)]
        links = [asyncio.create_task(phone.run()) for phone in phones]
        try:
            await _have_a_new_board(phones)
            each = [await _killed(server, phones) for _ in range(kills)]
        finally:
            for link in links:
                link.cancel()
            await asyncio.gather(*links, return_exceptions=True)
    return {"clients": people, "cards": CARDS, "returns": each, "return_s": median(each)}


async def _killed(server: Server, phones: list[Phone]) -> float:
    """Seconds from the kill until the last phone is back."""
    await asyncio.sleep(QUIET_SECONDS)
    killed = time.perf_counter()
    server.kill()
    server.launch()
    await _have_a_new_board(phones)
    return round(time.perf_counter() - killed, 2)


async def _have_a_new_board(phones: list[Phone]) -> None:
    """Of another epoch than now: each start has its own. Raises TimeoutError."""
    before = phones[0].replica.epoch
    waiting = (phone.until(lambda held: held.epoch != before, MOST_SECONDS) for phone in phones)
    await asyncio.gather(*waiting)
