"""One workshop, live: a queue of commands, group commit, and fan-out after the commit.

What arrives while a batch is being committed forms the next batch; there is no timer.
`ahead` is the state with the batch under way, `state` what is on disk. Readers only ever see
`state`; if a commit fails, `ahead` goes back to it and the senders are told.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable
from typing import NamedTuple

from app.live.broadcast import Broadcast, presence
from app.live.connection import Frame, PollReader, Reader, SocketReader
from app.live.protocol import Ack, Refresh, Rejected
from facilitation.commands import Command
from facilitation.errors import Refused
from facilitation.events import Actor, Event, KeptDrafts, Outcome, Role, SealedBallot, Unsealed
from facilitation.handlers import handle
from facilitation.model import Participant
from facilitation.visibility import Viewer
from storage.errors import StorageProblem
from storage.store import Accepted, Answered, Store

log = logging.getLogger(__name__)

Answer = Ack | Rejected

PRESENCE_SECONDS = 0.5
BATCH = 500  # commands committed together at most, so that one flood cannot hold the disk


class Asked(NamedTuple):
    """A command in the queue, and the promise to answer it."""

    cmd_id: str
    command: Command
    actor: Actor
    answer: asyncio.Future[Answer]


class Room:
    """All methods belong to the event loop; only the commit runs in a thread."""

    def __init__(self, scope: str, store: Store, epoch: str, clock: Callable[[], int]) -> None:
        self.scope = scope
        self.epoch = epoch
        self.problem: str | None = None
        self.readers: set[Reader] = set()
        self._store = store
        self._clock = clock
        self.state = store.load(scope)
        self._ahead = self.state.copy()
        self._answers = {answer.cmd_id: answer for answer in store.answers(scope)}
        self._pending: dict[str, asyncio.Future[Answer]] = {}
        self._queue: asyncio.Queue[Asked] = asyncio.Queue()
        self.broadcast = Broadcast(epoch, self.state.seq)
        self.addresses: dict[Viewer, Frame] = {}
        self._presence_due = False
        self._committing = asyncio.Lock()  # an archive may come in between two batches
        self._tasks = [asyncio.create_task(self._work(), name=f"room {scope}")]

    # --- asking ---

    def ask(self, cmd_id: str, command: Command, actor: Actor) -> asyncio.Future[Answer]:
        """Queues a command. Its answer comes once it is on disk, or refused. Asked twice, done once."""
        if cmd_id in self._pending:
            return self._pending[cmd_id]
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        known = self._answers.get(cmd_id)
        if known is not None:
            answer.set_result(Ack(cmd_id=cmd_id, seq=known.seq, version=known.version))
        else:
            self._pending[cmd_id] = answer
            self._queue.put_nowait(Asked(cmd_id, command, actor, answer))
        return answer

    async def submit(self, cmd_id: str, command: Command, actor: Actor) -> Answer:
        """Asks and waits. Shielded: one impatient asker must not cancel another's answer, or the deed."""
        return await asyncio.shield(self.ask(cmd_id, command, actor))

    async def _work(self) -> None:
        while True:
            batch = [await self._queue.get()]
            while not self._queue.empty() and len(batch) < BATCH:
                batch.append(self._queue.get_nowait())
            try:
                async with self._committing:
                    await self._answer(batch)
            except Exception:  # the queue of a hall must survive whatever one command does
                self._fail(batch, "internal", id=_log_with_id("batch failed"))

    async def _answer(self, batch: list[Asked]) -> None:
        decided = [(asked, outcome) for asked in batch if (outcome := self._decide(asked)) is not None]
        if not decided:
            return
        answers = [_answered(asked, outcome, self._ahead.seq) for asked, outcome in decided]
        batch_of = [Accepted(outcome, answer) for (_, outcome), answer in zip(decided, answers, strict=True)]
        try:
            await self._commit(batch_of)
        except StorageProblem as found:
            return self._not_saved([asked for asked, _ in decided], found)
        self._saved(decided, answers)

    async def _commit(self, batch: list[Accepted]) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._store.writer, self._store.commit, self.scope, batch)

    async def take_in(self, made: Event) -> None:
        """Commits and tells an event made elsewhere, from an archive. Raises StorageProblem."""
        async with self._committing:
            event = made.model_copy(update={"seq": self.state.seq + 1})
            await self._commit([Accepted(event, None)])
            self.state.apply(event)
            self._ahead = self.state.copy()
        self._tell(self.broadcast.add([event], self.state))

    def _decide(self, asked: Asked) -> Outcome | None:
        at = self._clock()
        try:
            outcome = handle(self._ahead, asked.command, self._resolved(asked.actor), at)
        except Refused as refused:
            self._settle(asked, Rejected(cmd_id=asked.cmd_id, code=refused.code, params=refused.params))
            return None
        except Exception:
            id = _log_with_id(f"{asked.cmd_id} failed")
            self._settle(asked, Rejected(cmd_id=asked.cmd_id, code="internal", params={"id": id}))
            return None
        outcome = _numbered(outcome, self._ahead.seq + 1)
        self._ahead.apply(outcome)
        return outcome

    def _resolved(self, actor: Actor) -> Actor:
        """A newcomer whose joining is ahead in the queue is a participant by now."""
        if actor.role not in (Role.NEWCOMER, Role.PARTICIPANT):
            return actor
        known = self._ahead.find(Participant, actor.participant_id) is not None
        return actor.model_copy(update={"role": Role.PARTICIPANT if known else Role.NEWCOMER})

    def _saved(self, decided: list[tuple[Asked, Outcome]], answers: list[Answered]) -> None:
        self._problem_is(None)
        for _, outcome in decided:
            self.state.apply(outcome)
        for (asked, outcome), answered in zip(decided, answers, strict=True):
            if not isinstance(outcome, KeptDrafts):  # keeping the same drafts twice harms nobody
                self._answers[answered.cmd_id] = answered
            self._settle(asked, Ack(cmd_id=asked.cmd_id, seq=answered.seq, version=answered.version))
        for _, outcome in decided:
            if isinstance(outcome, Unsealed):
                self._forget_ballots(outcome)
        events = [event for _, outcome in decided if (event := _event(outcome)) is not None]
        if events:
            self._tell(self.broadcast.add(events, self.state))
        self.presence_changed()

    def _forget_ballots(self, closed: Unsealed) -> None:
        ids = {entity.id for entity in closed.event.puts}
        self._answers = {id: a for id, a in self._answers.items() if a.voting_id not in ids}

    def _not_saved(self, batch: list[Asked], found: StorageProblem) -> None:
        log.error("not saved: %s", found)
        self._problem_is(found.code)
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
        self._pending.pop(asked.cmd_id, None)
        if not asked.answer.done():
            asked.answer.set_result(answer)

    # --- telling ---

    def _tell(self, frames: dict[Viewer, Frame]) -> None:
        for reader in self.readers:
            if not reader.behind:
                reader.deliver(frames[reader.viewer])
        if any(reader.behind for reader in self.readers):
            self._catch_up()

    def _catch_up(self) -> None:
        for reader in self.readers:
            if reader.behind and isinstance(reader, SocketReader) and reader.drained:
                reader.behind = False
                reader.deliver(self.refresh(reader.viewer))

    def refresh(self, viewer: Viewer) -> Frame:
        """The frame that sends a reader to the snapshot of now."""
        made = self.broadcast.snapshot(self.state, viewer)
        message = Refresh(epoch=self.epoch, seq=made.seq, snapshot=self.snapshot_path(viewer, made.seq))
        return Frame(message.model_dump_json().encode())

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
        self.presence_changed()

    def remove(self, reader: Reader) -> None:
        self.readers.discard(reader)
        self.presence_changed()

    def presence_changed(self) -> None:
        """Tells those who look at presence, soon and together."""
        if not self._presence_due:
            self._presence_due = True
            asyncio.get_running_loop().call_later(PRESENCE_SECONDS, self._tell_presence)

    def _tell_presence(self) -> None:
        self._presence_due = False
        watching = [reader for reader in self.readers if self.watches_presence(reader)]
        frames = {viewer: self.presence(viewer) for viewer in {reader.viewer for reader in watching}}
        for reader in watching:
            if not reader.behind:
                reader.deliver(frames[reader.viewer])
        self._catch_up()

    def presence(self, viewer: Viewer) -> Frame:
        return presence(self.state, list(self.readers), viewer, self.problem)

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

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


def _event(outcome: Outcome) -> Event | None:
    if isinstance(outcome, SealedBallot | KeptDrafts):
        return None
    return outcome.event if isinstance(outcome, Unsealed) else outcome


def _numbered(outcome: Outcome, seq: int) -> Outcome:
    if isinstance(outcome, Unsealed):
        return outcome.model_copy(update={"event": outcome.event.model_copy(update={"seq": seq})})
    return outcome.model_copy(update={"seq": seq}) if isinstance(outcome, Event) else outcome


def _answered(asked: Asked, outcome: Outcome, seq: int) -> Answered:
    if isinstance(outcome, SealedBallot):
        return Answered(asked.cmd_id, seq, None, outcome.ballot.voting_id)
    if isinstance(outcome, KeptDrafts):
        return Answered(asked.cmd_id, seq, None)
    event = outcome.event if isinstance(outcome, Unsealed) else outcome
    return Answered(asked.cmd_id, event.seq, event.puts[0].version if event.puts else None)


def _log_with_id(message: str) -> str:
    """Logs the exception under way; the id is what the screen shows."""
    id = secrets.token_hex(4)
    log.exception("[%s] %s", id, message)
    return id
