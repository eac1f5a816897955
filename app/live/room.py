"""One workshop or dialogue, live: a queue of commands and a feed of what was committed."""

from __future__ import annotations

from collections.abc import Callable

from app.live.feed import Feed
from app.live.queue import CommandQueue
from app.live.submission import Reply
from facilitation.commands import Command
from facilitation.events import Actor, Event
from facilitation.state import State
from storage.store import Store


class Room:
    """Of the process that decides. Others may follow with a feed alone."""

    def __init__(self, room_id: str, store: Store, epoch: str, clock: Callable[[], int]) -> None:
        self.room_id = room_id
        self.feed = Feed(room_id, store.load(room_id), epoch)
        self.queue = CommandQueue(store, self.feed, clock)

    @property
    def state(self) -> State:
        """As committed. Read it, do not change it."""
        return self.feed.committed

    async def submit(self, cmd_id: str, command: Command | Event, actor: Actor) -> Reply:
        """Asks and waits for the answer."""
        return await self.queue.submit(cmd_id, command, actor)
