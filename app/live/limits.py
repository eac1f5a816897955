"""How much one device may ask."""

from __future__ import annotations

import time
from typing import TypeVar

from pydantic import TypeAdapter
from pydantic_core import ValidationError

from app.live.protocol import FRAMES_AT_ONCE, FRAMES_PER_SECOND

REFUSALS_BORNE = 200  # a hasty program is told to wait; a flood is cut off
# In what a device says. The longest ballot has 4,000; a frame full of zeros would cost the laptop 15 ms to
# read and to refuse.
MOST_VALUES = 20_000

T = TypeVar("T")


def understood(adapter: TypeAdapter[T], raw: bytes | str) -> T:
    """What a device said. Raises ValidationError, without reading it where it holds too many values."""
    text = raw.encode("utf-8", "replace") if isinstance(raw, str) else raw
    if len(text) > MOST_VALUES and sum(map(text.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise ValidationError.from_exception_data("message", [{"type": "recursion_loop", "input": None}])
    return adapter.validate_json(text)


def ticks() -> int:
    """Ms of a clock that nobody sets: a laptop that learns the time in the hall may jump by hours."""
    return time.monotonic_ns() // 1_000_000


class Bucket:
    """A token bucket: so many at once, so many a second afterwards; by default frames. Times: `ticks()`."""

    __slots__ = ("_at", "_at_once", "_left", "_per_second", "_refused")

    def __init__(
        self, now: int, at_once: float = FRAMES_AT_ONCE, per_second: float = FRAMES_PER_SECOND
    ) -> None:
        self._left = self._at_once = float(at_once)
        self._per_second = per_second
        self._at = now
        self._refused = 0.0

    def take(self, now: int, weight: float = 1) -> bool:
        """Whether one more, or one that counts as several, is within the limit."""
        self._left = min(self._at_once, self._left + (now - self._at) / 1000 * self._per_second)
        self._at = now
        if self._left < weight:
            self._refused += weight
            return False
        self._left -= weight
        self._refused = 0.0
        return True

    @property
    def overdrawn(self) -> bool:
        """Whether the device went on and on after it was told to wait."""
        return self._refused > REFUSALS_BORNE
