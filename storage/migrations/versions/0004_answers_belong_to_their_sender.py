"""Answered commands are known by sender and id together; a text that nobody sees gets a mark"""

from __future__ import annotations

import hashlib
import json
import re
import uuid

import sqlalchemy as sa
from alembic import op

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
# As in `facilitation.text` when this was written: what leaves no mark on paper.
UNSEEN = re.compile(
    "[\\s\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\ue000-\uf8ff"
    "\U00013441\U00013442\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff\U000f0000-\U000ffffd\U00100000-\U0010fffd]*"
)


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
        if UNSEEN.fullmatch(row[2]):
            this = (rows.c.id == row[0], rows.c.scope == row[1])
            connection.execute(sa.update(rows).where(*this).values({column: MARK}))
