"""What is committed in one room, and who follows it: subscribers, their presence, and how they catch up.

A feed decides nothing and needs no queue of commands: it is handed what has been committed, by the queue of
the same process or out of a journal.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from app.live.broadcast import Broadcast, presence
from app.live.protocol import Refresh
from app.live.sockets import OpenSockets
from app.live.subscribers import Frame, PollSubscriber, SocketSubscriber, Subscriber
from facilitation.events import Decision
from facilitation.model import Participant, Voting
from facilitation.state import State
from facilitation.visibility import Viewer

PRESENCE_SECONDS = 0.5
COUNTED = (Participant, Voting)  # what changes how many are here; by class, pydantic's isinstance is slow


class Feed:
    """All methods belong to the event loop. `committed`: the state as it is on disk, and all anybody sees.

    `problem`: what keeps the laptop from saving, a code of storage.errors; moderators see it.
    """

    def __init__(self, room_id: str, committed: State, epoch: str) -> None:
        self.room_id = room_id
        self.epoch = epoch
        self.committed = committed
        self.problem: str | None = None
        self.broadcast = Broadcast(epoch, committed.seq)
        self.subscribers: set[Subscriber] = set()
        self.sockets = OpenSockets()
        self.addresses: dict[Viewer, Frame] = {}
        self._most_here: dict[str, int] = {}  # by voting: devices that were here at once since it opened
        self._watching: set[Subscriber] = set()  # who looks at presence; who has sat down does no longer
        self._presence_scheduled = False

    # --- what was committed ---

    def publish(self, decisions: Iterable[Decision]) -> None:
        """Takes in what has been committed since, in order, and delivers it."""
        events = []
        for decision in decisions:
            self.committed.apply(decision)
            if decision.event is not None:
                events.append(decision.event)
        if any(type(put) in COUNTED for event in events for put in event.puts):
            self._count_here()
        if events:
            self._deliver(self.broadcast.add(events, self.committed))
        self.presence_changed()

    def _deliver(self, frames: dict[Viewer, Frame]) -> None:
        behind = False
        for subscriber in self.subscribers:
            if not subscriber.behind:
                subscriber.deliver(frames[subscriber.viewer])
            behind |= subscriber.behind
        if behind:
            self._catch_up()

    def _catch_up(self) -> None:
        for subscriber in (s for s in self.subscribers if s.behind and isinstance(s, SocketSubscriber)):
            if subscriber.drained:
                subscriber.behind = False
                for frame in self.refresh(subscriber.viewer):
                    subscriber.deliver(frame)
            else:
                self._schedule_presence()

    def refresh(self, viewer: Viewer) -> list[Frame]:
        """Sends a subscriber to a snapshot, and tells what came after it."""
        made = self.broadcast.snapshot(self.committed, viewer)
        message = Refresh(epoch=self.epoch, seq=made.seq, snapshot=self.snapshot_path(viewer, made.seq))
        after = self.broadcast.since(self.epoch, made.seq, viewer) if made.seq < self.committed.seq else None
        return [Frame(message.model_dump_json().encode()), *([after] if after else [])]

    def snapshot_path(self, viewer: Viewer, seq: int) -> str:
        return f"/live/{self.committed.workshop.code}/snapshot/{viewer}/{self.epoch}-{seq}.json"

    def tell_addresses(self, frames: dict[Viewer, Frame]) -> None:
        """The laptop is reached elsewhere now, or the codes name another of its addresses."""
        self.addresses = frames
        for subscriber in self.subscribers:
            subscriber.deliver(frames[subscriber.viewer])

    # --- who follows ---

    def add(self, subscriber: Subscriber) -> None:
        self.subscribers.add(subscriber)
        if isinstance(subscriber, SocketSubscriber):
            self.sockets.add(subscriber)
        if self.watches_presence(subscriber):
            self._watching.add(subscriber)
        self._count_here()
        self.presence_changed()

    def remove(self, subscriber: Subscriber) -> None:
        self.subscribers.discard(subscriber)
        self.sockets.remove(subscriber)
        self._watching.discard(subscriber)
        self.presence_changed()

    def report_problem(self, code: str | None) -> None:
        """None: the laptop saves again."""
        if self.problem != code:
            self.problem = code
            self.presence_changed()

    def presence_changed(self) -> None:
        """Tells those who look at presence, soon and together."""
        if self._watching:
            self._schedule_presence()

    def _schedule_presence(self) -> None:
        if not self._presence_scheduled:
            self._presence_scheduled = True
            asyncio.get_running_loop().call_later(PRESENCE_SECONDS, self._send_presence)

    def _send_presence(self) -> None:
        self._presence_scheduled = False
        self._watching = {subscriber for subscriber in self._watching if self.watches_presence(subscriber)}
        frames = {viewer: self.presence(viewer) for viewer in {s.viewer for s in self._watching}}
        for subscriber in self._watching:
            if not subscriber.behind:
                subscriber.deliver(frames[subscriber.viewer])
        self._catch_up()

    def presence(self, viewer: Viewer) -> Frame:
        return presence(self.committed, list(self.subscribers), viewer, self.problem, self._most_here)

    def watches_presence(self, subscriber: Subscriber) -> bool:
        """Moderators, stages, and phones that have yet to choose a table."""
        if subscriber.role != "participant":
            return True
        return self.committed.find(Participant, subscriber.actor.participant_id) is None

    def people(self) -> int:
        """Participants connected now."""
        ids = {s.actor.participant_id for s in self.subscribers if s.role == "participant"}
        return sum(self.committed.find(Participant, id) is not None for id in ids)

    def _count_here(self) -> None:
        """When somebody comes, not when somebody looks: who votes and goes at once was here, too."""
        open_votings = [voting.id for voting in self.committed.all(Voting) if voting.open]
        here = self.people() if open_votings else 0
        self._most_here = {id: max(here, self._most_here.get(id, 0)) for id in open_votings}

    # --- who polls ---

    def forget_silent(self, now: float, seconds: float) -> None:
        """Takes polling devices off the list that have not asked for so long."""
        for subscriber in [s for s in self.subscribers if isinstance(s, PollSubscriber)]:
            if now - subscriber.last_seen > seconds:
                self.remove(subscriber)

    def answer_waiting(self) -> None:
        """Answers all who wait for news over HTTP, though there is none."""
        for subscriber in self.subscribers:
            if isinstance(subscriber, PollSubscriber):
                subscriber.bell.set()
