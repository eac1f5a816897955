"""How much one device may ask."""

from __future__ import annotations

import time

# A hasty program is told to wait; a flood is cut off. Refusals are forgiven as fast as asking is allowed, so
# twice as fast is borne for ever, and what counts as a flood does not hang on how fast this laptop reads it.
REFUSALS_BORNE = 200


def ticks() -> int:
    """Ms of a clock that nobody sets: a laptop that learns the time in the hall may jump by hours."""
    return time.monotonic_ns() // 1_000_000


class Bucket:
    """A token bucket: so many at once, so many a second afterwards. Times: `ticks()`."""

    __slots__ = ("_at", "_at_once", "_left", "_per_second", "_refused")

    def __init__(self, now: int, at_once: float, per_second: float) -> None:
        self._left = self._at_once = float(at_once)
        self._per_second = per_second
        self._at = now
        self._refused = 0.0

    def take(self, now: int, weight: float = 1) -> bool:
        """Whether one more, or one that counts as several, is within the limit."""
        allowed = (now - self._at) / 1000 * self._per_second
        self._left = min(self._at_once, self._left + allowed)
        self._refused = max(0.0, self._refused - allowed)
        self._at = now
        if self._left < weight:
            self._refused += weight
            return False
        self._left -= weight
        return True

    @property
    def overdrawn(self) -> bool:
        """Whether the device goes on at more than twice the rate after it was told to wait."""
        return self._refused > REFUSALS_BORNE
