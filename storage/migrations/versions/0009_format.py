"""What kind of event a workshop is"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Rows from before need a value.
    default = sa.text("'workshop'")
    op.add_column("workshop", sa.Column("format", sa.String(), nullable=False, server_default=default))


def downgrade() -> None:
    with op.batch_alter_table("workshop") as batch_op:
        batch_op.drop_column("format")
