"""The tables: one for each noun, with a column for each field of its model; and those that are no nouns."""

from __future__ import annotations

from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from sqlalchemy import JSON, BigInteger, Boolean, Column, Float, Integer, Table, Text
from sqlmodel import AutoString, Field, SQLModel

from facilitation import limits
from facilitation.limits import Let
from facilitation.model import ENTITIES, Entity
from storage.columns import room_column

# Nouns whose name is a word of SQL, or says too little in a file that somebody looks into.
_NAMED = {
    "group": "workshop_group",
    "field": "field_of_action",
    "result": "voting_result",
    "slips": "slip_sheet",
}
# What is asked for besides ids.
_KEYS: dict[tuple[str, str], dict[str, Any]] = {
    ("workshop", "code"): {"unique": True},
    ("workshop", "dialogue_id"): {"index": True},
}


def _table(type: str, noun: type[Entity]) -> Table:
    """With the room that owns the row: ids are made by devices, so whoever uses the id of another workshop's
    card writes a row of their own."""
    hints = get_type_hints(noun, include_extras=True)
    fields = [name for name in noun.model_fields if name not in ("id", "type")]
    return Table(
        _NAMED.get(type, type),
        SQLModel.metadata,
        Column("id", AutoString, primary_key=True),
        room_column(primary_key=True, index=True),
        *(_column(name, hints[name], _KEYS.get((type, name), {})) for name in fields),
    )


def _column(name: str, hint: Any, keys: dict[str, Any]) -> Column[Any]:
    optional = get_origin(hint) in (Union, UnionType) and type(None) in get_args(hint)
    if optional:
        hint = next(part for part in get_args(hint) if part is not type(None))
    return Column(name, Text if name == "text" else _kind(hint), nullable=optional, **keys)


def _kind(hint: Any) -> Any:
    """Lists and maps are JSON. Moments (ms) are larger than what some databases call an integer."""
    if get_origin(hint) is Annotated:
        plain, *notes = get_args(hint)
        is_moment = any(isinstance(note, Let) and note.rule is limits.Moment for note in notes)
        return BigInteger if is_moment else _kind(plain)
    if get_origin(hint) is Literal:
        return _kind(type(get_args(hint)[0]))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return AutoString
    return {str: AutoString, bool: Boolean, int: Integer, float: Float}.get(hint, JSON)


NOUNS: dict[str, Table] = {type: _table(type, noun) for type, noun in ENTITIES.items()}


class DraftRow(SQLModel, table=True):
    """What a participant is typing and has not sent. Never in the journal, in an archive or in a backup."""

    __tablename__ = "draft"
    room_id: str = Field(sa_column=room_column(primary_key=True))
    participant_id: str = Field(primary_key=True)
    drafts: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class JournalRow(SQLModel, table=True):
    """What happened, in order. `event` is the whole Event as JSON, without ballots.

    `cmd_id` (with its sender: ids.command_key) and `version`: so that asking twice is done once.
    """

    __tablename__ = "journal"
    room_id: str = Field(sa_column=room_column(primary_key=True))
    seq: int = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)
    name: str
    event: str = Field(sa_column=Column(Text, nullable=False))
    cmd_id: str | None = None
    version: int | None = None


class SessionRow(SQLModel, table=True):
    """Moderators' browsers: a hash of the cookie, the kind of device, since and until when (ms) it holds."""

    __tablename__ = "session"
    token_hash: str = Field(primary_key=True)
    device: str = ""
    created_at: int = Field(default=0, sa_type=BigInteger)
    expires_at: int = Field(sa_type=BigInteger)


class SettingRow(SQLModel, table=True):
    __tablename__ = "setting"
    name: str = Field(primary_key=True)
    value: str
