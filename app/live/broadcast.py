"""What a feed tells its subscribers: deltas, snapshots, presence. Encoded once per class of viewer."""

from __future__ import annotations

import gzip
from collections import deque
from collections.abc import Iterable
from typing import Any, NamedTuple

from app.live import encoding
from app.live.protocol import GroupPresence, Presence
from app.live.subscribers import Frame, Subscriber
from facilitation.attendance import Attendance, attendance
from facilitation.events import Event
from facilitation.model import Device, Group, Participant, Voting, Workshop
from facilitation.state import State
from facilitation.undo import to_redo, to_undo
from facilitation.visibility import VIEWERS, Viewer, everything, seen

LOG_LENGTH = 1000  # events that a returning device can catch up with by deltas
SNAPSHOT_AGE = 300  # events after which a cached snapshot is made anew


class Logged(NamedTuple):
    """`hides`: it takes words off the wall that may stand in older changes."""

    seq: int
    changes: dict[Viewer, bytes]
    hides: bool = False

    @property
    def alike(self) -> bool:
        """Whether all see the same of it, as of nearly every card."""
        return self.changes[Viewer.PUBLIC] is self.changes[Viewer.MODERATOR]


class CachedSnapshot(NamedTuple):
    seq: int
    body: bytes  # gzip


class Broadcast:
    """The last events of one room, ready to send, and its snapshots."""

    def __init__(self, epoch: str, seq: int) -> None:
        self.epoch = epoch
        self.seq = seq
        self._log: deque[Logged] = deque(maxlen=LOG_LENGTH)
        self._snapshots: dict[Viewer, CachedSnapshot] = {}

    def add(self, events: list[Event], state: State) -> dict[Viewer, Frame]:
        """Logs committed events, which led to `state`; returns the frame for each class of viewer."""
        logged = [_logged(event, state) for event in events]
        for entry in logged:
            if entry.hides:
                self._forget()
            self._log.append(entry)
        self.seq = events[-1].seq
        if all(entry.alike for entry in logged):
            return dict.fromkeys(VIEWERS, _delta(logged, Viewer.PUBLIC))
        return {viewer: _delta(logged, viewer) for viewer in VIEWERS}

    def _forget(self) -> None:
        """Who comes only now, or comes back, gets a new snapshot, and never what was hidden or withdrawn."""
        self._log.clear()
        self._snapshots.clear()

    def since(self, epoch: str, seq: int, viewer: Viewer) -> Frame | None:
        """One delta with all that came after `seq`; None where only a snapshot helps."""
        if not self.reaches(epoch, seq):
            return None
        return _delta((entry for entry in self._log if entry.seq > seq), viewer)

    def reaches(self, epoch: str, seq: int) -> bool:
        """Whether deltas alone can bring a device from `seq` to now."""
        if epoch != self.epoch or seq > self.seq:
            return False
        return seq == self.seq or (bool(self._log) and self._log[0].seq <= seq + 1)

    def snapshot(self, state: State, viewer: Viewer) -> CachedSnapshot:
        """A snapshot from which deltas lead to now: a cached one, or a new one."""
        cached = self._snapshots.get(viewer)
        fresh = cached and self.seq - cached.seq <= SNAPSHOT_AGE and self.reaches(self.epoch, cached.seq)
        if cached and fresh:
            return cached
        message = encoding.snapshot(self.epoch, state.seq, everything(state, viewer))
        made = CachedSnapshot(state.seq, gzip.compress(message, 5, mtime=0))
        self._snapshots[viewer] = made
        return made


def _logged(event: Event, state: State) -> Logged:
    """Encoded once where everybody may see all of it, as of nearly every card."""
    puts, drops = seen(event, Viewer.PUBLIC, state)
    change = encoding.change(event.seq, event.name, puts, drops)
    if len(puts) == len(event.puts) and len(drops) == len(event.drops):
        return Logged(event.seq, dict.fromkeys(VIEWERS, change))
    for_moderators = encoding.change(event.seq, event.name, *seen(event, Viewer.MODERATOR, state))
    changes = {Viewer.PUBLIC: change, Viewer.MODERATOR: for_moderators}
    return Logged(event.seq, changes, hides=len(drops) > len(event.drops))


def _delta(logged: Iterable[Logged], viewer: Viewer) -> Frame:
    return Frame(encoding.delta(entry.changes[viewer] for entry in logged))


def presence(
    state: State,
    subscribers: list[Subscriber],
    viewer: Viewer,
    problem: str | None,
    most_here: dict[str, int],
) -> Frame:
    """Who is connected now. A person with two tabs is one person. `most_here`: as the feed counted."""
    unsent: dict[str, int] = {}
    for subscriber in subscribers:
        if subscriber.role == "participant" and subscriber.actor.participant_id:
            person = subscriber.actor.participant_id
            unsent[person] = max(subscriber.unsent, unsent.get(person, 0))
    here = [p for id in unsent if (p := state.find(Participant, id)) is not None]
    open_votings = [v.id for v in state.all(Voting) if v.open]
    tables = attendance(state, unsent.keys()) if any(state.all(Workshop)) else {}
    message = Presence(
        people=len(here),
        groups={
            group.id: _group_presence(group.id, here, unsent, tables[group.id], viewer)
            for group in state.all(Group)
        },
        stages=sum(subscriber.role == "stage" for subscriber in subscribers),
        moderators=sum(subscriber.role == "moderator" for subscriber in subscribers),
        ballots={id: state.box(id).by_channel().total() for id in open_votings},
        **(_for_moderators(state, subscribers, problem, most_here) if viewer is Viewer.MODERATOR else {}),
    )
    return Frame(message.model_dump_json().encode())


def _group_presence(
    group_id: str, here: list[Participant], unsent: dict[str, int], table: Attendance, viewer: Viewer
) -> GroupPresence:
    people = [p for p in here if p.group_id == group_id]
    tablets = sum(p.device is Device.TABLET for p in people)
    waiting = sum(unsent[p.id] for p in people)
    told = table if viewer is Viewer.MODERATOR else table._replace(silent=0, gone=0)
    return GroupPresence(phones=len(people) - tablets, tablets=tablets, unsent=waiting, **told._asdict())


def _for_moderators(
    state: State, subscribers: list[Subscriber], problem: str | None, most_here: dict[str, int]
) -> dict[str, Any]:
    return {
        **_step("undo", to_undo(state)),
        **_step("redo", to_redo(state)),
        "problem": problem,
        "stage_pages": max(
            (subscriber.pages for subscriber in subscribers if subscriber.role == "stage"), default=0
        ),
        "most_here": most_here,
        "by_channel": {v.id: dict(state.box(v.id).by_channel()) for v in state.all(Voting) if v.open},
    }


def _step(way: str, step: Event | None) -> dict[str, Any]:
    return {way: step.name, f"{way}_seq": step.seq} if step else {}
