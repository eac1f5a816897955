"""Tables that are paused, and a door that is closed for new devices"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ADDED = {"workshop": "door_closed", "workshop_group": "paused"}


def upgrade() -> None:
    for table, name in ADDED.items():
        default = sa.text("false")
        op.add_column(table, sa.Column(name, sa.Boolean(), nullable=False, server_default=default))


def downgrade() -> None:
    for table, name in ADDED.items():
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column(name)
