"""Secret ballots on disk: tables, what is written and what is read. In memory: facilitation/ballot_box.py.

Nothing of it is in the journal, in an archive or in a backup. Closing a voting deletes its rows here, with
`secure_delete` (storage.database), and the store empties the write-ahead log after it (Store.write). The
ballots themselves go to the table of the noun `Ballot`, shuffled and under new ids.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import JSON, Column, Connection, Dialect, insert, select
from sqlmodel import AutoString, Field, SQLModel

from facilitation.ballot_box import BallotBox, Channel, SealedBallot
from facilitation.model import Ballot
from storage.columns import core, room_column
from storage.receipts import Answered
from storage.statements import BoundStatement, CompiledStatement, drop, inserting, put


class SealedBallotRow(SQLModel, table=True):
    """Ballots of open votings under keys that only secrets yield. Emptied on closing."""

    __tablename__ = "sealed_ballot"
    key: str = Field(primary_key=True)
    room_id: str = Field(sa_column=room_column(index=True, nullable=False))
    voting_id: str = Field(index=True)
    ballot: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    channel: str = Field(sa_column=Column("way", AutoString, key="channel", nullable=False))


class TurnCountRow(SQLModel, table=True):
    """How many turns a device has given in an open voting; no ballot is named. Emptied on closing."""

    __tablename__ = "turn_count"
    room_id: str = Field(sa_column=room_column(primary_key=True))
    voting_id: str = Field(primary_key=True)
    participant_id: str = Field(primary_key=True)
    turns: int


class BallotCommandRow(SQLModel, table=True):
    """Answered commands of open votings, which have no journal. Gone when the voting is closed."""

    __tablename__ = "ballot_command"
    room_id: str = Field(sa_column=room_column(primary_key=True))
    cmd_id: str = Field(primary_key=True)
    seq: int
    voting_id: str = Field(index=True)


_SEALED, _TURNS, _COMMAND = core(SealedBallotRow), core(TurnCountRow), core(BallotCommandRow)
NEVER_COPIED = {table.name for table in (_SEALED, _TURNS, _COMMAND)}


class BoxStatements:
    """What is written of a ballot, and what of the close."""

    def __init__(self, dialect: Dialect) -> None:
        self._cast = put(_SEALED, dialect, "key", kept=("room_id", "voting_id", "channel"))
        self._take_out = drop(_SEALED, dialect, "key")
        self._one_more_turn = _one_more_turn(dialect)
        self._answer = CompiledStatement(insert(_COMMAND), dialect)
        self._forget = [drop(table, dialect, "voting_id", "room_id") for table in (_SEALED, _COMMAND, _TURNS)]

    def seal(self, room_id: str, sealed: SealedBallot, answered: Answered | None) -> Iterator[BoundStatement]:
        of_box = {"room_id": room_id, "voting_id": sealed.ballot.voting_id}
        ballot = {"ballot": sealed.ballot.model_dump(mode="json"), "channel": sealed.channel.value}
        if sealed.gone:
            yield self._take_out.bound({"key": sealed.key})
        else:
            yield self._cast.bound({"key": sealed.key, **of_box, **ballot})
        if sealed.turn_of is not None:
            yield self._one_more_turn.bound({**of_box, "participant_id": sealed.turn_of, "turns": 1})
        if answered is not None:
            yield self._answer.bound({**of_box, "cmd_id": answered.key, "seq": answered.seq})

    def forget(self, room_id: str, voting_id: str) -> Iterator[BoundStatement]:
        """All that a box held, when it is opened."""
        yield from (table.bound({"voting_id": voting_id, "room_id": room_id}) for table in self._forget)


def _one_more_turn(dialect: Dialect) -> CompiledStatement:
    statement = inserting(_TURNS, dialect)
    more, keys = {"turns": _TURNS.c.turns + statement.excluded.turns}, [c.name for c in _TURNS.primary_key]
    return CompiledStatement(statement.on_conflict_do_update(index_elements=keys, set_=more), dialect)


def boxes(connection: Connection, room_id: str) -> dict[str, BallotBox]:
    """Of all open votings, by voting."""
    found: dict[str, BallotBox] = defaultdict(BallotBox)
    sealed = select(_SEALED.c.key, _SEALED.c.ballot, _SEALED.c.channel).where(_SEALED.c.room_id == room_id)
    for key, held, channel in connection.execute(sealed):
        ballot = Ballot.model_validate(json.loads(held) if isinstance(held, str) else held)
        found[ballot.voting_id].put(SealedBallot(key, ballot, Channel(channel)))
    turns = select(_TURNS.c.voting_id, _TURNS.c.participant_id, _TURNS.c.turns).where(
        _TURNS.c.room_id == room_id
    )
    for voting_id, participant_id, count in connection.execute(turns):
        found[voting_id].count_turns(participant_id, count)
    return dict(found)


def answered_ballots(connection: Connection, room_id: str) -> list[Answered]:
    """What ballots were answered with, so that one that is sent again is not cast again."""
    query = select(_COMMAND.c.cmd_id, _COMMAND.c.seq, _COMMAND.c.voting_id).where(
        _COMMAND.c.room_id == room_id
    )
    return [Answered(id, seq, None, voting_id) for id, seq, voting_id in connection.execute(query)]
