"""From SQLModel's classes to SQLAlchemy's tables."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Table
from sqlmodel import SQLModel


def core(row: type[SQLModel]) -> Table:
    """The SQLAlchemy table behind a SQLModel class."""
    return cast(Table, row.__table__)  # type: ignore[attr-defined]
