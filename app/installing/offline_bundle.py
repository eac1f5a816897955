"""The program and all that it needs in one folder, for laptops without internet.

`python3 -m app.installing.offline_bundle`.

Standard library and pip only. Runs on any machine with internet, for any other.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from app.installing.markers import applies, processor

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("app", "facilitation", "storage", "assets", "docs")
BESIDE = ("*.md", "*.toml", "constraints.txt", "LICENSE", "Zielrunde.*")
PRODUCT_ENDS = "# Only for tests"

# What pip calls a machine -> its wheels, the newest kind first, and what requirements call it.
MACHINES = {
    "win_amd64": (["win_amd64"], "win32", "AMD64"),
    "win_arm64": (["win_arm64"], "win32", "ARM64"),
    "macosx_arm64": (["macosx_12_0_arm64", "macosx_11_0_arm64"], "darwin", "arm64"),
    "macosx_x86_64": (
        [f"macosx_{version}_x86_64" for version in ("12_0", "11_0", "10_15", "10_13", "10_12", "10_9")],
        "darwin",
        "x86_64",
    ),
    "linux_x86_64": (
        ["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"],
        "linux",
        "x86_64",
    ),
    "linux_aarch64": (
        ["manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"],
        "linux",
        "aarch64",
    ),
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def pins(machine: str, constraints: Path = ROOT / "constraints.txt") -> list[str]:
    """name==version of every package that the program needs on such a machine."""
    _, system, processor = MACHINES[machine]
    target = {"sys_platform": system, "platform_machine": processor}
    lines = constraints.read_text("utf-8").partition(PRODUCT_ENDS)[0].splitlines()
    parts = (line.partition(";") for line in lines if line.strip() and not line.startswith("#"))
    return [pin.strip() for pin, _, marker in parts if applies(marker, target)]


def this_machine() -> str:
    found = {(system, processor): name for name, (_, system, processor) in MACHINES.items()}
    return found.get((sys.platform, processor()), "linux_x86_64")


def download(machine: str, python: str, wheels: Path) -> None:
    """All wheels into a folder. Raises CalledProcessError where one does not exist."""
    platforms = [word for kind in MACHINES[machine][0] for word in ("--platform", kind)]
    asked = [
        "--no-deps",
        "--only-binary",
        ":all:",
        "--python-version",
        python,
        "--dest",
        str(wheels),
        *platforms,
    ]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *asked, *pins(machine)], check=True)


def copy_program(target: Path) -> None:
    """As it lies here, without what was computed, tried or typed."""
    for name in PROGRAM:
        leave = shutil.ignore_patterns("__pycache__", ".*")
        shutil.copytree(ROOT / name, target / name, ignore=leave, dirs_exist_ok=True)
    for file in _beside():
        shutil.copy2(file, target / file.name)


def _beside() -> Iterator[Path]:
    for pattern in BESIDE:
        yield from ROOT.glob(pattern)


def main(arguments: list[str] | None = None) -> int:
    asked = _asked(arguments)
    target = asked.out / f"zielrunde-{asked.platform}-python{asked.python}"
    shutil.rmtree(target, ignore_errors=True)
    copy_program(target)
    try:
        download(asked.platform, asked.python, target / "wheels")
    except subprocess.CalledProcessError:
        shutil.rmtree(target, ignore_errors=True)
        print("Not every part could be downloaded. Is there internet, and pip?", file=sys.stderr)
        return 1
    packed = shutil.make_archive(str(target), "zip", asked.out, target.name)
    print(f"{target}\n{packed}")
    return 0


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python3 -m app.installing.offline_bundle", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--platform", choices=MACHINES, default=this_machine())
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    parser.add_argument("--python", choices=PYTHONS, default=here if here in PYTHONS else PYTHONS[-1])
    parser.add_argument("--out", type=Path, default=Path("dist"))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
