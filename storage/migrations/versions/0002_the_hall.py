"""Languages, translations, readiness, paper and slips, drafts that move between devices"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _noun(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", "scope"),
    )
    with op.batch_alter_table(name) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_{name}_scope"), ["scope"], unique=False)


def _with_default(name: str, kind: Any, default: str) -> sa.Column[Any]:
    """Rows from before need a value."""
    return sa.Column(name, kind, nullable=False, server_default=sa.text(default))


ADDED: dict[str, list[tuple[str, Any, str]]] = {
    "workshop": [
        ("languages", sa.JSON(), "'[]'"),
        ("stage_language", sa.String(), "''"),
        ("card_texts", sa.String(), "'original'"),
        ("questions_in", sa.JSON(), "'{}'"),
    ],
    "contribution": [("text_version", sa.Integer(), "1")],
    "goal": [("text_version", sa.Integer(), "1")],
    "voting": [("questions_in", sa.JSON(), "'{}'"), ("slips_only", sa.Boolean(), "false")],
    "voting_result": [
        ("paper_ballots", sa.Integer(), "0"),
        ("turn_ballots", sa.Integer(), "0"),
        ("slip_ballots", sa.Integer(), "0"),
    ],
    "sealed_ballot": [("way", sa.String(), "'device'")],
    "ballot": [("paper", sa.Boolean(), "false")],
}


def upgrade() -> None:
    for table, columns in ADDED.items():
        for name, kind, default in columns:
            op.add_column(table, _with_default(name, kind, default))
    op.add_column("participant", sa.Column("ready_for", sa.BigInteger(), nullable=True))
    _noun(
        "translation",
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("of_id", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("original_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
    )
    _noun(
        "slip_sheet",
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("hashes", sa.JSON(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "turn_count",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("voting_id", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "voting_id", "participant_id"),
    )
    op.create_table(
        "draft",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("drafts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "participant_id"),
    )


def downgrade() -> None:
    for table in ("draft", "turn_count", "slip_sheet", "translation"):
        op.drop_table(table)
    op.drop_column("participant", "ready_for")
    for table, columns in ADDED.items():
        for name, _, _ in columns:
            op.drop_column(table, name)
