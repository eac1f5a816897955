"""Where commits are written: in the event loop's own thread while the disk is quick, else in one of its own.

Handing a post to another thread and back costs a sixth of all that it costs a laptop. But who waits for a
slow disk must not keep a whole hall waiting, so then the thread takes over. One in some hundred commits is
slow on any disk, when the log is written back; what counts is the mean of the last ones.
"""

from __future__ import annotations

import time
from asyncio import AbstractEventLoop
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread

QUICK_SECONDS = 0.003
REMEMBERED = 10  # jobs: so many must be quick after one that took ten times too long

Job = Callable[[], object]
Told = Callable[[Exception | None], object]
Done = Callable[[float, Exception | None], object]


class Writer:
    """One job at a time. SQLite has one writer anyway, and one connection keeps its cache warm."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._jobs: SimpleQueue[tuple[Job, Done] | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._under_way = 0
        self._usual_seconds = 0.0

    def do(self, job: Job, told: Told, loop: AbstractEventLoop, *, apart: bool = False) -> None:
        """`told` is called in the loop's thread, perhaps at once, with what the job raised, or None.

        `apart`: in the thread, because it takes long.
        """
        self._under_way += 1

        def done(seconds: float, error: Exception | None) -> None:
            self._under_way -= 1
            self._usual_seconds += (seconds - self._usual_seconds) / REMEMBERED
            told(error)

        if apart or self._usual_seconds > QUICK_SECONDS or self._under_way > 1:
            self._thread = self._thread or _started(self._work)
            self._jobs.put((job, lambda *outcome: loop.call_soon_threadsafe(done, *outcome)))
        else:
            done(*self._outcome(job))

    def _work(self) -> None:
        while self._one(self._jobs.get()):
            pass

    def _one(self, found: tuple[Job, Done] | None) -> bool:
        """Whether there is more to come. What was written is held by nobody while the next is waited for."""
        if found is None:
            return False
        job, done = found
        done(*self._outcome(job))
        return True

    def _outcome(self, job: Job) -> tuple[float, Exception | None]:
        """How many seconds a job took, and what it raised, for whoever asked."""
        started = self._clock()
        try:
            job()
        except Exception as error:
            return self._clock() - started, error  # in no variable: it would hold itself, and the ballots
        return self._clock() - started, None

    def shutdown(self) -> None:
        """Returns when all that was asked for is done."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
            self._thread = None


def _started(work: Callable[[], None]) -> Thread:
    thread = Thread(target=work, name="writer", daemon=True)
    thread.start()
    return thread
