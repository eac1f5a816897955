"""One workshop, live: a queue of commands, group commit, and fan-out after the commit.

What arrives while a batch is being committed forms the next batch; there is no timer, and no task.
`ahead` is the state with the batch under way, `state` what is on disk. Readers only ever see
`state`; if a commit fails, `ahead` goes back to it and the senders are told.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial

from app.live.allowances import Allowances, TooMuch
from app.live.broadcast import Broadcast, presence
from app.live.protocol import Ack, Refresh, Rejected
from app.live.submission import Answer, Asked, Decided, Told, event_of, log_with_id, remembered, resolved
from app.live.subscribers import Frame, PollReader, Reader, SocketReader
from facilitation.commands import Command
from facilitation.errors import Refused
from facilitation.events import Actor, Event, KeptDrafts, Outcome, Unsealed, ref
from facilitation.model import Participant, Voting
from facilitation.visibility import Viewer
from storage.errors import StorageProblem
from storage.store import Accepted, Answered, Store

log = logging.getLogger(__name__)

PRESENCE_SECONDS = 0.5
BATCH = 500  # commands committed together at most, so that one flood cannot hold the disk


class Room:
    """All methods belong to the event loop; only the commit may run in a thread."""

    def __init__(self, scope: str, store: Store, epoch: str, clock: Callable[[], int]) -> None:
        self.scope = scope
        self.epoch = epoch
        self.problem: str | None = None
        self.closed = False
        self.readers: set[Reader] = set()
        self._store = store
        self._clock = clock
        self.state = store.load(scope)
        self._ahead = self.state.copy()
        self._answers = {answer.key: answer for answer in store.answers(scope)}
        self._pending: dict[str, list[Told]] = {}
        self._queue: list[Asked] = []
        self._allowances = Allowances()
        self._busy = False  # with a batch, from its first command until all are answered
        self._at_rest: asyncio.Future[None] | None = None
        self.broadcast = Broadcast(epoch, self.state.seq)
        self.addresses: dict[Viewer, Frame] = {}
        self._most_here: dict[str, int] = {}  # by voting: devices that were here at once since it opened
        self._watching: set[Reader] = set()  # those who look at presence; who has sat down does no longer
        self._look_due = False

    # --- asking ---

    def ask(self, cmd_id: str, wish: Command | Event, actor: Actor, told: Told) -> None:
        """Queues a command, or an event from an archive, which needs only its number.

        `told` is called with the answer once it is on disk, or refused. Asked twice, done once.
        """
        asked = Asked.of(cmd_id, wish, actor)
        if (key := asked.key) in self._pending:
            self._pending[key].append(told)
        elif (known := self._answers.get(key)) is not None:
            told(Ack(cmd_id=cmd_id, seq=known.seq, version=known.version))
        elif self.closed:
            told(Rejected(cmd_id=cmd_id, code="not_saved"))
        else:
            self._pending[key] = [told]
            self._queue.append(asked)
            self._go_on()

    async def submit(self, cmd_id: str, wish: Command | Event, actor: Actor) -> Answer:
        """Asks and waits. Who stops waiting stops nothing: the deed is done all the same."""
        answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()

        def told(answer: Answer) -> None:
            if not answered.done():
                answered.set_result(answer)

        self.ask(cmd_id, wish, actor, told)
        return await answered

    def _go_on(self) -> None:
        """The next batch is what will have arrived by the loop's next turn."""
        if self._queue and not self._busy:
            self._busy = True
            asyncio.get_running_loop().call_soon(self._next_batch)

    def _next_batch(self) -> None:
        batch = self._queue[:BATCH]
        del self._queue[:BATCH]
        try:
            self._answer(batch)
        except Exception:  # the queue of a hall must survive whatever one command does
            self._fail(batch, "internal", id=log_with_id("batch failed"))
            self._rest()

    def _answer(self, batch: list[Asked]) -> None:
        decided = [(asked, outcome) for asked in batch if (outcome := self._decide(asked)) is not None]
        if not decided:
            return self._rest()
        answers = [remembered(asked, outcome, self._ahead.seq) for asked, outcome in decided]
        accepted = [Accepted(outcome, answer) for (_, outcome), answer in zip(decided, answers, strict=True)]
        write = partial(self._store.write, self._store.prepare(self.scope, accepted))
        told = partial(self._committed, decided, answers)
        self._store.writer.do(write, told, asyncio.get_running_loop())

    def _committed(self, decided: Decided, answers: list[Answered], error: Exception | None) -> None:
        batch = [asked for asked, _ in decided]
        try:
            if error is None:
                self._saved(decided, answers)
            else:
                self._not_saved(batch, error)
        except Exception:
            self._fail(batch, "internal", id=log_with_id("batch failed"))
        self._rest()

    def _rest(self) -> None:
        self._busy = False
        self._go_on()
        if self._at_rest is not None and not self._busy and not self._at_rest.done():
            self._at_rest.set_result(None)

    def _decide(self, asked: Asked) -> Outcome | None:
        try:
            outcome = self._granted(asked)
        except (Refused, TooMuch) as refused:
            self._settle(asked, Rejected(cmd_id=asked.cmd_id, code=refused.code, params=refused.params))
            return None
        except Exception:
            id = log_with_id(f"{asked.cmd_id} failed")
            self._settle(asked, Rejected(cmd_id=asked.cmd_id, code="internal", params={"id": id}))
            return None
        self._ahead.apply(outcome)
        return outcome

    def _granted(self, asked: Asked) -> Outcome:
        if isinstance(asked.wish, Event):
            return self._arrived(asked.wish)
        actor = resolved(self._ahead, asked.actor)
        return self._allowances.granted(self._ahead, asked.wish, actor, self._clock())

    def _arrived(self, event: Event) -> Event:
        """Raises Refused where it was made of another state than this, and would undo what came meanwhile."""
        before = {ref(entity): entity for entity in event.before}
        if any(self._ahead.lookup(at) != before.get(at) for at in (*map(ref, event.puts), *event.drops)):
            raise Refused("stale")
        if any(voting.open for voting in self._ahead.all(Voting)):
            raise Refused("voting_open")
        return event.model_copy(update={"seq": self._ahead.seq + 1, "at": self._clock()})

    def _saved(self, decided: Decided, answers: list[Answered]) -> None:
        self._problem_is(None)
        for (_, outcome), given in zip(decided, answers, strict=True):
            self.state.apply(outcome)
            if not isinstance(outcome, KeptDrafts):  # keeping the same drafts twice harms nobody
                self._answers[given.key] = given
            if isinstance(outcome, Unsealed):
                self._forget_ballots(outcome)
        events = [event for _, outcome in decided if (event := event_of(outcome)) is not None]
        if events:
            self._tell(self.broadcast.add(events, self.state))
        for (asked, _), given in zip(decided, answers, strict=True):
            self._settle(asked, Ack(cmd_id=asked.cmd_id, seq=given.seq, version=given.version))
        self.presence_changed()

    def _forget_ballots(self, closed: Unsealed) -> None:
        ids = {entity.id for entity in closed.event.puts}
        self._answers = {id: a for id, a in self._answers.items() if a.voting_id not in ids}

    def _not_saved(self, batch: list[Asked], error: Exception) -> None:
        if not isinstance(error, StorageProblem):
            return self._fail(batch, "internal", id=log_with_id("batch failed", error))
        log.error("not saved: %s", error)
        self._problem_is(error.code)
        self._fail(batch, "not_saved")

    def _problem_is(self, code: str | None) -> None:
        if self.problem != code:
            self.problem = code
            self.presence_changed()

    def _fail(self, batch: list[Asked], code: str, **params: str | int) -> None:
        self._ahead = self.state.copy()
        for asked in batch:
            self._settle(asked, Rejected(cmd_id=asked.cmd_id, code=code, params=params))

    def _settle(self, asked: Asked, answer: Answer) -> None:
        for told in self._pending.pop(asked.key, ()):
            told(answer)

    # --- telling ---

    def _tell(self, frames: dict[Viewer, Frame]) -> None:
        behind = False
        for reader in self.readers:
            if not reader.behind:
                reader.deliver(frames[reader.viewer])
            behind |= reader.behind
        if behind:
            self._catch_up()

    def _catch_up(self) -> None:
        for reader in (r for r in self.readers if r.behind and isinstance(r, SocketReader)):
            if reader.drained:
                reader.behind = False
                for frame in self.refresh(reader.viewer):
                    reader.deliver(frame)
            else:
                self._look_soon()

    def refresh(self, viewer: Viewer) -> list[Frame]:
        """Sends a reader to a snapshot, and tells what came after it."""
        made = self.broadcast.snapshot(self.state, viewer)
        message = Refresh(epoch=self.epoch, seq=made.seq, snapshot=self.snapshot_path(viewer, made.seq))
        after = self.broadcast.since(self.epoch, made.seq, viewer) if made.seq < self.state.seq else None
        return [Frame(message.model_dump_json().encode()), *([after] if after else [])]

    def snapshot_path(self, viewer: Viewer, seq: int) -> str:
        return f"/live/{self.state.workshop.code}/snapshot/{viewer}/{self.epoch}-{seq}.json"

    def tell_addresses(self, frames: dict[Viewer, Frame]) -> None:
        """The laptop is reached elsewhere now, or the codes name another of its addresses."""
        self.addresses = frames
        for reader in self.readers:
            reader.deliver(frames[reader.viewer])

    # --- presence ---

    def add(self, reader: Reader) -> None:
        self.readers.add(reader)
        if self.watches_presence(reader):
            self._watching.add(reader)
        self.presence_changed()

    def remove(self, reader: Reader) -> None:
        self.readers.discard(reader)
        self._watching.discard(reader)
        self.presence_changed()

    def presence_changed(self) -> None:
        """Tells those who look at presence, soon and together."""
        if self._watching:
            self._look_soon()

    def _look_soon(self) -> None:
        if not self._look_due:
            self._look_due = True
            asyncio.get_running_loop().call_later(PRESENCE_SECONDS, self._look)

    def _look(self) -> None:
        self._look_due = False
        self._watching = {reader for reader in self._watching if self.watches_presence(reader)}
        frames = {viewer: self.presence(viewer) for viewer in {reader.viewer for reader in self._watching}}
        for reader in self._watching:
            if not reader.behind:
                reader.deliver(frames[reader.viewer])
        self._catch_up()

    def presence(self, viewer: Viewer) -> Frame:
        return presence(self.state, list(self.readers), viewer, self.problem, self._most_here)

    def watches_presence(self, reader: Reader) -> bool:
        """Moderators, stages, and phones that have yet to choose a table."""
        if reader.role != "participant":
            return True
        return self.state.find(Participant, reader.actor.participant_id) is None

    def people(self) -> int:
        """Participants connected now."""
        ids = {r.actor.participant_id for r in self.readers if r.role == "participant"}
        return sum(self.state.find(Participant, id) is not None for id in ids)

    def forget_silent(self, now: float, seconds: float) -> None:
        """Takes polling devices off the list that have not asked for so long."""
        for reader in [r for r in self.readers if isinstance(r, PollReader)]:
            if now - reader.last_seen > seconds:
                self.remove(reader)

    def answer_waiting(self) -> None:
        """Answers all who wait for news over HTTP, though there is none."""
        for reader in self.readers:
            if isinstance(reader, PollReader):
                reader.bell.set()

    async def close(self) -> None:
        """Takes in no more, and waits for the commit under way. What waits behind it is sent again."""
        self.closed = True
        waiting, self._queue = self._queue, []
        if self._busy:
            self._at_rest = asyncio.get_running_loop().create_future()
            await self._at_rest
        self._fail(waiting, "not_saved")
