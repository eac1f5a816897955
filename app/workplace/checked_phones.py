"""What phones found out about themselves on the check page. Kept in memory for an hour, never stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.fair_use.rate_limit import ticks

MOST = 60
KEPT_MS = 3600 * 1000
REPORT_BYTES = 2000

Word = Annotated[str, StringConstraints(max_length=60)]
Ms = Annotated[int, Field(ge=0, le=3_600_000)]


class PhoneReport(BaseModel):
    """`socket`: whether a WebSocket opened, None while it is tried. Delays in ms, there and back.

    `clock_ms`: the phone's clock minus the laptop's. `away_ms`: how long it was locked; `alive`: whether
    its connection survived that; `back_ms`: how long it took to be connected again.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, StringConstraints(pattern=r"^[\w-]{8,40}\z")]
    browser: Word = ""
    language: Word = ""
    address: Word = ""
    socket: bool | None = None
    socket_ms: Ms | None = None
    http_ms: Ms | None = None
    cookie: bool = True
    storage: bool = True
    clock_ms: int = 0
    away_ms: Ms | None = None
    alive: bool | None = None
    back_ms: Ms | None = None

    @property
    def delay_ms(self) -> int | None:
        return self.socket_ms if self.socket else self.http_ms


class Phones:
    """Numbered in the order in which they came, so that people can tell each other which one is meant."""

    def __init__(self, clock: Callable[[], int] = ticks) -> None:
        self._clock = clock
        self._known: dict[str, tuple[int, int, PhoneReport]] = {}
        self._last = 0

    def take(self, report: PhoneReport) -> int | None:
        """The phone's number; None where there are more phones than anybody would look at."""
        self._forget()
        if report.id not in self._known and len(self._known) >= MOST:
            return None
        if report.id not in self._known:
            self._last += 1
        number = self._known[report.id][0] if report.id in self._known else self._last
        self._known[report.id] = (number, self._clock(), report)
        return number

    def _forget(self) -> None:
        oldest = self._clock() - KEPT_MS
        self._known = {id: kept for id, kept in self._known.items() if kept[1] > oldest}

    def all(self) -> list[tuple[int, PhoneReport]]:
        self._forget()
        found = ((number, report) for number, _, report in self._known.values())
        return sorted(found, key=lambda one: one[0])

    def reports(self) -> list[PhoneReport]:
        return [report for _, report in self.all()]
