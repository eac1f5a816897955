"""How much one device may ask, told by a clock of our own: no laptop's speed may change the answer."""

from __future__ import annotations

import pytest

from app.fair_use.rate_limit import Bucket


def _is_cut_off(per_second: int, seconds: int) -> bool:
    """A device that sends so much, where 60 at once and 20 a second are allowed."""
    bucket = Bucket(0, 60, 20)
    for n in range(per_second * seconds):
        if not bucket.take(n * 1000 // per_second) and bucket.overdrawn:
            return True
    return False


@pytest.mark.parametrize("per_second", [100, 200, 1000, 5000])
def test_a_flood_is_cut_off_however_slowly_it_is_read(per_second: int) -> None:
    assert _is_cut_off(per_second, seconds=10)


@pytest.mark.parametrize("per_second", [10, 20, 30, 40])
def test_a_hasty_program_is_only_told_to_wait(per_second: int) -> None:
    assert not _is_cut_off(per_second, seconds=600)


def test_a_burst_is_forgotten() -> None:
    """Each minute somebody presses everything at once; over a day that is no flood."""
    bucket = Bucket(0, 60, 20)
    for minute in range(480):
        answers = [bucket.take(minute * 60_000) for _ in range(160)]
        assert answers == [True] * 60 + [False] * 100
        assert not bucket.overdrawn
