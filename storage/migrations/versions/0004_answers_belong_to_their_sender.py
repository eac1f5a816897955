"""Answered commands are known by sender and id together; a text that nobody sees gets a mark"""

from __future__ import annotations

import hashlib
import json
import uuid

import sqlalchemy as sa
from alembic import op

from facilitation.text import is_seen

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BATCH = 2000
# What must be read by somebody. Cards of blanks could be made until now, and no archive takes them.
READ = {
    "dialogue": "title",
    "workshop": "title",
    "workshop_group": "name",
    "cluster": "name",
    "field_of_action": "name",
    "contribution": "text",
    "goal": "text",
    "translation": "text",
    "voting": "question",
}
MARK = "…"


def upgrade() -> None:
    _rename_commands()
    for table, column in READ.items():
        _mark_unseen(table, column)


def downgrade() -> None:
    """The ids cannot be had back; without them a command that is sent again is a new one."""
    op.execute("UPDATE journal SET cmd_id = NULL")


def _rename_commands() -> None:
    connection = op.get_bind()
    journal = sa.table("journal", *(sa.column(name) for name in ("scope", "seq", "event", "cmd_id")))
    query = sa.select(journal).where(journal.c.cmd_id.is_not(None))
    rename = (
        sa.update(journal)
        .where(journal.c.scope == sa.bindparam("of"), journal.c.seq == sa.bindparam("at"))
        .values(cmd_id=sa.bindparam("known_as"))
    )
    rows = connection.execute(query).all()
    for first in range(0, len(rows), BATCH):
        renamed = [
            {"of": row.scope, "at": row.seq, "known_as": _key(row.event, row.cmd_id)}
            for row in rows[first : first + BATCH]
        ]
        connection.execute(rename, renamed)


def _key(event: str, cmd_id: str) -> str:
    """As `facilitation.ids.command_key` was when this was written."""
    actor = json.loads(event).get("actor") or {"role": "moderator"}
    sender = actor.get("participant_id") or actor["role"]
    digest = hashlib.sha256("\0".join(("command", sender, cmd_id)).encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=5))


def _mark_unseen(table: str, column: str) -> None:
    rows = sa.table(table, sa.column("id"), sa.column("scope"), sa.column(column))
    connection = op.get_bind()
    for row in connection.execute(sa.select(rows)).all():
        if not is_seen(row[2]):
            this = (rows.c.id == row[0], rows.c.scope == row[1])
            connection.execute(sa.update(rows).where(*this).values({column: MARK}))
