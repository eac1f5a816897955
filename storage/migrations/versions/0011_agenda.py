"""A workshop's steps are its own: what was asked in a phase is asked in a step"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# The agenda of every workshop until now: kind of step, minutes.
STEPS = (
    ("arrive", 15),
    ("input", 30),
    ("write", 30),
    ("sort", 30),
    ("focus", 15),
    ("goals", 40),
    ("vote", 15),
    ("results", 20),
)
ASKED = ("questions", "questions_in")
WORKSHOP = sa.table(
    "workshop",
    sa.column("id"),
    sa.column("scope"),
    *(sa.column(name, sa.JSON) for name in (*ASKED, "agenda")),
)


def upgrade() -> None:
    """Journals keep what was said, as archives do: the model reads both (facilitation.model.workshop)."""
    op.add_column("workshop", sa.Column("agenda", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
    for row in list(op.get_bind().execute(sa.select(WORKSHOP)).mappings()):
        where = (WORKSHOP.c.id == row["id"], WORKSHOP.c.scope == row["scope"])
        op.get_bind().execute(sa.update(WORKSHOP).where(*where).values(agenda=_agenda(row)))
    with op.batch_alter_table("workshop") as batch_op:
        for name in ASKED:
            batch_op.drop_column(name)


def _agenda(row: Any) -> list[dict[str, Any]]:
    own, others = row["questions"] or {}, row["questions_in"] or {}
    return [
        {
            "id": id,
            "kind": id,
            "title": "",
            "minutes": minutes,
            "question": own.get(id, ""),
            "questions_in": {code: asked[id] for code, asked in others.items() if asked.get(id)},
        }
        for id, minutes in STEPS
    ]
