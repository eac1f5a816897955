"""Which devices are signed in, and since when"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("session", sa.Column("device", sa.String(), nullable=False, server_default=sa.text("''")))
    since = sa.Column("created_at", sa.BigInteger(), nullable=False, server_default=sa.text("0"))
    op.add_column("session", since)


def downgrade() -> None:
    with op.batch_alter_table("session") as batch_op:
        batch_op.drop_column("created_at")
        batch_op.drop_column("device")
