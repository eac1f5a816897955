"""From rows to a state: everything that belongs to one room."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from facilitation.events import KeptDrafts, entity_from
from facilitation.model import Entity
from facilitation.state import State
from storage.ballot_box import boxes
from storage.columns import core
from storage.tables import NOUNS, DraftRow

_DRAFT = core(DraftRow)


def loaded(connection: Connection, room_id: str) -> State:
    """All entities, the boxes of open votings, and drafts; without the journal."""
    return State(
        entities=_entities(connection, room_id),
        boxes=boxes(connection, room_id),
        drafts=_drafts(connection, room_id),
    )


def _entities(connection: Connection, room_id: str) -> Iterable[Entity]:
    for kind, table in NOUNS.items():
        rows = connection.execute(select(table).where(table.c.room_id == room_id))
        for row in rows.mappings():
            yield entity_from({"type": kind, **row})


def _drafts(connection: Connection, room_id: str) -> Iterable[KeptDrafts]:
    query = select(_DRAFT.c.participant_id, _DRAFT.c.drafts).where(_DRAFT.c.room_id == room_id)
    for participant_id, drafts in connection.execute(query):
        yield KeptDrafts(participant_id=participant_id, drafts=drafts)
