"""Columns that stand together in a table, or in several."""

from __future__ import annotations

from typing import cast

from sqlalchemy import BigInteger, Table
from sqlmodel import Field, SQLModel


class Noun(SQLModel):
    """`scope`: the workshop (or dialogue) whose queue owns the row. Ids are made by devices, so
    whoever uses the id of another workshop's card writes a row of their own."""

    id: str = Field(primary_key=True)
    scope: str = Field(primary_key=True, index=True)
    version: int


class Staged(SQLModel):
    """As facilitation.model.staged."""

    stage_view: str
    stage_covered: bool
    stage_of: str
    stage_page: int
    stage_page_at: int = Field(sa_type=BigInteger)
    stage_held: bool
    stage_dark: bool
    stage_size: int
    stage_language: str
    card_texts: str


def core(row: type[SQLModel]) -> Table:
    """The SQLAlchemy table behind a SQLModel class."""
    return cast(Table, row.__table__)  # type: ignore[attr-defined]
