"""The stage shows one thing large, is turned and held by the moderator, and looks as they choose"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ADDED: list[tuple[str, Any, str]] = [
    ("stage_of", sa.String(), "''"),
    ("stage_page", sa.Integer(), "0"),
    ("stage_page_at", sa.BigInteger(), "0"),
    ("stage_held", sa.Boolean(), "false"),
    ("stage_dark", sa.Boolean(), "false"),
    ("stage_size", sa.Integer(), "100"),
]


def upgrade() -> None:
    for name, kind, default in ADDED:
        # Rows from before need a value.
        column = sa.Column(name, kind, nullable=False, server_default=sa.text(default))
        op.add_column("workshop", column)


def downgrade() -> None:
    for name, _, _ in ADDED:
        op.drop_column("workshop", name)
