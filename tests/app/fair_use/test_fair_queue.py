"""Who took little is served before who took much, and connections that say nothing make room."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from types import SimpleNamespace

import pytest

from app.fair_use import fair_queue
from app.fair_use.connections import NEWEST, SILENT, Guests
from app.fair_use.fair_queue import NEW, Account, FairQueue, charged
from app.fair_use.worker import Bench


async def test_who_took_little_is_served_first_however_many_wait() -> None:
    queue, served, done = FairQueue(), [], asyncio.Event()
    greedy, modest = Account(), Account()
    greedy.charge(1.0)

    def work(name: str) -> None:
        served.append(name)
        if len(served) == 11:
            done.set()

    for _ in range(10):
        queue.take(greedy, partial(work, "greedy"))
    queue.wait(modest, partial(work, "modest"))
    await asyncio.wait_for(done.wait(), 30)
    assert served[0] == "modest" and served.count("greedy") == 10


async def test_of_many_newcomers_in_one_moment_one_is_served_at_once() -> None:
    """Whoever is known and writes in that moment waits for one of them, and not for fifty."""
    queue, served, done = FairQueue(), list[str](), asyncio.Event()
    known = Account()
    known._used = 0.0

    def work(name: str) -> None:
        served.append(name)
        if len(served) == 51:
            done.set()

    for _ in range(50):
        queue.take(Account(), partial(work, "newcomer"))
    queue.take(known, partial(work, "known"))
    assert served == ["newcomer", "known"]
    await asyncio.wait_for(done.wait(), 30)


async def test_the_first_newcomer_of_the_next_moment_is_served_at_once_again() -> None:
    queue, served = FairQueue(), list[str]()
    queue.take(Account(), partial(served.append, "one"))
    await asyncio.sleep(0)
    queue.take(Account(), partial(served.append, "of the next moment"))
    assert served == ["one", "of the next moment"]


async def test_a_newcomer_passes_nobody_who_waits_already() -> None:
    queue, served, done = FairQueue(), list[str](), asyncio.Event()

    def last() -> None:
        served.append("newcomer")
        done.set()

    queue.wait(Account(), lambda: queue.take(Account(), last))
    queue.wait(Account(), partial(served.append, "waiting"))
    await asyncio.wait_for(done.wait(), 30)
    assert served == ["waiting", "newcomer"]


async def test_who_always_connects_anew_is_not_always_before_who_has_said_something_already(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A newcomer has used a little more than a connection that was just made, and there is always one."""
    queue, served, now = FairQueue(), list[str](), [0.0]
    monkeypatch.setattr(fair_queue, "time", SimpleNamespace(monotonic=lambda: now[0]))
    done = asyncio.Event()

    def script() -> None:
        served.append("script")
        now[0] += 0.01
        (done.set if len(served) == 1000 else lambda: queue.wait(Account(), script))()

    def newcomer() -> None:
        served.append("newcomer")
        done.set()

    honest = Account()
    honest.charge(0.003)
    for _ in range(10):
        queue.wait(Account(), script)
    queue.wait(honest, newcomer)
    await asyncio.wait_for(done.wait(), 30)
    assert served.index("newcomer") < 100


async def test_nothing_is_begun_for_who_has_gone() -> None:
    queue, served, done = FairQueue(), [], asyncio.Event()
    gone = Account()
    queue.wait(gone, lambda: served.append("late"))
    queue.wait(Account(), done.set)
    gone.gone = True
    await asyncio.wait_for(done.wait(), 30)
    assert served == []


async def test_an_answer_is_charged_for_its_work_and_not_for_its_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The laptop's time is counted by what is done here, and none of it is forgiven meanwhile."""
    took, finished = [0.0], asyncio.Event()
    monkeypatch.setattr(fair_queue, "spent", lambda: took[0])
    monkeypatch.setattr(fair_queue, "time", SimpleNamespace(monotonic=lambda: 0.0))

    async def works() -> str:
        for _ in range(50):
            took[0] += 0.125
            await asyncio.sleep(0)
        finished.set()
        return "done"

    idle, busy = Account(), Account()
    waiting = asyncio.create_task(charged(finished.wait(), idle))
    assert await charged(works(), busy) == "done"
    await waiting
    assert (busy.used(), idle.used()) == (NEW + 50 * 0.125, NEW)


async def test_a_cancelled_answer_is_told_so() -> None:
    told = []

    async def waits() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            told.append("cancelled")
            raise

    task = asyncio.create_task(charged(waits(), Account()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert told == ["cancelled"]


async def test_work_that_breaks_keeps_nobody_waiting(caplog: pytest.LogCaptureFixture) -> None:
    queue, done = FairQueue(), asyncio.Event()

    def breaks() -> None:
        raise ValueError("in the middle of it")

    queue.wait(Account(), breaks)
    queue.wait(Account(), done.set)
    await asyncio.wait_for(done.wait(), 30)
    assert "in the middle of it" in caplog.text


async def test_who_goes_when_it_is_their_turn_leaves_the_bench_to_the_next() -> None:
    """Cancelled between being called up and beginning: nobody else would ever have been called up."""
    bench = Bench()
    await bench.take(Account())
    second = asyncio.create_task(bench.take(Account()))
    await asyncio.sleep(0)
    bench.leave(0.0)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    await asyncio.wait_for(bench.take(Account()), 30)


class Guest:
    def __init__(self, known: bool = False) -> None:
        self.known, self.out = known, False

    def is_known(self) -> bool:
        return self.known

    def turn_out(self) -> None:
        self.out = True


def test_who_says_nothing_makes_room_and_the_log_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    guests = Guests(lambda: 200)
    phones = [Guest(known=True) for _ in range(20)]
    for phone in phones:
        guests.came(phone)
        guests.spoke(phone)
    silent = [Guest() for _ in range(1000)]
    with caplog.at_level(logging.WARNING):
        for guest in silent:
            guests.came(guest)
    assert not any(phone.out for phone in phones)
    assert [guest.out for guest in silent] == [True] * 820 + [False] * 180
    assert len(caplog.records) == 1


def test_few_may_be_silent_however_many_connections_the_laptop_has() -> None:
    """Each of them takes memory, and a browser says what it wants at once."""
    guests = Guests(lambda: 1_000_000)
    silent = [Guest() for _ in range(SILENT + 5)]
    for guest in silent:
        guests.came(guest)
    assert [guest.out for guest in silent] == [True] * 5 + [False] * SILENT


def test_who_speaks_but_is_known_to_nobody_goes_before_a_phone_and_a_newcomer() -> None:
    guests = Guests(lambda: 200)
    phones, strangers = [Guest(known=True) for _ in range(20)], [Guest() for _ in range(180)]
    for guest in [*phones, *strangers]:
        guests.came(guest)
        guests.spoke(guest)
    newcomers = [Guest() for _ in range(NEWEST - 1)]
    for guest in newcomers:
        guests.came(guest)
    assert not any(guest.out for guest in [*phones, *newcomers])
    assert sum(guest.out for guest in strangers) == len(newcomers)
