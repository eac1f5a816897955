"""Run by alembic, on the connection that storage.database gives."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

import storage.ballot_box
import storage.tables  # noqa: F401  (both fill the metadata)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,  # SQLite cannot alter most of a table in place
    transaction_per_migration=False,
)
context.run_migrations()
