"""From SQLModel's classes to SQLAlchemy's tables."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import Column, Table
from sqlmodel import AutoString, SQLModel


def core(row: type[SQLModel]) -> Table:
    """The SQLAlchemy table behind a SQLModel class."""
    return cast(Table, row.__table__)  # type: ignore[attr-defined]


def room_column(**keys: Any) -> Column[str]:
    """The workshop (or dialogue) whose queue owns the row; in databases, `scope` as ever."""
    return Column("scope", AutoString, key="room_id", **keys)
