"""A field of action has a key that is the same in all workshops of a dialogue, which lists them"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

FIELD = sa.table("field_of_action", *(sa.column(name, sa.String()) for name in ("id", "scope", "key")))
JOURNAL = sa.table(
    "journal",
    sa.column("scope", sa.String()),
    sa.column("seq", sa.Integer()),
    sa.column("event", sa.String()),
)


def upgrade() -> None:
    # Rows from before need a value. The catalogue is filled by what the program finds in the workshops.
    empty, none = sa.text("'{}'"), sa.text("''")
    op.add_column("dialogue", sa.Column("catalogue", sa.JSON(), nullable=False, server_default=empty))
    op.add_column("field_of_action", sa.Column("key", sa.String(), nullable=False, server_default=none))
    keys = _Keys()
    for row in _fields():
        where = (FIELD.c.id == row.id, FIELD.c.scope == row.scope)
        key = keys.of(row.dialogue_id, row.scope, row.id, row.name)
        op.get_bind().execute(sa.update(FIELD).where(*where).values(key=key))
    _tell_journal(keys)


def downgrade() -> None:
    for table, name in (("field_of_action", "key"), ("dialogue", "catalogue")):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column(name)


class _Keys:
    """The same name is the same field in all workshops of a dialogue, and so is the same id: a workshop once
    took it over from another one. Each laptop that has the same workshops makes the same keys."""

    def __init__(self) -> None:
        self._named: dict[tuple[str, str], str] = {}
        self._known: dict[tuple[str, str], str] = {}
        self._here: dict[tuple[str, str], str] = {}  # by scope and id
        self._taken: set[tuple[str, str]] = set()  # scope and key

    def of(self, dialogue_id: str, scope: str, id: str, name: str, *, gone: bool = False) -> str:
        """Of two that are there by one name, the second one is another field."""
        if (scope, id) not in self._here:
            key = self._named.get((dialogue_id, name)) or self._known.get((dialogue_id, id))
            key = key or _key(dialogue_id, name)
            if (scope, key) in self._taken and not gone:
                key = _key(dialogue_id, name, id)
            self._here[scope, id] = key
            self._taken.add((scope, key))
            self._named.setdefault((dialogue_id, name), key)
            self._known.setdefault((dialogue_id, id), key)
        return self._here[scope, id]


def _key(*named: str) -> str:
    """As `facilitation.ids.field_key` was when this was written."""
    digest = hashlib.sha256("\0".join(("field", *named)).encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=5))


def _fields() -> list[Any]:
    """Of the oldest workshop first."""
    query = (
        "SELECT f.id, f.scope, f.name, w.dialogue_id FROM field_of_action f JOIN workshop w ON w.id = f.scope"
        " ORDER BY w.created_at, w.id, f.position, f.id"
    )
    return list(op.get_bind().execute(sa.text(query)).all())


def _tell_journal(keys: _Keys) -> None:
    """What is replayed, or comes back by undo, has its key, too."""
    connection = op.get_bind()
    workshops = connection.execute(sa.text("SELECT scope, dialogue_id FROM workshop"))
    dialogues: dict[str, str] = {row.scope: row.dialogue_id for row in workshops}
    told = sa.select(JOURNAL).where(JOURNAL.c.event.contains('"field"'))
    for row in connection.execute(told.order_by(JOURNAL.c.scope, JOURNAL.c.seq)).all():
        event = json.loads(row.event)
        for field in _fields_in(event):
            dialogue_id = dialogues.get(row.scope, "")
            field["key"] = keys.of(dialogue_id, row.scope, field["id"], field["name"], gone=True)
        where = (JOURNAL.c.scope == row.scope, JOURNAL.c.seq == row.seq)
        text = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
        connection.execute(sa.update(JOURNAL).where(*where).values(event=text))


def _fields_in(event: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for entity in (*event.get("puts", ()), *event.get("before", ())):
        if entity["type"] == "field":
            yield entity
