"""Devices that ask for news over HTTP, and how much may be asked that way."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from app.fair_use.rate_limit import Bucket, ticks
from app.live.protocol import FRAMES_AT_ONCE, FRAMES_PER_SECOND, Hello
from app.live.room import Room
from app.live.subscribers import PollReader
from facilitation.events import Actor, Role
from facilitation.model import Participant

SILENT_SECONDS = 45.0  # a device that has not asked for so long is gone
STRANGERS = 500  # who look on and have not sat down; a hall of a thousand comes over WebSockets
DEVICES = 5000  # of which it is known how much they asked
NEWCOMERS_AT_ONCE, NEWCOMERS_PER_SECOND = 300, 50

_Key = tuple[str, str]


class Pollers:
    """The readers of all rooms that poll. Secrets can be made up, so they are no limit by themselves."""

    def __init__(self) -> None:
        self._readers: dict[_Key, PollReader] = {}
        self._strangers: OrderedDict[_Key, Room] = OrderedDict()
        self._looking: set[str] = set()  # scopes of rooms in which somebody polls

    def find(self, room: Room, hello: Hello) -> PollReader | None:
        return self._readers.get(_key(room, hello))

    def take(self, room: Room, hello: Hello, actor: Actor) -> tuple[PollReader, bool]:
        """The device's reader, and whether it is new."""
        key = _key(room, hello)
        reader = self._readers.get(key)
        is_new = reader is None or reader not in room.readers
        reader = self._readers[key] = reader or PollReader(hello, actor)
        reader.last_seen = ticks() / 1000
        reader.actor = actor  # it may hold a voting slip by now
        if is_new:
            room.add(reader)
            self._forget_strangers(key, room)
            self._look_for_silent(room)
        return reader, is_new

    def _forget_strangers(self, newest: _Key, room: Room) -> None:
        """The oldest of too many. One that is still there is greeted anew when it asks again."""
        self._strangers[newest] = room
        while len(self._strangers) > STRANGERS:
            key, where = self._strangers.popitem(last=False)
            reader = self._readers.get(key)
            if reader is not None and reader.role == "participant" and where.watches_presence(reader):
                del self._readers[key]
                where.remove(reader)

    def _look_for_silent(self, room: Room) -> None:
        """Until no device of the room polls any more: the last one leaves without a word, too."""

        def look() -> None:
            self._looking.discard(room.scope)
            now = ticks() / 1000
            room.forget_silent(now, SILENT_SECONDS)
            self._readers = {k: r for k, r in self._readers.items() if now - r.last_seen < SILENT_SECONDS}
            if any(isinstance(reader, PollReader) for reader in room.readers):
                self._look_for_silent(room)

        if room.scope not in self._looking:
            self._looking.add(room.scope)
            asyncio.get_running_loop().call_later(SILENT_SECONDS / 3, look)


def _key(room: Room, hello: Hello) -> _Key:
    return room.scope, f"{hello.role} {hello.token or ''}"


class Asking:
    """How many commands come over HTTP: of a device that has sat down, and of all newcomers together."""

    def __init__(self) -> None:
        self._devices: OrderedDict[str, Bucket] = OrderedDict()
        self._newcomers = Bucket(ticks(), NEWCOMERS_AT_ONCE, NEWCOMERS_PER_SECOND)

    def may(self, room: Room, actor: Actor) -> bool:
        if actor.role is Role.NEWCOMER and room.state.find(Participant, actor.participant_id) is None:
            return self._newcomers.take(ticks())
        device = actor.participant_id or actor.role
        bucket = self._devices.pop(device, None) or Bucket(ticks(), FRAMES_AT_ONCE, FRAMES_PER_SECOND)
        self._devices[device] = bucket
        if len(self._devices) > DEVICES:
            self._devices.popitem(last=False)
        return bucket.take(ticks())
