"""Checkpoints that were given out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from server.store.instant import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of checkpoints."""
    op.create_table(
        "checkpoints",
        sa.Column("negotiation", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["negotiation"], ["negotiations.id"], name=op.f("fk_checkpoints_negotiations")
        ),
        sa.PrimaryKeyConstraint("negotiation", "number", name=op.f("pk_checkpoints")),
        sqlite_with_rowid=False,
    )
