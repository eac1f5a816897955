"""How much one device may ask."""

from __future__ import annotations

import time

from app.live.protocol import FRAMES_AT_ONCE, FRAMES_PER_SECOND

REFUSALS_BORNE = 200  # a hasty program is told to wait; a flood is cut off


def ticks() -> int:
    """Ms of a clock that nobody sets: a laptop that learns the time in the hall may jump by hours."""
    return time.monotonic_ns() // 1_000_000


class Bucket:
    """A token bucket: so many frames at once, so many a second afterwards. Times are `ticks()`."""

    __slots__ = ("_at", "_left", "_refused")

    def __init__(self, now: int) -> None:
        self._left = float(FRAMES_AT_ONCE)
        self._at = now
        self._refused = 0

    def take(self, now: int) -> bool:
        """Whether one more frame is within the limit."""
        self._left = min(FRAMES_AT_ONCE, self._left + (now - self._at) / 1000 * FRAMES_PER_SECOND)
        self._at = now
        if self._left < 1:
            self._refused += 1
            return False
        self._left -= 1
        self._refused = 0
        return True

    @property
    def overdrawn(self) -> bool:
        """Whether the device went on and on after it was told to wait."""
        return self._refused > REFUSALS_BORNE
