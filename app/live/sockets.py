"""How many sockets one participant holds open. A laptop has only so many, and who has joined may stay."""

from __future__ import annotations

from app.live.subscribers import Subscriber

# Tabs, a phone and a tablet, and what a bad Wi-Fi left open. A page whose socket is refused goes on by HTTP.
MOST = 10


class OpenSockets:
    """Of one room, by participant, newest last. Stages and moderators are not counted."""

    def __init__(self) -> None:
        self._open: dict[str, list[Subscriber]] = {}

    def has_room(self, subscriber: Subscriber) -> bool:
        return len(self._of(subscriber)) < MOST

    def is_newest(self, subscriber: Subscriber) -> bool:
        """The others of the same participant are surplus where connections run short."""
        return self._of(subscriber)[-1:] in ([], [subscriber])

    def add(self, subscriber: Subscriber) -> None:
        if person := subscriber.actor.participant_id:
            self._open.setdefault(person, []).append(subscriber)

    def remove(self, subscriber: Subscriber) -> None:
        if subscriber in (same := self._of(subscriber)):
            same.remove(subscriber)
        if not same:
            self._open.pop(subscriber.actor.participant_id or "", None)

    def _of(self, subscriber: Subscriber) -> list[Subscriber]:
        return self._open.get(subscriber.actor.participant_id or "", [])
