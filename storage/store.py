"""Load, commit, since: the only code that reads and writes the tables."""

from __future__ import annotations

import contextlib
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError

from facilitation.events import Event, KeptDrafts, Outcome, SealedBallot, Unsealed, ends_drafts
from facilitation.history import KEPT
from facilitation.model import Entity
from facilitation.state import State
from storage.database import Place, emptied_log
from storage.errors import StorageProblem, problem
from storage.loading import loaded
from storage.tables import (
    TABLES,
    BallotCommandRow,
    DraftRow,
    JournalRow,
    SealedBallotRow,
    SessionRow,
    SettingRow,
    TurnCountRow,
    core,
)

# SQLAlchemy's own tables: a batch of core statements is several times faster than the ORM, and
# its columns are typed.
_NOUNS = {kind: core(row) for kind, row in TABLES.items()}
_JOURNAL, _COMMAND, _SEALED = core(JournalRow), core(BallotCommandRow), core(SealedBallotRow)
_SESSION, _SETTING = core(SessionRow), core(SettingRow)
_DRAFT, _TURNS = core(DraftRow), core(TurnCountRow)


class Answered(NamedTuple):
    """What a command was answered with. `voting_id` only for ballots."""

    cmd_id: str
    seq: int
    version: int | None
    voting_id: str | None = None


class Accepted(NamedTuple):
    """One command of a batch: what came of it, and the answer to remember."""

    outcome: Outcome
    answered: Answered | None


class Store:
    """Synchronous. Rooms commit through `writer`, one thread for all of them: SQLite has one
    writer anyway, and one connection keeps its cache warm."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.writer = ThreadPoolExecutor(1, "writer")
        dialect: Any = sqlite if engine.dialect.name == "sqlite" else postgresql
        self._upsert = dialect.insert
        self._place = Place(engine)
        self._keys_in_log = True  # a run that was killed may have left some
        # Built once: building such a statement costs more than executing it.
        self._puts = {kind: self._put_statement(table) for kind, table in _NOUNS.items()}
        self._journalled = insert(_JOURNAL)
        # Kept open for the commits: taking one from the pool each time costs a third of a commit.
        self._writing: Connection | None = None

    # --- writing ---

    def commit(self, scope: str, batch: Sequence[Accepted]) -> None:
        """Journal, tables and answers of a whole batch in one transaction. Raises StorageProblem."""
        try:
            connection = self._writing = self._writing or self.engine.connect()
            with connection.begin():
                self._write(connection, scope, batch)
                self._place.check()
        except DatabaseError as error:
            self._let_go()
            raise problem(error) from error
        except StorageProblem:
            self._let_go()
            raise
        self._forget(any(isinstance(accepted.outcome, Unsealed) for accepted in batch))

    def _write(self, connection: Connection, scope: str, batch: Sequence[Accepted]) -> None:
        changes: dict[tuple[str, str], Entity | None] = {}
        journal = []
        for outcome, answered in batch:
            if isinstance(outcome, SealedBallot):
                self._seal(connection, scope, outcome, answered)
                continue
            if isinstance(outcome, KeptDrafts):
                self._keep(connection, scope, outcome)
                continue
            event = outcome.event if isinstance(outcome, Unsealed) else outcome
            changes.update({(e.type, e.id): e for e in event.puts})
            changes.update(dict.fromkeys(event.drops))
            if isinstance(outcome, Unsealed):
                changes.update({("ballot", b.id): b for b in outcome.ballots})
            journal.append(_journal_row(scope, event, answered))
        self._apply(connection, scope, changes)
        if journal:
            connection.execute(self._journalled, journal)
        for outcome, _ in batch:
            if isinstance(outcome, Unsealed):
                self._unseal(connection, scope, outcome)
            elif isinstance(outcome, Event) and ends_drafts(outcome):
                connection.execute(delete(_DRAFT).where(_DRAFT.c.scope == scope))

    def _apply(
        self, connection: Connection, scope: str, changes: dict[tuple[str, str], Entity | None]
    ) -> None:
        puts: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for (kind, id), entity in changes.items():
            if entity is None:
                table = _NOUNS[kind]
                connection.execute(delete(table).where(table.c.id == id, table.c.scope == scope))
            else:
                puts[kind].append({**entity.model_dump(mode="json", exclude={"type"}), "scope": scope})
        for kind, rows in puts.items():
            connection.execute(self._puts[kind], rows)

    def _put_statement(self, table: Table) -> Any:
        """Insert or update. Ids are made by devices: the same one in another scope is another row."""
        statement = self._upsert(table)
        columns = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in ("id", "scope")}
        return statement.on_conflict_do_update(index_elements=["id", "scope"], set_=columns)

    def _seal(
        self, connection: Connection, scope: str, sealed: SealedBallot, answered: Answered | None
    ) -> None:
        row = {
            "key": sealed.key,
            "scope": scope,
            "voting_id": sealed.ballot.voting_id,
            "ballot": sealed.ballot.model_dump(mode="json"),
            "way": sealed.way,
        }
        statement = self._upsert(_SEALED).values(row)
        changed = {"ballot": statement.excluded.ballot}
        put = statement.on_conflict_do_update(index_elements=["key"], set_=changed)
        connection.execute(delete(_SEALED).where(_SEALED.c.key == sealed.key) if sealed.gone else put)
        if sealed.turn_of is not None:
            self._count_turn(connection, scope, sealed.ballot.voting_id, sealed.turn_of)
        if answered is not None:
            kept = {"cmd_id": answered.cmd_id, "seq": answered.seq, "voting_id": sealed.ballot.voting_id}
            connection.execute(insert(_COMMAND), [{"scope": scope, **kept}])

    def _keep(self, connection: Connection, scope: str, kept: KeptDrafts) -> None:
        at = _DRAFT.c.scope == scope, _DRAFT.c.participant_id == kept.participant_id
        connection.execute(delete(_DRAFT).where(*at))
        if kept.drafts:
            connection.execute(insert(_DRAFT), [{"scope": scope, **kept.model_dump()}])

    def _count_turn(self, connection: Connection, scope: str, voting_id: str, participant_id: str) -> None:
        statement = self._upsert(_TURNS).values(
            scope=scope, voting_id=voting_id, participant_id=participant_id, turns=1
        )
        one_more = {"turns": _TURNS.c.turns + 1}
        index = ["scope", "voting_id", "participant_id"]
        connection.execute(statement.on_conflict_do_update(index_elements=index, set_=one_more))

    def _unseal(self, connection: Connection, scope: str, unsealed: Unsealed) -> None:
        ids = [e.id for e in unsealed.event.puts]
        for table in (_SEALED, _COMMAND, _TURNS):
            connection.execute(delete(table).where(table.c.scope == scope, table.c.voting_id.in_(ids)))

    def _forget(self, unsealed: bool) -> None:
        """Empties the write-ahead log, which still holds the deleted ballots' keys.

        Where that fails, because somebody reads or the disk is full, it is tried again after the
        next commit: this one is on disk, so it must not be called failed.
        """
        self._keys_in_log |= unsealed
        if self._keys_in_log:
            with contextlib.suppress(DatabaseError):
                self._keys_in_log = not emptied_log(self.engine)

    def close(self) -> None:
        """Waits for the commit under way, then lets go of the database."""
        self.writer.shutdown()
        self._let_go()
        self.engine.dispose()

    def _let_go(self) -> None:
        """Gives the writing connection up; the next commit opens another, on the file that is there then."""
        if self._writing is not None:
            with contextlib.suppress(DatabaseError):
                self._writing.invalidate()
                self._writing.close()
            self._writing = None

    # --- reading ---

    def load(self, scope: str) -> State:
        """The committed state of one scope, with the moderators' history. Raises StorageProblem."""
        try:
            with self.engine.connect() as connection:
                return self._load(connection, scope)
        except DatabaseError as error:
            raise problem(error) from error

    def _load(self, connection: Connection, scope: str) -> State:
        state = loaded(connection, scope)
        query = select(_JOURNAL.c.event).where(_JOURNAL.c.scope == scope)
        recent = connection.execute(query.order_by(_JOURNAL.c.seq.desc()).limit(KEPT * 10))
        for (data,) in reversed(recent.all()):
            event = Event.model_validate_json(data)
            state.seq = event.seq
            state.history.note(event)
        return state

    def journal(self, scope: str, after: int = 0, limit: int | None = None) -> list[Event]:
        """The events after a seq, oldest first."""
        query = select(_JOURNAL.c.event).where(_JOURNAL.c.scope == scope, _JOURNAL.c.seq > after)
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(_JOURNAL.c.seq).limit(limit)).all()
        return [Event.model_validate_json(data) for (data,) in rows]

    def answers(self, scope: str) -> list[Answered]:
        """All remembered answers of a scope."""
        known = _JOURNAL.c.scope == scope, _JOURNAL.c.cmd_id.is_not(None)
        events = select(_JOURNAL.c.cmd_id, _JOURNAL.c.seq, _JOURNAL.c.version).where(*known)
        ballots = select(_COMMAND.c.cmd_id, _COMMAND.c.seq, _COMMAND.c.voting_id)
        with self.engine.connect() as connection:
            found = [Answered(*row) for row in connection.execute(events)]
            cast = connection.execute(ballots.where(_COMMAND.c.scope == scope))
            return found + [Answered(id, seq, None, voting) for id, seq, voting in cast]

    def codes(self) -> dict[str, str]:
        """Join code -> scope of every workshop."""
        with self.engine.connect() as connection:
            return dict(
                connection.execute(select(_NOUNS["workshop"].c.code, _NOUNS["workshop"].c.scope)).all()
            )

    def scopes(self, kind: str) -> list[str]:
        """The scopes of all dialogues ("dialogue") or workshops ("workshop"), newest first."""
        table = _NOUNS[kind].c
        with self.engine.connect() as connection:
            return [s for (s,) in connection.execute(select(table.scope).order_by(table.created_at.desc()))]

    # --- settings and sessions ---

    def setting(self, name: str) -> str | None:
        with self.engine.connect() as connection:
            found = connection.execute(select(_SETTING.c.value).where(_SETTING.c.name == name)).scalar()
        return None if found is None else str(found)

    def set_setting(self, name: str, value: str) -> None:
        statement = self._upsert(_SETTING).values(name=name, value=value)
        with self.engine.begin() as connection:
            connection.execute(
                statement.on_conflict_do_update(index_elements=["name"], set_={"value": value})
            )

    def add_session(self, token: str, expires_at: int) -> None:
        """Remembers a moderator's browser by a hash of its cookie."""
        with self.engine.begin() as connection:
            connection.execute(insert(_SESSION), [{"token_hash": _hash(token), "expires_at": expires_at}])

    def session_holds(self, token: str, now: int) -> bool:
        query = select(func.count()).where(
            _SESSION.c.token_hash == _hash(token),
            _SESSION.c.expires_at > now,
        )
        with self.engine.connect() as connection:
            return bool(connection.execute(query).scalar())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _journal_row(scope: str, event: Event, answered: Answered | None) -> dict[str, Any]:
    return {
        "scope": scope,
        "seq": event.seq,
        "at": event.at,
        "name": event.name,
        "event": event.model_dump_json(),
        "cmd_id": answered.cmd_id if answered else None,
        "version": answered.version if answered else None,
    }
