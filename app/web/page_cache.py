"""Compressed pages: what is the same for all who ask for one is compressed once.

A conference scans its code within seconds: 250 phones want one page in a few languages. Some hundred bytes of
it are a phone's own (see `Network.places`); they are put behind what is compressed already.
"""

from __future__ import annotations

import asyncio
import zlib
from collections import OrderedDict
from typing import Any

from app.fair_use.fair_queue import account_of
from app.fair_use.worker import at_the_bench

KEPT = 20  # of some 350 KB: ten languages of a phone's page, stages, the hall check
GZIP = 31  # zlib's name for a window of 32 KB with a gzip header

Begun = tuple[bytes, Any]  # what is compressed, and the compressor that goes on from there


class PageCache:
    """One for each server. All methods belong to its event loop."""

    def __init__(self) -> None:
        self._begun: OrderedDict[str, asyncio.Future[Begun]] = OrderedDict()

    async def compressed(self, same: str, own: str) -> bytes:
        """Both parts in one gzip stream. Raises Busy."""
        beginning = self._begun.get(same) or self._begin(same)
        self._begun.move_to_end(same)
        packed, compressor = await asyncio.shield(beginning)
        rest = compressor.copy()
        return bytes(packed + rest.compress(own.encode()) + rest.flush())

    def _begin(self, same: str) -> asyncio.Future[Begun]:
        beginning = asyncio.ensure_future(_for_everybody(same))
        beginning.add_done_callback(lambda done: self._forget_failed(same, done))
        self._begun[same] = beginning
        if len(self._begun) > KEPT:
            self._begun.popitem(last=False)
        return beginning

    def _forget_failed(self, same: str, done: asyncio.Future[Begun]) -> None:
        """The next one tries again."""
        if (done.cancelled() or done.exception()) and self._begun.get(same) is done:
            del self._begun[same]


async def _for_everybody(same: str) -> Begun:
    """On nobody's account: who asked first may leave, and the others wait for it, too."""
    account_of.set(None)
    return await at_the_bench(_compressed, same.encode())


def _compressed(same: bytes) -> Begun:
    """Lightly: it is small, and many wait for it."""
    compressor = zlib.compressobj(6, wbits=GZIP)
    return compressor.compress(same), compressor
