"""Devices that ask for news over HTTP, and how much may be asked that way."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from app.fair_use.rate_limit import Bucket, ticks
from app.live.feed import Feed
from app.live.protocol import FRAMES_AT_ONCE, FRAMES_PER_SECOND, Hello
from app.live.subscribers import PollSubscriber
from facilitation.events import Actor, Role
from facilitation.model import Participant

SILENT_SECONDS = 45.0  # a device that has not asked for so long is gone
STRANGERS = 500  # who look on and have not sat down; a hall of a thousand comes over WebSockets
DEVICES = 5000  # of which it is known how much they asked
NEWCOMERS_AT_ONCE, NEWCOMERS_PER_SECOND = 300, 50

_Key = tuple[str, str]


class Pollers:
    """The subscribers of all rooms that poll. Secrets can be made up, so they are no limit by themselves."""

    def __init__(self) -> None:
        self._subscribers: dict[_Key, PollSubscriber] = {}
        self._strangers: OrderedDict[_Key, Feed] = OrderedDict()
        self._looking: set[str] = set()  # rooms in which somebody polls

    def find(self, feed: Feed, hello: Hello) -> PollSubscriber | None:
        return self._subscribers.get(_key(feed, hello))

    def take(self, feed: Feed, hello: Hello, actor: Actor) -> tuple[PollSubscriber, bool]:
        """The device's subscriber, and whether it is new."""
        key = _key(feed, hello)
        subscriber = self._subscribers.get(key)
        is_new = subscriber is None or subscriber not in feed.subscribers
        subscriber = self._subscribers[key] = subscriber or PollSubscriber(hello, actor)
        subscriber.last_seen = ticks() / 1000
        subscriber.actor = actor  # it may hold a voting slip by now
        if is_new:
            feed.add(subscriber)
            self._forget_strangers(key, feed)
            self._look_for_silent(feed)
        return subscriber, is_new

    def _forget_strangers(self, newest: _Key, feed: Feed) -> None:
        """The oldest of too many. One that is still there is greeted anew when it asks again."""
        self._strangers[newest] = feed
        while len(self._strangers) > STRANGERS:
            key, where = self._strangers.popitem(last=False)
            subscriber = self._subscribers.get(key)
            if (
                subscriber is not None
                and subscriber.role == "participant"
                and where.watches_presence(subscriber)
            ):
                del self._subscribers[key]
                where.remove(subscriber)

    def _look_for_silent(self, feed: Feed) -> None:
        """Until no device of the feed polls any more: the last one leaves without a word, too."""

        def look() -> None:
            self._looking.discard(feed.room_id)
            now = ticks() / 1000
            feed.forget_silent(now, SILENT_SECONDS)
            self._subscribers = {
                k: r for k, r in self._subscribers.items() if now - r.last_seen < SILENT_SECONDS
            }
            if any(isinstance(subscriber, PollSubscriber) for subscriber in feed.subscribers):
                self._look_for_silent(feed)

        if feed.room_id not in self._looking:
            self._looking.add(feed.room_id)
            asyncio.get_running_loop().call_later(SILENT_SECONDS / 3, look)


def _key(feed: Feed, hello: Hello) -> _Key:
    return feed.room_id, f"{hello.role} {hello.token or ''}"


class Asking:
    """How many commands come over HTTP: of a device that has sat down, and of all newcomers together."""

    def __init__(self) -> None:
        self._devices: OrderedDict[str, Bucket] = OrderedDict()
        self._newcomers = Bucket(ticks(), NEWCOMERS_AT_ONCE, NEWCOMERS_PER_SECOND)

    def may(self, feed: Feed, actor: Actor) -> bool:
        if actor.role is Role.NEWCOMER and feed.committed.find(Participant, actor.participant_id) is None:
            return self._newcomers.take(ticks())
        device = actor.participant_id or actor.role
        bucket = self._devices.pop(device, None) or Bucket(ticks(), FRAMES_AT_ONCE, FRAMES_PER_SECOND)
        self._devices[device] = bucket
        if len(self._devices) > DEVICES:
            self._devices.popitem(last=False)
        return bucket.take(ticks())
