"""What the program writes: to the console and into a file, never from the event loop's thread.

A console may keep a writer waiting for as long as somebody has marked a line in it (Windows), a pipe for as
long as nobody reads it. A hall must not wait for that: lines go through a bounded queue to a thread of their
own, and where nobody takes them they are counted and dropped.
"""

from __future__ import annotations

import contextlib
import copy
import logging
import queue
import re
import sys
import time
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from typing import Any

from app.logs.redaction import Discreet

LINES_WAITING = 1000
MINUTE = 60.0
A_MINUTE = 20  # lines from one place in the code
FILE = "zielrunde.log"
FILE_BYTES, FILES_BEFORE = 500_000, 2
STOP_SECONDS = 2.0

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_SAID = logging.getLogger("zielrunde.said")
# Neither an address of a person's device nor what somebody typed (pydantic quotes it) belongs into a file.
_PRIVATE = re.compile(
    r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9a-f]{0,4}:){4,7}[0-9a-f]{0,4}\b|input_value=.*?(?=, input_type)",
    re.S,
)


class Dropping(QueueHandler):
    """Puts lines into the queue. How many found no room is said by the next that does.

    Of each place in the code only so many a minute: whoever makes the program complain again and again must
    not fill the disk.
    """

    dropped = 0

    def __init__(self, waiting: queue.Queue[Any]) -> None:
        super().__init__(waiting)
        self._seen: dict[tuple[str, int], tuple[float, int]] = {}

    def emit(self, record: logging.LogRecord) -> None:
        left_out = self._left_out(record)
        if left_out is not None:
            ready = self.prepare(record)
            ready.msg += f" (and {left_out} more like it before)" if left_out else ""
            self.enqueue(ready)

    def _left_out(self, record: logging.LogRecord) -> int | None:
        """How many from this place were left out before; None: this one is, too."""
        now, place = time.monotonic(), (record.pathname, record.lineno)
        since, count = self._seen.get(place, (now, 0))
        over = now - since >= MINUTE
        self._seen[place] = (now, 1) if over else (since, count + 1)
        if record.name == _SAID.name or (not over and count < A_MINUTE):
            return 0
        return max(0, count - A_MINUTE) if over else None

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        """Only words travel: what they were made of may have changed by the time they are written."""
        ready = copy.copy(record)
        ready.msg, ready.args = record.getMessage(), None
        return ready

    def enqueue(self, record: logging.LogRecord) -> None:
        try:
            if self.dropped:
                self.queue.put_nowait(_lost(self.dropped))
                self.dropped = 0
            self.queue.put_nowait(record)
        except queue.Full:
            self.dropped += 1


class Logs:
    """Everything that is logged from here on, uvicorn's lines and warnings too. Each place is written by a
    thread of its own, so that a console that waits does not keep the file waiting."""

    def __init__(self) -> None:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # pythonw has none; and what they cannot print must not end the program
                stream.reconfigure(errors="replace")  # type: ignore[union-attr]
        self._root = logging.getLogger()
        self._root.handlers[:] = []
        self._root.setLevel(logging.WARNING)
        _SAID.setLevel(logging.INFO)
        self._writers: list[QueueListener] = []
        self._write(*_consoles())
        logging.captureWarnings(True)
        sys.unraisablehook = _unraisable

    def _write(self, *places: logging.Handler) -> None:
        waiting: queue.Queue[Any] = queue.Queue(LINES_WAITING)
        self._root.addHandler(Dropping(waiting))
        self._writers.append(QueueListener(waiting, *places))
        self._writers[-1].start()

    def keep_in(self, folder: Path) -> None:
        """Also in a file there, so that it can be read later. Whatever becomes of it, the program runs."""
        with contextlib.suppress(OSError):
            file = RotatingFileHandler(
                folder / FILE,
                encoding="utf-8",
                errors="replace",
                maxBytes=FILE_BYTES,
                backupCount=FILES_BEFORE,
            )
            file.setFormatter(_Private(_FORMAT))
            file.addFilter(lambda record: record.name != _SAID.name)  # that holds the moderator's key
            self._write(file)

    def stop(self) -> bool:
        """Writes what waits. False where a console keeps the last line waiting for ever."""
        for writer in self._writers:
            with contextlib.suppress(queue.Full):
                writer.enqueue_sentinel()
        threads = [writer._thread for writer in self._writers if writer._thread is not None]
        for thread in threads:
            thread.join(STOP_SECONDS)
        if any(thread.is_alive() for thread in threads):
            return False
        for place in (place for writer in self._writers for place in writer.handlers):
            place.close()
        return True


class _Private(Discreet):
    def format(self, record: logging.LogRecord) -> str:
        return _PRIVATE.sub("...", super().format(record))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """With full stops: no time may look like an address."""
        return super().formatTime(record, datefmt).replace(":", ".")


def _consoles() -> list[logging.Handler]:
    found: list[logging.Handler] = []
    if sys.stderr is not None:
        errors = logging.StreamHandler(sys.stderr)
        errors.setFormatter(Discreet(_FORMAT))
        errors.addFilter(lambda record: record.name != _SAID.name)
        found.append(errors)
    if sys.stdout is not None:
        said = logging.StreamHandler(sys.stdout)
        said.addFilter(lambda record: record.name == _SAID.name)
        found.append(said)
    return found


def say(line: str) -> None:
    """A line for who started the program, on the console alone."""
    _SAID.info("%s", line)


def _lost(count: int) -> logging.LogRecord:
    words = f"{count} lines were dropped: nobody took them"
    return logging.LogRecord(__name__, logging.WARNING, "", 0, words, None, None)


def _unraisable(given: Any) -> None:
    logging.getLogger(__name__).error("ignored in %r", given.object, exc_info=given.exc_value)
