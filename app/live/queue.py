"""The commands of one room: decided in order, committed in groups, answered after the commit.

What arrives while a batch is being committed forms the next batch; there is no timer, and no task.
`pending` is the state with the batch under way; the feed holds what is on disk. If a commit fails,
`pending` goes back to that and the senders are told.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from app.live.allowances import Allowances, TooMuch, is_joining
from app.live.entrance import Entrance
from app.live.feed import Feed
from app.live.protocol import Ack, Rejected
from app.live.stretching import Stretching, short_secrets
from app.live.submission import (
    Granted,
    OnReply,
    Refusal,
    Reply,
    Submission,
    log,
    log_with_id,
    never,
    receipt_of,
    resolved,
    submission_key,
    takes_long,
)
from facilitation.commands import Command
from facilitation.errors import Refused
from facilitation.events import Actor, Decision, Event, ref_of
from facilitation.model import Voting
from storage.errors import StorageProblem
from storage.store import Accepted, Store, Transaction

BATCH = 500  # commands committed together at most, so that one flood cannot hold the disk


class Decided(NamedTuple):
    """What became of a batch. `transaction`: None where nothing was granted."""

    granted: list[Granted]
    refused: list[Refusal]
    transaction: Transaction | None


class CommandQueue:
    """All methods belong to the event loop; only commits and long decisions may run in a thread."""

    def __init__(self, store: Store, feed: Feed, clock: Callable[[], int]) -> None:
        self.closed = False
        self._room_id = feed.room_id
        self._store = store
        self._feed = feed
        self._clock = clock
        self._pending = feed.committed.copy()
        self._receipts = {receipt.key: receipt for receipt in store.answers(feed.room_id)}
        self._unanswered: dict[str, Submission] = {}
        self._queue: list[Submission] = []
        self._allowances = Allowances()
        self._entrance = Entrance(self._enqueue, self._turn_away)
        self._stretching = Stretching(self._stretched, self._turn_away)
        self._busy = False  # with a batch, from its first command until all are answered
        self._idle: asyncio.Future[None] | None = None

    def ask(
        self,
        cmd_id: str,
        command: Command | Event,
        actor: Actor,
        on_reply: OnReply,
        gone: Callable[[], bool] = never,
    ) -> None:
        """Queues a command, or an event from an archive, which needs only its number.

        `on_reply` is called with the answer once it is on disk, or refused. Asked twice, done once. `gone`:
        whether who asked has left meanwhile; what must wait long is not done for them.
        """
        key = submission_key(cmd_id, actor)
        if (same := self._unanswered.get(key)) is not None:
            same.on_reply.append(on_reply)
        elif (receipt := self._receipts.get(key)) is not None:
            on_reply(Ack(cmd_id=cmd_id, seq=receipt.seq, version=receipt.version))
        elif self.closed:
            on_reply(Rejected(cmd_id=cmd_id, code="not_saved"))
        else:
            submission = Submission(cmd_id, command, actor, key, [on_reply], gone)
            self._unanswered[key] = submission
            self._way_in(submission)(submission)

    def _way_in(self, submission: Submission) -> Callable[[Submission], None]:
        if is_joining(submission.command, submission.actor):
            return self._entrance.come
        return self._stretching.come if short_secrets(submission.command) else self._enqueue

    def _stretched(self, submission: Submission) -> None:
        self._unanswered[submission.key] = submission
        if self.closed:
            self._reject(submission, "not_saved", {})
        else:
            self._enqueue(submission)

    def _enqueue(self, submission: Submission) -> None:
        self._queue.append(submission)
        self._schedule_batch()

    def _turn_away(self, submission: Submission) -> None:
        self._reject(submission, "rate_limited", {})

    async def submit(self, cmd_id: str, command: Command | Event, actor: Actor) -> Reply:
        """Asks and waits. Who stops waiting stops nothing: the deed is done all the same."""
        answered: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()

        def on_reply(reply: Reply) -> None:
            if not answered.done():
                answered.set_result(reply)

        self.ask(cmd_id, command, actor, on_reply)
        return await answered

    async def close(self) -> None:
        """Takes in no more, and waits for the commit under way. What waits behind it is sent again."""
        self.closed = True
        waiting, self._queue = [*self._queue, *self._entrance.close()], []
        if self._busy:
            self._idle = asyncio.get_running_loop().create_future()
            await self._idle
        self._fail(waiting, "not_saved")

    # --- a batch ---

    def _schedule_batch(self) -> None:
        """The next batch is what will have arrived by the loop's next turn."""
        if self._queue and not self._busy:
            self._busy = True
            asyncio.get_running_loop().call_soon(self._next_batch)

    def _next_batch(self) -> None:
        batch = self._queue[:BATCH]
        del self._queue[:BATCH]
        try:
            self._commit(batch)
        except Exception:  # the queue of a hall must survive whatever one command does
            self._fail(batch, "internal", id=log_with_id("batch failed"))
            self._batch_done()

    def _commit(self, batch: list[Submission]) -> None:
        loop = asyncio.get_running_loop()
        if any(takes_long(self._pending, one.command) for one in batch):
            # Only the batch under way touches `pending`, so another thread may as well.
            deciding = loop.run_in_executor(None, self._decided, batch)
            deciding.add_done_callback(partial(self._decided_apart, batch))
        else:
            self._hand_over(self._decided(batch), loop)

    def _decided_apart(self, batch: list[Submission], deciding: asyncio.Future[Decided]) -> None:
        try:
            self._hand_over(deciding.result(), deciding.get_loop())
        except Exception:
            self._fail(batch, "internal", id=log_with_id("batch failed"))
            self._batch_done()

    def _hand_over(self, decided: Decided, loop: asyncio.AbstractEventLoop) -> None:
        """To the writer, and what was refused to its senders."""
        for refusal in decided.refused:
            self._reject(*refusal)
        if decided.transaction is None:
            return self._batch_done()
        self._store.enqueue_commit(decided.transaction, partial(self._committed, decided.granted), loop)

    def _committed(self, granted: list[Granted], error: Exception | None) -> None:
        try:
            if error is None:
                self._saved(granted)
            else:
                self._not_saved(granted, error)
        except Exception:
            self._fail([one.submission for one in granted], "internal", id=log_with_id("batch failed"))
        self._batch_done()

    def _batch_done(self) -> None:
        self._busy = False
        self._schedule_batch()
        if self._idle is not None and not self._busy and not self._idle.done():
            self._idle.set_result(None)

    # --- deciding ---

    def _decided(self, batch: list[Submission]) -> Decided:
        """May run in another thread, so it answers nobody."""
        outcomes = [self._decide(submission) for submission in batch]
        granted = [one for one in outcomes if isinstance(one, Granted)]
        refused = [one for one in outcomes if isinstance(one, Refusal)]
        entries = [Accepted(one.decision, one.receipt) for one in granted]
        return Decided(granted, refused, self._store.prepare(self._room_id, entries) if granted else None)

    def _decide(self, submission: Submission) -> Granted | Refusal:
        """What is granted is in `pending` from here on."""
        try:
            decision = self._decision(submission)
        except (Refused, TooMuch) as refused:
            return Refusal(submission, refused.code, refused.params)
        except Exception:
            return Refusal(submission, "internal", {"id": log_with_id(f"{submission.cmd_id} failed")})
        self._pending.apply(decision)
        return Granted(submission, decision, receipt_of(submission, decision, self._pending.seq))

    def _decision(self, submission: Submission) -> Decision:
        if isinstance(submission.command, Event):
            return Decision(self._arrived(submission.command))
        actor = resolved(self._pending, submission.actor)
        return self._allowances.granted(self._pending, submission.command, actor, self._clock())

    def _arrived(self, event: Event) -> Event:
        """Raises Refused where it was made of another state than this, and would undo what came meanwhile."""
        before = {ref_of(entity): entity for entity in event.before}
        touched = (*map(ref_of, event.puts), *event.drops)
        if any(self._pending.lookup(ref) != before.get(ref) for ref in touched):
            raise Refused("stale")
        if any(voting.open for voting in self._pending.all(Voting)):
            raise Refused("voting_open")
        return event.model_copy(update={"seq": self._pending.seq + 1, "at": self._clock()})

    # --- answering ---

    def _saved(self, granted: list[Granted]) -> None:
        self._feed.report_problem(None)
        for _, decision, receipt in granted:
            if decision.drafts is None:  # keeping the same drafts twice harms nobody
                self._receipts[receipt.key] = receipt
            if decision.opened is not None:
                self._forget_ballots(decision.opened.voting_id)
        self._feed.publish([one.decision for one in granted])
        for submission, _, receipt in granted:
            self._reply(submission, Ack(cmd_id=submission.cmd_id, seq=receipt.seq, version=receipt.version))

    def _forget_ballots(self, voting_id: str) -> None:
        self._receipts = {key: r for key, r in self._receipts.items() if r.voting_id != voting_id}

    def _not_saved(self, granted: list[Granted], error: Exception) -> None:
        batch = [one.submission for one in granted]
        if not isinstance(error, StorageProblem):
            return self._fail(batch, "internal", id=log_with_id("batch failed", error))
        log.error("not saved: %s", error)
        self._feed.report_problem(error.code)
        self._fail(batch, "not_saved")

    def _fail(self, batch: list[Submission], code: str, **params: str | int) -> None:
        self._pending = self._feed.committed.copy()
        for submission in batch:
            self._reject(submission, code, params)

    def _reject(self, submission: Submission, code: str, params: dict[str, str | int]) -> None:
        self._reply(submission, Rejected(cmd_id=submission.cmd_id, code=code, params=params))

    def _reply(self, submission: Submission, reply: Reply) -> None:
        """Once: what broke while a batch was being answered may lead here again."""
        if self._unanswered.get(submission.key) is submission:
            del self._unanswered[submission.key]
            for on_reply in submission.on_reply:
                on_reply(reply)
