"""An id belongs to its scope: the same one in another workshop is another row"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "ballot",
    "cluster",
    "contribution",
    "dialogue",
    "field_of_action",
    "goal",
    "indicator",
    "participant",
    "voting",
    "voting_result",
    "workshop",
    "workshop_group",
)


def upgrade() -> None:
    _key("id", "id, scope")


def downgrade() -> None:
    _key("id, scope", "id")


def _key(old: str, new: str) -> None:
    for table in TABLES:
        if op.get_bind().dialect.name == "sqlite":
            _made_anew(table, f"PRIMARY KEY ({old})", f"PRIMARY KEY ({new})")
        else:
            op.drop_constraint(f"{table}_pkey", table, type_="primary")
            op.create_primary_key(f"{table}_pkey", table, new.split(", "))


def _made_anew(table: str, old: str, new: str) -> None:
    """SQLite cannot change a key in place, and alembic's batches cannot change one without a name."""
    bind = op.get_bind()
    found = "SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL"
    made = bind.exec_driver_sql(found, (table,)).all()
    op.execute(f"ALTER TABLE {table} RENAME TO old_{table}")
    bind.exec_driver_sql(next(sql for kind, sql in made if kind == "table").replace(old, new))
    op.execute(f"INSERT INTO {table} SELECT * FROM old_{table}")  # noqa: S608 - names of our own tables
    op.execute(f"DROP TABLE old_{table}")
    for index in (sql for kind, sql in made if kind == "index"):
        bind.exec_driver_sql(index)
