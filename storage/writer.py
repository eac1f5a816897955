"""Where commits are written: in the event loop's own thread while the disk is quick, else in one of its own.

Handing a post to another thread and back costs a fifth of all that it costs a laptop. But who waits for a
disk that thinks for a second must not keep a whole hall waiting, so after one slow job the thread takes over.
"""

from __future__ import annotations

import time
from asyncio import AbstractEventLoop
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread

SLOW_SECONDS = 0.005
CAREFUL_JOBS = 200  # so many after a slow one go to the thread

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
        self._careful = 0

    def do(self, job: Job, told: Told, loop: AbstractEventLoop) -> None:
        """`told` is called in the loop's thread, perhaps at once, with what the job raised, or None."""
        self._under_way += 1

        def done(seconds: float, error: Exception | None) -> None:
            self._under_way -= 1
            self._careful = CAREFUL_JOBS if seconds > SLOW_SECONDS else max(0, self._careful - 1)
            told(error)

        if self._careful or self._under_way > 1:
            self._thread = self._thread or _started(self._work)
            self._jobs.put((job, lambda *outcome: loop.call_soon_threadsafe(done, *outcome)))
        else:
            done(*self._outcome(job))

    def _work(self) -> None:
        while (found := self._jobs.get()) is not None:
            job, done = found
            done(*self._outcome(job))

    def _outcome(self, job: Job) -> tuple[float, Exception | None]:
        """How many seconds a job took, and what it raised."""
        started, raised = self._clock(), None
        try:
            job()
        except Exception as error:  # whoever asked is told
            raised = error
        return self._clock() - started, raised

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
