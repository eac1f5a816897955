"""What was found, how serious it is, and which sentence says what to do. Pure: others read the machine."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from app.installing.venv_location import is_synced
from app.network.addresses import Address, short
from app.venue_check.machine import NEVER, Power
from app.workplace.checked_phones import PhoneReport

LEVELS = ("good", "warning", "bad")
"""Green, amber, red; in words `setup.level.<level>`."""

MB = 1024 * 1024
FULL = 200 * MB
NEARLY_FULL = 1024 * MB
LOW_BATTERY = 20  # percent
CLOCK_OFF_MS = 2 * 60 * 1000
SLOW_MS, VERY_SLOW_MS = 500, 2000
SLOW_RETURN_MS = 10_000

LOOPBACK = re.compile(r"^(https?://)?(127\.|localhost|\[::1\])")


# iOS 26.1 to 26.4 loads slowly from numbers, and drops what is open; from names it does not.
_APPLE = re.compile(r"\b(iOS|iPadOS|iPhone|iPad)\b")


class Finding(NamedTuple):
    """Texts: `setup.check.<id>.<state>`, and unless all is well `setup.check.<id>.<state>_todo`."""

    id: str
    state: str
    level: str
    params: dict[str, object] = {}  # noqa: RUF012 - never changed


def network(found: list[Address]) -> Finding:
    """Whether there is an address that a phone can reach."""
    lan = [a for a in found if a.kind == "lan"]
    if not found:
        return Finding("network", "none", "bad")
    if all(LOOPBACK.search(a.host) for a in found):
        return Finding("network", "local", "bad", {"address": short(found[0].host)})
    if not lan:
        state = "link_local" if any(a.kind == "link_local" for a in found) else "vpn_only"
        return Finding("network", state, "bad", {"address": found[0].host})
    if len(lan) > 1:
        return Finding("network", "several", "warning", {"addresses": ", ".join(short(a.host) for a in lan)})
    if any(a.kind == "vpn" for a in found):
        return Finding("network", "vpn", "warning", {"address": short(lan[0].host)})
    return Finding("network", "fine", "good", {"address": short(lan[0].host)})


def name(registered: str | None) -> Finding:
    if registered:
        return Finding("name", "fine", "good", {"name": registered})
    return Finding("name", "none", "warning")


def reach(reports: list[PhoneReport], name: str | None = None) -> Finding:
    """Whether phones reach the laptop at all; what each of them said is judged on its own. `name`: of the
    laptop, where it is registered and the codes name a number."""
    if not reports:
        return Finding("reach", "nobody", "warning")
    apples = [report for report in reports if _APPLE.search(report.browser)]
    if name and apples and all(report.socket is False for report in apples):
        return Finding("reach", "by_name", "warning", {"name": name})
    if all(report.socket is False for report in reports):
        return Finding("reach", "http_only", "warning", {"count": len(reports)})
    return Finding("reach", "fine", "good", {"count": len(reports)})


def disk(free: int | None) -> Finding:
    """`free`: bytes."""
    if free is None:
        return Finding("disk", "unknown", "warning")
    shown: dict[str, object] = {"free": round(free / MB / 1024, 1)}
    if free < FULL:
        return Finding("disk", "full", "bad", shown)
    return (
        Finding("disk", "low", "warning", shown)
        if free < NEARLY_FULL
        else Finding("disk", "fine", "good", shown)
    )


def folder(place: Path | None) -> list[Finding]:
    """Where the data really lie: a Python from Microsoft's store may have led them elsewhere."""
    if place is None:
        return []
    place = place.resolve()
    state, level = ("synced", "warning") if is_synced(place) else ("fine", "good")
    return [Finding("folder", state, level, {"folder": str(place)})]


def power(read: Power | None) -> Finding:
    if read is None:
        return Finding("power", "unknown", "warning")
    if read.percent is None or read.plugged:
        return Finding("power", "plugged", "good")
    low = read.percent < LOW_BATTERY
    return Finding(
        "power", "low" if low else "battery", "bad" if low else "warning", {"percent": read.percent}
    )


def sleep(seconds: int | None, *, held: bool = False) -> Finding:
    """`seconds`: until the laptop falls asleep by itself; NEVER, or None where that cannot be read. `held`:
    we keep it awake."""
    if held:
        return Finding("sleep", "held", "good")
    if seconds is None:
        return Finding("sleep", "unknown", "warning")
    if seconds == NEVER:
        return Finding("sleep", "never", "good")
    return Finding("sleep", "soon", "warning", {"minutes": max(1, round(seconds / 60))})


def clock(now: str, reports: list[PhoneReport]) -> Finding:
    """`now`: the laptop's time as it is shown. Two phones that agree know better than one laptop."""
    off = [report.clock_ms for report in reports if abs(report.clock_ms) > CLOCK_OFF_MS]
    if len(off) >= 2 and len(off) > len(reports) / 2:
        return Finding("clock", "off", "warning", {"time": now})
    return Finding("clock", "fine", "good", {"time": now})


def saving(problem: str | None) -> Finding:
    """`problem`: a code of storage.errors."""
    return Finding("saving", "fails", "bad") if problem else Finding("saving", "fine", "good")


def connected(now: int, peak: int) -> Finding:
    """Phones at once, now and at most since the start."""
    return Finding("connected", "fine", "good", {"now": now, "peak": peak})


def phone(report: PhoneReport) -> list[Finding]:
    """What one phone can do. Each sentence stands alone: setup.check.phone.<state>."""
    said: list[Finding] = []
    if report.socket is False:
        said.append(Finding("phone", "http_only", "warning"))
    delay = report.delay_ms
    if delay is not None and delay > SLOW_MS:
        level = "bad" if delay > VERY_SLOW_MS else "warning"
        said.append(Finding("phone", "slow", level, {"ms": delay}))
    if not report.storage:
        said.append(Finding("phone", "no_storage", "warning"))
    if not report.cookie:
        said.append(Finding("phone", "no_cookie", "warning"))
    if report.back_ms is not None and report.back_ms > SLOW_RETURN_MS:
        said.append(Finding("phone", "slow_return", "warning", {"seconds": round(report.back_ms / 1000)}))
    return said or [Finding("phone", "fine", "good", {"ms": delay or 0})]


def worst(found: Iterable[Finding]) -> str:
    """The most serious level."""
    return LEVELS[max((LEVELS.index(one.level) for one in found), default=0)]
