"""Passkeys and one-time codes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from server.store.instant import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of second factors."""
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("negotiation", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("uses", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("created", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["negotiation"], ["negotiations.id"], name=op.f("fk_passkeys_negotiations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
    )
    op.create_index(op.f("ix_passkeys_negotiation_person"), "passkeys", ["negotiation", "person"])
    op.create_table(
        "one_time_codes",
        sa.Column("negotiation", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("created", Instant(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["negotiation"], ["negotiations.id"], name=op.f("fk_one_time_codes_negotiations")
        ),
        sa.PrimaryKeyConstraint("negotiation", "person", name=op.f("pk_one_time_codes")),
    )
