"""What can be read of this laptop: disk, power, sleep. What cannot be read is None, never an error."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import psutil

NEVER = 0
COMMAND_SECONDS = 4.0

_GNOME = "org.gnome.settings-daemon.plugins.power"


class Power(NamedTuple):
    """`percent`: of the battery, None where there is none. `plugged`: into the wall."""

    percent: int | None
    plugged: bool


class Machine(NamedTuple):
    """One look at the laptop. `free` in bytes; `sleeps` in seconds, NEVER or None (see findings)."""

    free: int | None
    power: Power | None
    sleeps: int | None


Run = Callable[[list[str]], str]


def look(folder: Path | None) -> Machine:
    """Takes up to some seconds, so call it in a thread. `folder`: where the database lies."""
    power = read_power()
    plugged = power.plugged if power else True
    return Machine(free_bytes(folder), power, sleeps_after(sys.platform, plugged, _output))


def free_bytes(folder: Path | None) -> int | None:
    try:
        return shutil.disk_usage(folder or Path.cwd()).free
    except OSError:
        return None


def read_power() -> Power | None:
    try:
        battery = psutil.sensors_battery()
    except Exception:  # some drivers answer with what psutil does not expect
        return None
    if battery is None:
        return Power(None, True)
    return Power(round(battery.percent), battery.power_plugged is not False)


def _output(command: list[str]) -> str:
    """What a command prints; "" where it is not there, fails or takes too long."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=COMMAND_SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", errors="replace")


def sleeps_after(platform: str, plugged: bool, run: Run) -> int | None:
    """Seconds until the laptop falls asleep by itself."""
    if platform == "darwin":
        return parse_pmset(run(["pmset", "-g", "custom"]), plugged)
    if platform == "win32":
        return parse_powercfg(
            run(["powercfg", "/query", "SCHEME_CURRENT", "SUB_SLEEP", "STANDBYIDLE"]), plugged
        )
    if parse_inhibitors(run(["systemd-inhibit", "--list", "--no-legend"])):
        return NEVER
    source = "ac" if plugged else "battery"
    kind = run(["gsettings", "get", _GNOME, f"sleep-inactive-{source}-type"])
    return parse_gsettings(kind, run(["gsettings", "get", _GNOME, f"sleep-inactive-{source}-timeout"]))


def parse_pmset(text: str, plugged: bool) -> int | None:
    """`pmset -g custom`: minutes, one block for the battery and one for the wall."""
    blocks = re.split(r"^(?=\w[\w ]*:\s*$)", text, flags=re.MULTILINE)
    wanted = "AC Power" if plugged else "Battery Power"
    block = next((b for b in blocks if b.startswith(wanted)), text)
    found = re.search(r"^\s*sleep\s+(\d+)", block, re.MULTILINE)
    return int(found[1]) * 60 if found else None


def parse_powercfg(text: str, plugged: bool) -> int | None:
    """`powercfg /query`: whatever the language, the last two numbers are those for wall and battery."""
    found = re.findall(r":\s*0x([0-9a-fA-F]{8})\s*$", text, re.MULTILINE)
    if len(found) < 2:
        return None
    return int(found[-2] if plugged else found[-1], 16)


def parse_inhibitors(text: str) -> bool:
    """`systemd-inhibit --list`: whether a program keeps the laptop awake. To delay sleep is not enough."""
    return any(re.search(r"\b(sleep|idle)\b.*\bblock\s*\Z", line) for line in text.splitlines())


def parse_gsettings(kind: str, timeout: str) -> int | None:
    """GNOME's two settings: what happens after which number of seconds."""
    if "nothing" in kind:
        return NEVER
    found = re.search(r"(\d+)\s*\Z", timeout.strip())
    return int(found[1]) if found and kind.strip() else None
