"""Statements put into the driver's words once.

What SQLAlchemy does around every execution costs more CPU than the database's own work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Dialect, Table, bindparam, delete
from sqlalchemy.dialects import sqlite


class BoundStatement(NamedTuple):
    """A statement with its rows, as the driver's `executemany` takes them."""

    sql: str
    rows: list[Any]


class CompiledStatement:
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

    def bound(self, *rows: Mapping[str, Any]) -> BoundStatement:
        return BoundStatement(self._sql, [self._bound(row) for row in rows])

    def _bound(self, row: Mapping[str, Any]) -> Any:
        if len(row) != len(self._names):  # a field without a column would be lost without a word
            raise KeyError(*row.keys() ^ set(self._names))
        values = {name: row[name] for name in self._names}
        for name, process in self._converted:
            values[name] = process(values[name])
        return values if self._by_name else list(values.values())


def inserting(table: Table, dialect: Dialect) -> Any:
    if dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # a laptop that starts need not load it

    return postgresql.insert(table)


def put(table: Table, dialect: Dialect, *keys: str, kept: Sequence[str] = ()) -> CompiledStatement:
    """Insert or update. Ids are made by devices: the same one in another room is another row."""
    statement = inserting(table, dialect)
    changed = {c.key: statement.excluded[c.key] for c in table.columns if c.key not in (*keys, *kept)}
    elements = [table.c[key] for key in keys]
    return CompiledStatement(statement.on_conflict_do_update(index_elements=elements, set_=changed), dialect)


def drop(table: Table, dialect: Dialect, *columns: str) -> CompiledStatement:
    where = [table.c[column] == bindparam(column) for column in columns]
    return CompiledStatement(delete(table).where(*where), dialect)
