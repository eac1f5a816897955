"""Servers without a second of imports each: forked from a process that has imported all of the program.

A start takes 1.7 s of a core, 1.1 of them imports, and the tests start three hundred. What is forked is a
process as any other: it reads its own arguments, and can be killed. How the program itself starts is told by
the tests that run its command. Where something is measured, it is run; and so it is beside Linux.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import random
import runpy
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

wanted = False  # said by tests/conftest.py

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = "app.main"


class Forked:
    """Like a subprocess.Popen of somebody else's child. Held by the system's own handle: a number may be
    another process's soon, and what psutil compares besides changes with the clock."""

    def __init__(self, pid: int) -> None:
        """Raises ProcessLookupError where it has ended already."""
        self.pid = pid
        self._handle = os.pidfd_open(pid)

    def poll(self) -> int | None:
        return 0 if self._has_ended(0) else None

    def wait(self, timeout: float | None = None) -> int:
        """Raises subprocess.TimeoutExpired."""
        if not self._has_ended(timeout):
            raise subprocess.TimeoutExpired(PROGRAM, timeout or 0)
        return 0

    def send_signal(self, told: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, told)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _has_ended(self, seconds: float | None) -> bool:
        ended = select.poll()  # select takes no handle beyond 1023
        ended.register(self._handle, select.POLLIN)
        return bool(ended.poll(None if seconds is None else 1000 * seconds))

    def __del__(self) -> None:
        if hasattr(self, "_handle"):
            os.close(self._handle)


def started(arguments: list[str], log: Path) -> Forked | None:
    """The program with these arguments, which writes into `log`. None where it has to be started as usual."""
    mother = _mother() if wanted and hasattr(os, "pidfd_open") else None
    if mother is None or _environment() != mother.environment:
        return None
    return Forked(mother.asked({"arguments": arguments, "log": str(log)}))


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}


class _Mother:
    """Ends when its pipe is closed, at the latest with the process that started it."""

    def __init__(self) -> None:
        self.environment = _environment()
        command = [sys.executable, "-m", "tests.load.forked"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        atexit.register(self._process.communicate)

    def asked(self, question: dict[str, Any]) -> int:
        """The number of the process."""
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None and answers is not None
        asked.write(json.dumps(question).encode() + b"\n")
        asked.flush()
        return int(answers.readline())


@functools.cache
def _mother() -> _Mother:
    return _Mother()


# --- in the process that is forked ---


def main() -> None:
    """Forks for each line that it reads, until whoever started it ends."""
    _import_all()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever ends, waits for nobody
    for line in sys.stdin.buffer:
        child = os.fork()
        if child == 0:
            _become(**json.loads(line))
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


def _import_all() -> None:
    """Without starting anything. The program's own module is run anew by each."""
    import app.main
    import app.pages  # noqa: F401

    del sys.modules[PROGRAM]


def _become(arguments: list[str], log: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    random.seed()
    with open(os.devnull, "rb") as nothing, open(log, "wb") as written:
        for number, file in enumerate((nothing, written, written)):
            os.dup2(file.fileno(), number)
    sys.argv = [PROGRAM, *arguments]
    runpy.run_module(PROGRAM, run_name="__main__", alter_sys=True)  # it ends the program


if __name__ == "__main__":
    main()
