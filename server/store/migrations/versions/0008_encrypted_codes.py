"""Secrets of one-time codes encrypted at rest; those that lay readable are no secrets any more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from server.store.instant import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table anew, and empty: every copy of it tells the secrets it had."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("PRAGMA secure_delete=ON")
    op.drop_table("one_time_codes")
    op.create_table(
        "one_time_codes",
        sa.Column("negotiation", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.Column("created", Instant(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["negotiation"], ["negotiations.id"], name=op.f("fk_one_time_codes_negotiations")
        ),
        sa.PrimaryKeyConstraint("negotiation", "person", name=op.f("pk_one_time_codes")),
    )
