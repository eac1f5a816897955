"""`python3 -m tests`: all checks and tests, on a machine with nothing but Python and pip (or uv).

With arguments, pytest alone runs and gets them: `python3 -m tests -k ballot`.
"""

import functools
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable, "-m"]

Step = Callable[[], list[str]]

# Files go to several processes, in the order that conftest.py gives them: fast ones first, in each process
# nothing asynchronous after a browser. A story waits for a part of its time: four processes keep two cores
# busy. Elsewhere, or to compare: `ZIELRUNDE_TEST_PROCESSES=2 python3 -m tests`.
PROCESSES = os.environ.get("ZIELRUNDE_TEST_PROCESSES", "4")
AT_ONCE = ["--numprocesses", PROCESSES, "--dist", "loadfile", "--no-loadscope-reorder"]


def node_tests() -> list[str]:
    """Node's own test runner."""
    from tests.npm import node

    files = sorted(map(str, (ROOT / "tests" / "node").rglob("*.test.*js")))
    if not files:
        sys.exit("There are no tests in tests/node.")
    return [node(), "--test", *files]


@functools.cache
def tools() -> bool:
    """Whether npm could bring what package.json names. Asked once: it may take minutes to find out."""
    from tests.npm import bring

    return bring()


def by_npm(check: str) -> list[str]:
    """Nothing where the tools are missing: such a step is told as unseen, never as passed."""
    return [*PYTHON, "tests.npm", check] if tools() else []


STEPS: dict[str, Step] = {
    "ruff check": lambda: [*PYTHON, "ruff", "check"],
    "ruff format": lambda: [*PYTHON, "ruff", "format", "--check"],
    "mypy": lambda: [*PYTHON, "mypy"],
    "protocol is current": lambda: [*PYTHON, "app.live.generate", "--check"],
    "known weaknesses": lambda: [*PYTHON, "tests.audit"],
    "scripts are built": lambda: by_npm("build"),
    "eslint": lambda: by_npm("lint"),
    "tsc": lambda: by_npm("types"),
    "prettier": lambda: by_npm("layout"),
    "node tests": node_tests,
    "pytest": lambda: [*PYTHON, "pytest", *AT_ONCE],
}

# What could not be tried is no failure, and never called green. 77: as many tools end that tried nothing.
SAID = {0: "ok", 77: "UNSEEN"}

# What repeats a part where its own command would begin everything anew.
AGAIN = {"pytest": "python3 -m tests --last-failed"}


def run(arguments: list[str]) -> int:
    """Runs all steps up to the first red one, or pytest alone with `arguments`."""
    from tests.chrome import require

    os.environ["CHROME"] = require()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # servers start a hundred times
    os.chdir(ROOT)
    if arguments:
        return subprocess.run([*PYTHON, "pytest", *arguments]).returncode
    lines = list(_outcomes())
    print("\n" + "\n".join(lines))
    return 0 if lines[-1].startswith("ok") else 1


def _outcomes() -> Iterator[str]:
    for name, command in STEPS.items():
        print(f"\n== {name}", flush=True)
        started, asked = time.monotonic(), command()
        if not asked:
            yield f"UNSEEN  {name:24}  npm could not bring its tools"
            continue
        ended = subprocess.run(asked).returncode
        yield f"{SAID.get(ended, 'FAILED'):8}{name:24}{time.monotonic() - started:6.1f} s"
        if ended not in SAID:
            yield f"Again:  {AGAIN.get(name) or shlex.join(asked)}"
            return


def start() -> None:
    """The imports wait until they can succeed."""
    if sys.version_info < (3, 11):  # noqa: UP036 (the sentence is for those who do not read)
        sys.exit("Zielrunde needs Python 3.11 or newer.")
    sys.path.insert(0, str(ROOT))
    from app.installing.bootstrap import ensure

    ensure("tests", extra="test")
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    start()
