"""A fair queue: many ask at once, and who took little of the laptop's time is served before who took much.

Work is done in small pieces, one in each pass of the event loop, so whoever is next waits for one piece at
most. Limits that count messages do not see what costs time: this counts the time itself, per connection.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import logging
import sys
import time
from collections.abc import Callable, Coroutine, Generator
from contextvars import ContextVar
from types import coroutine
from typing import Any

log = logging.getLogger(__name__)

# A thread's own time, so that a busy laptop is nobody's fault; Windows counts it in steps of 16 ms.
spent: Callable[[], float] = time.perf_counter if sys.platform == "win32" else time.thread_time

# Seconds of the laptop's time.
NEW = 0.010  # what a new connection is taken to have used: those that are known come first
QUIET = 0.005  # up to this one is served at once
FREE = 0.030  # up to this one waits for nobody but those who used less
FORGIVEN = 0.002  # in each second
REST = 2  # times as long as the work of somebody who used more, before the next of these
NAP = 0.005  # in which somebody else may have come
BEHIND = 300.0  # seconds that somebody stands further back for each second used
PATIENCE = 0.05  # for an answer of theirs; one that waits for something else does not hold up the rest

_order = itertools.count()


class Account:
    """How much time one connection took lately, and whether it has ended."""

    __slots__ = ("_at", "_used", "gone")

    def __init__(self) -> None:
        self._used = NEW
        self._at = time.monotonic()
        self.gone = False

    def charge(self, seconds: float) -> None:
        self._used = self.used() + seconds

    def used(self) -> float:
        """Seconds, of which time forgives a little."""
        now = time.monotonic()
        self._used = max(0.0, self._used - (now - self._at) * FORGIVEN)
        self._at = now
        return self._used


def due(used: float) -> float:
    """When somebody's work is due, which orders a queue: sooner for who used less. Yet who waits comes up,
    however many come later who used a little less; a script that connects anew each time would be before all
    others for ever. (Virtual finish times, as in fair queueing: Demers, Keshav, Shenker 1989.)
    """
    return time.monotonic() + used * BEHIND


account_of: ContextVar[Account | None] = ContextVar("account_of", default=None)


async def charged(work: Coroutine[Any, Any, Any], account: Account) -> Any:
    """Runs it to its end; the account pays for each of its steps, and for no waiting."""
    account_of.set(account)
    return await _charged(work, account)


@coroutine
def _charged(work: Coroutine[Any, Any, Any], account: Account) -> Generator[Any, Any, Any]:
    step: Callable[[Any], Any] = work.send
    given: Any = None
    while True:
        began = spent()
        try:
            awaited = step(given)
        except StopIteration as ended:
            return ended.value
        finally:
            account.charge(spent() - began)
        try:
            step, given = work.send, (yield awaited)
        except BaseException as error:  # a cancellation, too, belongs to the work
            step, given = work.throw, error


Work = Callable[[], asyncio.Task[Any] | None]


def _begun(work: Work) -> asyncio.Task[Any] | None:
    """Whoever waits behind work that breaks must not wait for ever."""
    try:
        return work()
    except Exception:
        log.exception("what was read of a connection could not be taken")
        return None


class FairQueue:
    """One for each server. All methods belong to its event loop."""

    def __init__(self) -> None:
        self._waiting: list[tuple[float, int, float, Account, Work]] = []
        self._modest = 0  # of them, who used little
        self._serving: asyncio.Task[None] | None = None
        self._served = False  # somebody in this pass of the loop

    def take(self, account: Account, work: Work) -> None:
        """Does the work now or in turn. It returns the task that goes on with it, if there is one."""
        used = account.used()
        if used <= QUIET or (used <= FREE and self._is_first()):
            work()
        else:
            self.wait(account, work)

    def _is_first(self) -> bool:
        """Of those that need not be served at once, one in each pass of the loop: fifty that come in the same
        moment would keep everybody waiting for fifty pieces."""
        if self._serving is not None or self._served:
            return False
        self._served = True
        asyncio.get_running_loop().call_soon(self._next_pass)
        return True

    def _next_pass(self) -> None:
        self._served = False

    def wait(self, account: Account, work: Work) -> None:
        """Does it in turn."""
        used = account.used()
        heapq.heappush(self._waiting, (due(used), next(_order), used, account, work))
        self._modest += used <= FREE
        if self._serving is None:
            self._serving = asyncio.get_running_loop().create_task(self._serve())

    async def _serve(self) -> None:
        try:
            while self._waiting:
                _, _, used, account, work = heapq.heappop(self._waiting)
                self._modest -= used <= FREE
                if not account.gone:
                    await self._one(used, work)
        finally:
            self._serving = None

    async def _one(self, used: float, work: Work) -> None:
        began = spent()
        task = _begun(work)
        if used > FREE:
            if task is not None:
                await asyncio.wait({task}, timeout=PATIENCE)
            await self._rest((spent() - began) * REST)
        await asyncio.sleep(0)

    async def _rest(self, seconds: float) -> None:
        """Until somebody comes who used less."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self._modest:
                return
            await asyncio.sleep(min(left, NAP))
