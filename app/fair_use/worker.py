"""Costly work that anybody may ask for: beside the event loop, one piece at a time, and in turn.

A picture of a code, a page that is compressed, a code that is stretched: each is nothing, and a flood of them
would take the laptop away from the hall. Who used little is served before who used much. Documents, which
take a hundred times as long, have a bench of their own: nobody who comes in waits behind one.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from app.fair_use.fair_queue import FREE, Account, account_of, due, spent

WAITING = 200  # pieces of work; a full hall asks for fewer at once
REST = 1  # times as long as the work of somebody who used much, where others wait

P = ParamSpec("P")
T = TypeVar("T")
_order = itertools.count()


class Busy(Exception):
    """Too much is asked for, or nobody waits for it any more."""


_Benches = WeakKeyDictionary[asyncio.AbstractEventLoop, "Bench"]
_benches, _presses = _Benches(), _Benches()


async def at_the_bench(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `work` returns, which must not touch what belongs to the loop. Raises Busy, and what it raises."""
    return await _at(_benches, work, *args, **kwargs)


async def at_the_press(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The same for documents."""
    return await _at(_presses, work, *args, **kwargs)


async def _at(benches: _Benches, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    account = account_of.get() or Account()
    bench = benches.setdefault(asyncio.get_running_loop(), Bench())
    await bench.take(account)
    began = time.perf_counter()
    try:
        result, cost = await asyncio.to_thread(_timed, partial(work, *args, **kwargs))
        account.charge(cost)
        return result
    finally:
        bench.leave((time.perf_counter() - began) * REST if account.used() > FREE else 0.0)


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    began = spent()
    return work(), spent() - began


class Bench:
    """One for each event loop, to whose thread all methods belong."""

    def __init__(self, waiting: int = WAITING) -> None:
        self._most = waiting
        self._taken = False
        self._waiting: list[tuple[float, int, Account, asyncio.Future[None]]] = []

    async def take(self, account: Account) -> None:
        if not self._taken:
            self._taken = True
            return
        called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (due(account.used()), next(_order), account, called))
        if len(self._waiting) > self._most:
            self._turn_away(max(self._waiting, key=lambda one: (one[2].used(), one[1])))
        try:
            await called
        except asyncio.CancelledError:
            if called.done() and not called.cancelled():  # called up, and gone before beginning
                self._next()
            raise

    def _turn_away(self, one: tuple[float, int, Account, asyncio.Future[None]]) -> None:
        """Who used most, so that a flood does not keep out who comes once."""
        self._waiting.remove(one)
        heapq.heapify(self._waiting)
        if not one[-1].done():
            one[-1].set_exception(Busy())

    def leave(self, rest: float) -> None:
        if self._waiting and rest > 0:
            asyncio.get_running_loop().call_later(rest, self._next)
        else:
            self._next()

    def _next(self) -> None:
        while self._waiting:
            *_, account, called = heapq.heappop(self._waiting)
            if account.gone and not called.done():
                called.set_exception(Busy())
            elif not called.done():
                called.set_result(None)
                return
        self._taken = False
