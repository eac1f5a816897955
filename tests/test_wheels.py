"""Every pinned package of the program has wheels for every machine, or is not needed there.

Offline: the table in tests/wheels.txt says what the index said. A pin that is not in it fails here.
"""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import zipfile
from itertools import product
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from app.installing import offline_bundle
from app.installing.offline_bundle import MACHINES, PYTHONS, pins

TABLE = Path(__file__).with_name("wheels.txt")
NAMES = {"win32": "Windows", "darwin": "Darwin", "linux": "Linux"}
TARGETS = list(product(MACHINES, PYTHONS))


def _table() -> dict[str, str]:
    lines = (
        line.split(None, 1) for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")
    )
    return dict(lines)


def _has_wheel(what: str, machine: str, python: str) -> bool:
    kind, _, rest = what.partition(" ")
    named = rest.partition(":")[0].split()
    there = machine in named or f"{machine}-{python}" in named
    return {"all": True, "but": not there, "only": there}[kind]


@pytest.mark.parametrize(("machine", "python"), TARGETS)
def test_every_pin_has_a_wheel(machine: str, python: str) -> None:
    table = _table()
    assert set(pins(machine)) <= set(table), "ask the index about it, see tests/wheels.txt"
    without = {pin for pin in pins(machine) if not _has_wheel(table[pin], machine, python)}
    assert without == ({"PyYAML==6.0.4"} if (machine, python) == ("win_arm64", "3.11") else set())


def test_the_table_holds_nothing_that_is_no_longer_pinned() -> None:
    assert set(_table()) == {pin for machine in MACHINES for pin in pins(machine)}


def _needed(machine: str, python: str) -> set[str]:
    """What the program's packages say they need there, all the way down."""
    _, system, processor = MACHINES[machine]
    target = {
        "sys_platform": system,
        "platform_system": NAMES[system],
        "platform_machine": processor,
        "os_name": "nt" if system == "win32" else "posix",
        "python_version": python,
        "python_full_version": f"{python}.0",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }
    found: set[tuple[str, str]] = set()
    waiting = [("zielrunde", "")]
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        found.add(one)
        try:
            asked = importlib.metadata.requires(one[0]) or ()
        except importlib.metadata.PackageNotFoundError:  # not for the machine on which the tests run
            continue
        for requirement in map(Requirement, asked):
            if requirement.marker is None or requirement.marker.evaluate({**target, "extra": one[1]}):
                waiting += [(_plain(requirement.name), extra) for extra in ("", *requirement.extras)]
    return {name for name, _ in found} - {"zielrunde"}


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


@pytest.mark.parametrize(("machine", "python"), TARGETS)
def test_the_pins_are_all_that_is_needed(machine: str, python: str) -> None:
    """An offline bundle takes the pins and nothing else."""
    assert _needed(machine, python) <= {_plain(pin.partition("==")[0]) for pin in pins(machine)}


def test_a_bundle_is_the_program_with_its_wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def downloads(machine: str, python: str, wheels: Path) -> None:
        wheels.mkdir()
        (wheels / f"{machine}-{python}.whl").touch()

    monkeypatch.setattr(offline_bundle, "download", downloads)
    assert offline_bundle.main(["--platform", "win_amd64", "--python", "3.12", "--out", str(tmp_path)]) == 0
    target = tmp_path / "zielrunde-win_amd64-python3.12"
    with zipfile.ZipFile(f"{target}.zip") as packed:
        names = {name.partition("/")[2] for name in packed.namelist()}
    assert {
        "app/__main__.py",
        "constraints.txt",
        "assets/css/tokens.css",
        "wheels/win_amd64-3.12.whl",
    } <= names
    assert "wheels/win_amd64-3.12.whl" in names
    assert {"Zielrunde.bat", "Zielrunde.command", "README.md", "MANUAL.md"} <= names
    assert not any("__pycache__" in name or name.startswith((".", "tests")) for name in names)
    help = subprocess.run(
        [sys.executable, "-m", "app.installing.offline_bundle", "--help"], cwd=target, capture_output=True
    )
    assert help.returncode == 0


def test_what_cannot_be_downloaded_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        raise subprocess.CalledProcessError(1, "pip")

    monkeypatch.setattr(offline_bundle, "download", fails)
    assert offline_bundle.main(["--out", str(tmp_path)]) == 1
    assert "internet" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
