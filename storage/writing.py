"""What a batch of accepted commands writes: journal, tables, answers.

Rows are bound where the batch was decided, so that the writing thread only has to hand them over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Dialect, insert
from sqlmodel import SQLModel

from facilitation.events import Decision, Event, KeptDrafts
from facilitation.model import Entity
from storage.ballot_box import BoxStatements
from storage.columns import core
from storage.receipts import Answered
from storage.statements import BoundStatement, CompiledStatement, drop, put
from storage.tables import NOUNS, DraftRow, JournalRow, SettingRow

JOURNAL, DRAFT, SETTING = core(JournalRow), core(DraftRow), core(SettingRow)

Changes = dict[tuple[str, str], Entity | None]


class Accepted(NamedTuple):
    """One command of a batch: what came of it, and the answer to remember."""

    decision: Decision
    answered: Answered | None


class StatementSet:
    """Knows the statements of all tables."""

    def __init__(self, dialect: Dialect) -> None:
        self._puts = {kind: put(table, dialect, "id", "room_id") for kind, table in NOUNS.items()}
        self._drops = {kind: drop(table, dialect, "id", "room_id") for kind, table in NOUNS.items()}
        self._journal = CompiledStatement(insert(JOURNAL), dialect)
        self._box = BoxStatements(dialect)
        self._draft = put(DRAFT, dialect, "room_id", "participant_id")
        self._no_draft = drop(DRAFT, dialect, "room_id", "participant_id")
        self._no_drafts = drop(DRAFT, dialect, "room_id")
        of_rooms = [table for table in SQLModel.metadata.sorted_tables if "room_id" in table.columns]
        self._nothing_left = [drop(table, dialect, "room_id") for table in reversed(of_rooms)]
        self._no_setting = drop(SETTING, dialect, "name")

    def statements(self, room_id: str, batch: Sequence[Accepted]) -> Iterator[BoundStatement]:
        """All that is to be written, in this order, within one transaction."""
        changes: Changes = {}
        journal = []
        for decision, answered in batch:
            if decision.ballot is not None:
                yield from self._box.seal(room_id, decision.ballot, answered)
            if decision.drafts is not None:
                yield self._keep(room_id, decision.drafts)
            yield from self._forget(room_id, decision)
            if (event := decision.event) is not None:
                changes.update({(e.type, e.id): e for e in event.puts})
                changes.update(dict.fromkeys(event.drops))
                journal.append(_journal_row(room_id, event, answered))
            if decision.opened is not None:
                changes.update({("ballot", b.id): b for b in decision.opened.ballots})
        yield from self._apply(room_id, changes)
        if journal:
            yield self._journal.bound(*journal)

    def deletion(self, room_id: str, settings: Sequence[str]) -> Iterator[BoundStatement]:
        """All that takes a room out of every table that knows rooms, and these settings."""
        yield from (table.bound({"room_id": room_id}) for table in self._nothing_left)
        yield from (self._no_setting.bound({"name": name}) for name in settings)

    def _apply(self, room_id: str, changes: Changes) -> Iterator[BoundStatement]:
        puts: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for (kind, id), entity in changes.items():
            if entity is None:
                yield self._drops[kind].bound({"id": id, "room_id": room_id})
            else:
                puts[kind].append({**entity.model_dump(mode="json", exclude={"type"}), "room_id": room_id})
        for kind, rows in puts.items():
            yield self._puts[kind].bound(*rows)

    def _keep(self, room_id: str, kept: KeptDrafts) -> BoundStatement:
        if kept.drafts:
            return self._draft.bound({"room_id": room_id, **kept._asdict()})
        return self._no_draft.bound({"room_id": room_id, "participant_id": kept.participant_id})

    def _forget(self, room_id: str, decision: Decision) -> Iterator[BoundStatement]:
        """The keys of a closed voting's ballots, and drafts whose time is over."""
        if decision.opened is not None:
            yield from self._box.forget(room_id, decision.opened.voting_id)
        if decision.ends_drafts:
            yield self._no_drafts.bound({"room_id": room_id})


def _journal_row(room_id: str, event: Event, answered: Answered | None) -> dict[str, Any]:
    return {
        "room_id": room_id,
        "seq": event.seq,
        "at": event.at,
        "name": event.name,
        "event": event.model_dump_json(),
        "cmd_id": answered.key if answered else None,
        "version": answered.version if answered else None,
    }
