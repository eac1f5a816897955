"""The real server in a process of its own, on real files, with a workshop prepared in them."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from app.main import DATABASE
from facilitation.commands import AllowLate, NewStep
from facilitation.events import Decision
from facilitation.model.agenda import STEP_KINDS
from storage.database import open_database
from storage.store import Accepted, Store
from tests.builders import a_card, a_goal, a_voting, a_workshop, printed
from tests.load.forked import PROGRAM, Forked, started

EACH_KIND = tuple(NewStep(id=kind.id, kind=kind.id, minutes=kind.minutes) for kind in STEP_KINDS)
ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 60.0
_LINK = re.compile(r"https?://\S+/m/enter\?key=\S+")

# A card of ordinary length: the median of real survey answers has 56 characters.
WORDS = "Die Sprachkurse am Vormittag erreichen Mütter nicht, die {n} Kinder betreuen."


def prepare(
    folder: Path,
    *codes: str,
    cards: int = 0,
    goals: int = 0,
    phase: str = "write",
    late: bool = False,
    groups: int = 12,
    limit: int = 140,
    slips_only: bool | None = None,
    **about: Any,
) -> list[str]:
    """Writes a workshop for each code into the folder's database. Returns the groups' ids of the last one.
    `late`: cards at any time; `slips_only`: how is voted, where a voting is to be open; `about`: what else
    CreateWorkshop says. Its agenda has a step of each kind."""
    about = {"agenda": EACH_KIND, **about}
    folder.mkdir(parents=True, exist_ok=True)
    store = Store(open_database(f"sqlite:///{folder / DATABASE}"))
    for code in codes:
        hall = a_workshop(groups=groups, code=code, card_limit=limit, phase=None, **about)
        for n in range(cards):
            a_card(hall, WORDS.format(n=n), group_id=hall.group(n % groups + 1).id)
        for n in range(goals):
            a_goal(hall, f"Ziel {n}")
        hall.phase(phase)
        if slips_only is not None:
            printed(hall, 1)
            a_voting(hall, a_goal(hall, "Ein Ziel"), slips_only=slips_only)
        hall.ask(AllowLate(allowed=late))
        store.commit(hall.state.workshop.id, [Accepted(Decision(event), None) for event in hall.journal])
    store.close()
    return [hall.group(number).id for number in range(1, groups + 1)]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


class Server:
    """`with Server(folder) as server:` The port stays the same over restarts."""

    def __init__(
        self,
        folder: Path,
        port: int | None = None,
        options: tuple[str, ...] = (),
        program: str = PROGRAM,
    ) -> None:
        self.folder = folder
        self.options = options
        self.program = program
        self.port = port or free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.moderator = ""
        self._log = folder / "server.log"
        self._process: subprocess.Popen[bytes] | Forked | None = None

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def measured(self) -> psutil.Process:
        assert self._process is not None
        return psutil.Process(self._process.pid)

    def launch(self) -> None:
        """Starts the program, and waits for nothing."""
        where = ["--host", "127.0.0.1", "--port", str(self.port), "--data-dir", str(self.folder)]
        arguments = [*where, "--no-browser", *self.options]
        with self._log.open("wb") as log:
            command = [sys.executable, "-m", self.program, *arguments]
            forked = started(arguments, self._log) if self.program == PROGRAM else None
            self._process = forked or subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)

    def start(self) -> None:
        """Returns when it listens. Raises RuntimeError with its own words if it doesn't."""
        self.launch()
        assert self._process is not None
        deadline = time.monotonic() + START_SECONDS
        while not (found := _LINK.search(self.words())):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"the server did not start: {self.words()}")
            time.sleep(0.02)
        self.moderator = found[0]

    def words(self) -> str:
        """What it printed since its last start."""
        return self._log.read_text("utf-8", errors="replace")

    def says(self, words: str) -> bool:
        """Waits for it: what is logged is written by another thread."""
        deadline = time.monotonic() + START_SECONDS
        while words not in self.words() and time.monotonic() < deadline:
            time.sleep(0.02)
        return words in self.words()

    def kill(self) -> None:
        """kill -9: no farewell, no flush."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self, how: int = signal.SIGTERM) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(how)
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
