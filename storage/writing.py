"""What a batch of accepted commands writes: journal, tables, answers.

The statements go to the driver as they are, put into its words once: what SQLAlchemy does
around every execution costs more CPU than the database's own work. Rows are bound where the
batch was decided, so that the writing thread has nothing to do but to hand them over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Dialect, Table, bindparam, delete, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from facilitation.events import Decision, Event, KeptDrafts, SealedBallot
from facilitation.model import Entity
from storage.tables import (
    TABLES,
    BallotCommandRow,
    DraftRow,
    JournalRow,
    SealedBallotRow,
    SettingRow,
    TurnCountRow,
    core,
)

NOUNS = {kind: core(row) for kind, row in TABLES.items()}
JOURNAL, COMMAND, SEALED = core(JournalRow), core(BallotCommandRow), core(SealedBallotRow)
DRAFT, TURNS, SETTING = core(DraftRow), core(TurnCountRow), core(SettingRow)

Changes = dict[tuple[str, str], Entity | None]


class Answered(NamedTuple):
    """What a command was answered with. `key`: of its sender and id. `voting_id` only for ballots."""

    key: str
    seq: int
    version: int | None
    voting_id: str | None = None


class Accepted(NamedTuple):
    """One command of a batch: what came of it, and the answer to remember."""

    decision: Decision
    answered: Answered | None


class Bound(NamedTuple):
    """A statement with its rows, as the driver's `executemany` takes them."""

    sql: str
    rows: list[Any]


class Prepared:
    """A statement that takes rows as SQLAlchemy would: by name, converted as the columns' types ask."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self._by_name = not dialect.positional
        self._names = list(compiled.binds if self._by_name else compiled.positiontup)
        processors = {
            name: bind.type.dialect_impl(dialect).bind_processor(dialect)
            for name, bind in compiled.binds.items()
        }
        self._converted = [(name, process) for name, process in processors.items() if process is not None]

    def bound(self, *rows: Mapping[str, Any]) -> Bound:
        return Bound(self._sql, [self._bound(row) for row in rows])

    def _bound(self, row: Mapping[str, Any]) -> Any:
        if len(row) != len(self._names):  # a field without a column would be lost without a word
            raise KeyError(*row.keys() ^ set(self._names))
        values = {name: row[name] for name in self._names}
        for name, process in self._converted:
            values[name] = process(values[name])
        return values if self._by_name else list(values.values())


class Writing:
    """Knows the statements of all tables."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._puts = {kind: self._put(table, "id", "scope") for kind, table in NOUNS.items()}
        self._drops = {kind: self._delete(table, "id", "scope") for kind, table in NOUNS.items()}
        self._journal = Prepared(insert(JOURNAL), dialect)
        self._seals = self._put(SEALED, "key", kept=("scope", "voting_id", "way"))
        self._breaks = self._delete(SEALED, "key")
        self._answers = Prepared(insert(COMMAND), dialect)
        self._turns = self._one_more_turn()
        self._closes = [self._delete(table, "voting_id", "scope") for table in (SEALED, COMMAND, TURNS)]
        self._draft = self._put(DRAFT, "scope", "participant_id")
        self._no_draft = self._delete(DRAFT, "scope", "participant_id")
        self._no_drafts = self._delete(DRAFT, "scope")
        scoped = [table for table in SQLModel.metadata.sorted_tables if "scope" in table.columns]
        self._nothing_left = [self._delete(table, "scope") for table in reversed(scoped)]
        self._no_setting = self._delete(SETTING, "name")

    def _insert(self, table: Table) -> Any:
        return (sqlite if self._dialect.name == "sqlite" else postgresql).insert(table)

    def _put(self, table: Table, *keys: str, kept: Sequence[str] = ()) -> Prepared:
        """Insert or update. Ids are made by devices: the same one in another scope is another row."""
        statement = self._insert(table)
        changed = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in (*keys, *kept)}
        return Prepared(statement.on_conflict_do_update(index_elements=keys, set_=changed), self._dialect)

    def _one_more_turn(self) -> Prepared:
        statement = self._insert(TURNS)
        more, keys = {"turns": TURNS.c.turns + statement.excluded.turns}, [c.name for c in TURNS.primary_key]
        return Prepared(statement.on_conflict_do_update(index_elements=keys, set_=more), self._dialect)

    def _delete(self, table: Table, *columns: str) -> Prepared:
        where = [table.c[column] == bindparam(column) for column in columns]
        return Prepared(delete(table).where(*where), self._dialect)

    def statements(self, scope: str, batch: Sequence[Accepted]) -> Iterator[Bound]:
        """All that is to be written, in this order, within one transaction."""
        changes: Changes = {}
        journal = []
        for decision, answered in batch:
            if decision.ballot is not None:
                yield from self._seal(scope, decision.ballot, answered)
            if decision.drafts is not None:
                yield self._keep(scope, decision.drafts)
            yield from self._forget(scope, decision)
            if (event := decision.event) is not None:
                changes.update({(e.type, e.id): e for e in event.puts})
                changes.update(dict.fromkeys(event.drops))
                journal.append(_journal_row(scope, event, answered))
            if decision.opened is not None:
                changes.update({("ballot", b.id): b for b in decision.opened.ballots})
        yield from self._apply(scope, changes)
        if journal:
            yield self._journal.bound(*journal)

    def deletion(self, scope: str, settings: Sequence[str]) -> Iterator[Bound]:
        """All that takes a scope out of every table that knows scopes, and these settings."""
        yield from (table.bound({"scope": scope}) for table in self._nothing_left)
        yield from (self._no_setting.bound({"name": name}) for name in settings)

    def _apply(self, scope: str, changes: Changes) -> Iterator[Bound]:
        puts: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for (kind, id), entity in changes.items():
            if entity is None:
                yield self._drops[kind].bound({"id": id, "scope": scope})
            else:
                puts[kind].append({**entity.model_dump(mode="json", exclude={"type"}), "scope": scope})
        for kind, rows in puts.items():
            yield self._puts[kind].bound(*rows)

    def _seal(self, scope: str, sealed: SealedBallot, answered: Answered | None) -> Iterator[Bound]:
        at = {"scope": scope, "voting_id": sealed.ballot.voting_id}
        ballot = {"ballot": sealed.ballot.model_dump(mode="json"), "way": sealed.way.value}
        if sealed.gone:
            yield self._breaks.bound({"key": sealed.key})
        else:
            yield self._seals.bound({"key": sealed.key, **at, **ballot})
        if sealed.turn_of is not None:
            yield self._turns.bound({**at, "participant_id": sealed.turn_of, "turns": 1})
        if answered is not None:
            yield self._answers.bound({**at, "cmd_id": answered.key, "seq": answered.seq})

    def _keep(self, scope: str, kept: KeptDrafts) -> Bound:
        if kept.drafts:
            return self._draft.bound({"scope": scope, **kept._asdict()})
        return self._no_draft.bound({"scope": scope, "participant_id": kept.participant_id})

    def _forget(self, scope: str, decision: Decision) -> Iterator[Bound]:
        """The keys of a closed voting's ballots, and drafts whose time is over."""
        if decision.opened is not None:
            gone = {"voting_id": decision.opened.voting_id, "scope": scope}
            yield from (table.bound(gone) for table in self._closes)
        if decision.ends_drafts:
            yield self._no_drafts.bound({"scope": scope})


def _journal_row(scope: str, event: Event, answered: Answered | None) -> dict[str, Any]:
    return {
        "scope": scope,
        "seq": event.seq,
        "at": event.at,
        "name": event.name,
        "event": event.model_dump_json(),
        "cmd_id": answered.key if answered else None,
        "version": answered.version if answered else None,
    }
