"""Who writes: the loop's own thread while the disk is quick, another one as soon as it is not."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable

import pytest

from storage.writer import QUICK_SECONDS, Writer

HERE = threading.get_ident()


class Disk:
    """As slow as it is told to be, by a clock of its own."""

    now = 0.0

    def thinks(self, seconds: float = 1.0) -> None:
        self.now += seconds


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
async def writer(disk: Disk) -> AsyncIterator[Writer]:
    writer = Writer(lambda: disk.now)
    yield writer
    writer.shutdown()


async def written(writer: Writer, job: Callable[[], object]) -> Exception | None:
    """What the asker of a job is told, once it is done."""
    loop = asyncio.get_running_loop()
    told: asyncio.Future[Exception | None] = loop.create_future()
    writer.do(job, told.set_result, loop)
    return await told


async def where(writer: Writer) -> int:
    threads: list[int] = []
    assert await written(writer, lambda: threads.append(threading.get_ident())) is None
    return threads[0]


async def test_a_quick_disk_is_written_to_without_going_to_another_thread(writer: Writer) -> None:
    assert await where(writer) == HERE


async def test_after_a_slow_job_nobody_waits_for_the_disk_any_more(writer: Writer, disk: Disk) -> None:
    await written(writer, disk.thinks)
    stuck = threading.Event()
    loop = asyncio.get_running_loop()
    told: asyncio.Future[Exception | None] = loop.create_future()
    writer.do(stuck.wait, told.set_result, loop)  # in the loop's thread this would never return
    await asyncio.sleep(0)
    assert not told.done()
    stuck.set()
    assert await told is None


async def test_a_disk_that_has_been_quick_for_a_while_is_trusted_again(writer: Writer, disk: Disk) -> None:
    await written(writer, disk.thinks)
    assert await where(writer) != HERE
    for _ in range(100):
        await written(writer, lambda: disk.thinks(QUICK_SECONDS / 2))
    assert await where(writer) == HERE


async def test_one_job_among_many_may_be_a_little_slow(writer: Writer, disk: Disk) -> None:
    for _ in range(10):
        await written(writer, lambda: disk.thinks(QUICK_SECONDS / 2))
    await written(writer, lambda: disk.thinks(QUICK_SECONDS * 3))
    assert await where(writer) == HERE


async def test_jobs_are_done_one_by_one_in_their_order(writer: Writer, disk: Disk) -> None:
    await written(writer, disk.thinks)
    done: list[int] = []
    await asyncio.gather(*(written(writer, lambda n=n: done.append(n)) for n in range(50)))
    assert done == list(range(50))


@pytest.mark.parametrize("quick", [True, False])
async def test_what_goes_wrong_is_told_and_the_next_job_is_done(
    writer: Writer, disk: Disk, quick: bool
) -> None:
    if not quick:
        await written(writer, disk.thinks)
    error = OSError("no space left")

    def fails() -> None:
        raise error

    assert await written(writer, fails) is error
    assert await written(writer, lambda: None) is None
