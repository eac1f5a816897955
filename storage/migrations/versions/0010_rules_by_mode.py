"""A voting's rules and its result are of its mode: dots are one of them"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

RULES = ("mode", "points", "max_per_option")
TOTALS = ("points_given", "points_available")


def _table(name: str, plain: tuple[str, ...], *as_json: str) -> sa.TableClause:
    columns: list[Any] = [sa.column(one) for one in ("id", "scope", *plain)]
    return sa.table(name, *columns, *(sa.column(one, sa.JSON) for one in as_json))


VOTING = _table("voting", RULES, "rules")
RESULT = _table("voting_result", TOTALS, "rows", "detail")


def upgrade() -> None:
    """Journals keep what was said, as archives do: the models read both (facilitation.model.voting)."""
    for table, name in (("voting", "rules"), ("voting_result", "detail")):
        op.add_column(table, sa.Column(name, sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
    for row in _rows(VOTING):
        _set(VOTING, row, rules={name: row[name] for name in RULES})
    for row in _rows(RESULT):
        detail = {"given": row["points_given"], "available": row["points_available"]}
        _set(RESULT, row, detail=detail, rows=[_ranked(one) for one in row["rows"]])
    _drop("voting", RULES)
    _drop("voting_result", TOTALS)


def _ranked(row: dict[str, Any]) -> dict[str, Any]:
    paper = row.get("paper_points", 0)
    kept = {name: row[name] for name in ("option_id", "rank", "voters")}
    return {**kept, "value": row["points"], "detail": {"paper": paper} if paper else {}}


def _rows(table: sa.TableClause) -> list[Any]:
    return list(op.get_bind().execute(sa.select(table)).mappings())


def _set(table: sa.TableClause, row: Any, **values: Any) -> None:
    where = (table.c.id == row["id"], table.c.scope == row["scope"])
    op.get_bind().execute(sa.update(table).where(*where).values(values))


def _drop(table: str, names: tuple[str, ...]) -> None:
    with op.batch_alter_table(table) as batch_op:
        for name in names:
            batch_op.drop_column(name)
