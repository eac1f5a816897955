"""Load, commit, since: with `loading` and `writing` the only code that reads and writes the tables."""

from __future__ import annotations

import contextlib
import secrets
from asyncio import AbstractEventLoop
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection, Engine, PoolProxiedConnection, delete, select
from sqlalchemy.event import listen
from sqlalchemy.exc import DatabaseError

from facilitation.events import Event
from facilitation.history import KEPT
from facilitation.state import State
from storage.ballot_box import answered_ballots
from storage.columns import core
from storage.database import FileIdentity, checkpoint_wal
from storage.errors import problem
from storage.loading import loaded
from storage.receipts import Answered as Answered
from storage.statements import BoundStatement, inserting
from storage.tables import NOUNS, SettingRow
from storage.writer import Writer
from storage.writing import JOURNAL, StatementSet
from storage.writing import Accepted as Accepted

_SETTING = core(SettingRow)


class Transaction(NamedTuple):
    """What is written together. `traces`: it deletes what nobody must find in the files afterwards."""

    statements: tuple[BoundStatement, ...]
    traces: bool


class Store:
    """Synchronous. Rooms commit through `writer`, all of them through the same."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.writer = Writer()
        self._file = FileIdentity(engine)
        self._keys_in_log = True  # a run that was killed may have left some
        self._statements = StatementSet(engine.dialect)
        # Kept open for the commits: taking one from the pool each time costs a third of a commit.
        self._writing: PoolProxiedConnection | None = None
        # An engine that is disposed of closes only what lies in its pool.
        listen(engine, "engine_disposed", lambda _: self._discard_connection())

    # --- writing ---

    def commit(self, room_id: str, batch: Sequence[Accepted]) -> None:
        """Journal, tables and answers of a whole batch in one transaction. Raises StorageProblem."""
        self.write(self.prepare(room_id, batch))

    def enqueue_commit(
        self, transaction: Transaction, on_done: Callable[[Exception | None], object], loop: AbstractEventLoop
    ) -> None:
        """Writes what was prepared in its turn behind those of all rooms, perhaps in another thread.

        `on_done` is called in the loop's thread, perhaps at once, with what was raised, or None. What leaves
        traces goes to the thread: it may be a conference's ballots, and the log is emptied after it.
        """
        self.writer.do(partial(self.write, transaction), on_done, loop, apart=transaction.traces)

    def prepare(self, room_id: str, batch: Sequence[Accepted]) -> Transaction:
        """What `commit` would write, to be written later, perhaps in another thread."""
        traces = any(accepted.decision.leaves_traces for accepted in batch)
        return Transaction(tuple(self._statements.statements(room_id, batch)), traces)

    def deletion(self, room_id: str, settings: Sequence[str] = ()) -> Transaction:
        """What takes a workshop or dialogue out of the file, with its journal and all that was kept of it.

        To be written like any other transaction. Backups that were made before keep it.
        """
        return Transaction(tuple(self._statements.deletion(room_id, settings)), traces=True)

    def write(self, transaction: Transaction) -> None:
        """Raises StorageProblem; then nothing of it is on disk."""
        try:
            connection = self._writing = self._writing or self.engine.raw_connection()
            # Closed: the traceback of an error would keep an open cursor alive, and with it the file's lock.
            with contextlib.closing(connection.cursor()) as cursor:
                for statement in transaction.statements:
                    cursor.executemany(*statement)
            self._file.check()
            connection.commit()
        except BaseException as error:
            self._discard_connection()  # and with it of all that was not committed
            if isinstance(error, self.engine.dialect.loaded_dbapi.Error):
                raise problem(error) from error
            raise
        self._forget(transaction.traces)

    def _forget(self, traces: bool) -> None:
        """Empties the write-ahead log, which still holds the deleted ballots' keys, and drafts.

        Where that fails, because somebody reads or the disk is full, it is tried again after the
        next commit: this one is on disk, so it must not be called failed.
        """
        self._keys_in_log |= traces
        if self._keys_in_log:
            with contextlib.suppress(DatabaseError):
                self._keys_in_log = not checkpoint_wal(self.engine)

    def close(self) -> None:
        """Waits for the commit under way, then lets go of the database."""
        self.writer.shutdown()
        self.engine.dispose()

    def _discard_connection(self) -> None:
        """Gives the writing connection up; the next commit opens another, on the file that is there then."""
        if self._writing is not None:
            with contextlib.suppress(DatabaseError):
                self._writing.invalidate()
                self._writing.close()
            self._writing = None

    # --- reading ---

    def load(self, room_id: str) -> State:
        """The committed state of one room, with the moderators' history, and with a name of its own for
        what is changed in it from here on. Raises StorageProblem."""
        try:
            with self.engine.connect() as connection:
                return self._load(connection, room_id)
        except DatabaseError as error:
            raise problem(error) from error

    def _load(self, connection: Connection, room_id: str) -> State:
        state = loaded(connection, room_id)
        state.opening = secrets.token_hex(8)
        query = select(JOURNAL.c.event).where(JOURNAL.c.room_id == room_id)
        recent = connection.execute(query.order_by(JOURNAL.c.seq.desc()).limit(KEPT * 10))
        for (data,) in reversed(recent.all()):
            event = Event.model_validate_json(data)
            state.seq = event.seq
            state.history.note(event)
        return state

    def journal(self, room_id: str, after: int = 0, limit: int | None = None) -> list[Event]:
        """The events after a seq, oldest first."""
        query = select(JOURNAL.c.event).where(JOURNAL.c.room_id == room_id, JOURNAL.c.seq > after)
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(JOURNAL.c.seq).limit(limit)).all()
        return [Event.model_validate_json(data) for (data,) in rows]

    def answers(self, room_id: str) -> list[Answered]:
        """All remembered answers of a room."""
        known = JOURNAL.c.room_id == room_id, JOURNAL.c.cmd_id.is_not(None)
        events = select(JOURNAL.c.cmd_id, JOURNAL.c.seq, JOURNAL.c.version).where(*known)
        with self.engine.connect() as connection:
            found = [Answered(*row) for row in connection.execute(events)]
            return found + answered_ballots(connection, room_id)

    def codes(self) -> dict[str, str]:
        """Join code -> room of every workshop."""
        with self.engine.connect() as connection:
            return dict(
                connection.execute(select(NOUNS["workshop"].c.code, NOUNS["workshop"].c.room_id)).all()
            )

    def room_ids(self, kind: str) -> list[str]:
        """The rooms of all dialogues ("dialogue") or workshops ("workshop"), newest first."""
        table = NOUNS[kind].c
        with self.engine.connect() as connection:
            return [s for (s,) in connection.execute(select(table.room_id).order_by(table.created_at.desc()))]

    # --- settings ---

    def setting(self, name: str) -> str | None:
        with self.engine.connect() as connection:
            found = connection.execute(select(_SETTING.c.value).where(_SETTING.c.name == name)).scalar()
        return None if found is None else str(found)

    def set_setting(self, name: str, value: str) -> None:
        statement = inserting(_SETTING, self.engine.dialect).values(name=name, value=value)
        with self.engine.begin() as connection:
            connection.execute(
                statement.on_conflict_do_update(index_elements=["name"], set_={"value": value})
            )

    def get_or_create(self, name: str, fresh: str) -> str:
        """A setting that is made once and lives as long as the database, whoever asks first."""
        with self.engine.begin() as connection:
            connection.execute(
                inserting(_SETTING, self.engine.dialect)
                .values(name=name, value=fresh)
                .on_conflict_do_nothing()
            )
        return self.setting(name) or fresh

    def forget_settings(self, names: Sequence[str]) -> None:
        """Overwritten in the file, and out of the write-ahead log."""
        with self.engine.begin() as connection:
            gone = connection.execute(delete(_SETTING).where(_SETTING.c.name.in_(names)))
        if gone.rowcount:
            checkpoint_wal(self.engine)
