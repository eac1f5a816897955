"""Keeps the laptop awake and its screen on while a workshop is open. A lid that is closed wins."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from wakepy import keep

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0


class Awake:
    """`holds`: whether the system has promised it. `make`: what asks it, and takes that back at its end."""

    def __init__(self, make: Callable[[], AbstractContextManager[Any]] | None = None) -> None:
        self._make = make or _asked
        self._enough: threading.Event | None = None
        self.holds = False

    async def keep(self, wanted: Callable[[], bool]) -> None:
        """Until cancelled: asks the system as long as it is wanted."""
        try:
            while True:
                self.set(wanted())
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            self.set(False)

    def set(self, wanted: bool) -> None:
        if wanted and self._enough is None:
            self._enough = threading.Event()
            # One thread for all of it: Windows takes it for a thread's request, and forgets it with that.
            threading.Thread(target=self._hold, args=(self._enough,), daemon=True).start()
        elif not wanted and self._enough is not None:
            self._enough.set()
            self._enough = None

    def _hold(self, enough: threading.Event) -> None:
        try:
            with self._make() as promise:
                self.holds = bool(promise.active)
                enough.wait()
        except Exception as error:  # whatever a system answers: the hall check says that nothing holds
            log.info("cannot keep the laptop awake: %s", error)
        self.holds = False


@contextmanager
def _asked() -> Iterator[Any]:
    """The projector often shows the same screen. Where that is refused, at least the laptop stays awake."""
    with keep.presenting(on_fail="pass") as mode:
        if mode.active:
            yield mode
            return
    with keep.running(on_fail="pass") as mode:
        yield mode
