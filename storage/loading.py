"""From rows to a state: everything that belongs to one scope."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, select

from facilitation.events import KeptDrafts, SealedBallot, Way, entity_from
from facilitation.model import Ballot, Entity
from facilitation.state import State
from storage.tables import TABLES, DraftRow, SealedBallotRow, TurnCountRow, core

_NOUNS = {kind: core(row) for kind, row in TABLES.items()}
_SEALED, _TURNS, _DRAFT = core(SealedBallotRow), core(TurnCountRow), core(DraftRow)


def loaded(connection: Connection, scope: str) -> State:
    """All entities, open ballots with the counts of turns, and drafts; without the journal."""
    return State(
        entities=_entities(connection, scope),
        sealed=_sealed(connection, scope),
        drafts=_drafts(connection, scope),
        turns=_turns(connection, scope),
    )


def _entities(connection: Connection, scope: str) -> Iterable[Entity]:
    for kind, table in _NOUNS.items():
        rows = connection.execute(select(table).where(table.c.scope == scope))
        for row in rows.mappings():
            yield entity_from({"type": kind, **row})


def _sealed(connection: Connection, scope: str) -> Iterable[SealedBallot]:
    query = select(_SEALED.c.key, _SEALED.c.ballot, _SEALED.c.way).where(_SEALED.c.scope == scope)
    for key, ballot, way in connection.execute(query):
        held = json.loads(ballot) if isinstance(ballot, str) else ballot
        yield SealedBallot(key=key, ballot=Ballot.model_validate(held), way=Way(way))


def _turns(connection: Connection, scope: str) -> Iterable[tuple[str, str, int]]:
    query = select(_TURNS.c.voting_id, _TURNS.c.participant_id, _TURNS.c.turns)
    for row in connection.execute(query.where(_TURNS.c.scope == scope)):
        yield row.voting_id, row.participant_id, row.turns


def _drafts(connection: Connection, scope: str) -> Iterable[KeptDrafts]:
    query = select(_DRAFT.c.participant_id, _DRAFT.c.drafts).where(_DRAFT.c.scope == scope)
    for participant_id, drafts in connection.execute(query):
        yield KeptDrafts(participant_id=participant_id, drafts=drafts)
