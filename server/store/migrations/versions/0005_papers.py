"""Exports, scans of pages signed in ink, time-stamp tokens."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from server.store.instant import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of what leaves the house, and of what comes in from outside."""
    op.create_table(
        "exports",
        sa.Column("negotiation", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("nth", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("party", sa.Text(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("against", sa.Text(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        _of_negotiation("exports"),
        sa.PrimaryKeyConstraint("negotiation", "person", "nth", name=op.f("pk_exports")),
    )
    op.create_index(op.f("ix_exports_negotiation_at"), "exports", ["negotiation", "at"])
    op.create_table(
        "scans",
        sa.Column("negotiation", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("ending", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _of_negotiation("scans"),
        sa.PrimaryKeyConstraint("negotiation", "digest", name=op.f("pk_scans")),
    )
    op.create_table(
        "timestamps",
        sa.Column("negotiation", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _of_negotiation("timestamps"),
        sa.PrimaryKeyConstraint("negotiation", "number", name=op.f("pk_timestamps")),
        sqlite_with_rowid=False,
    )


def _of_negotiation(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_negotiations")
    return sa.ForeignKeyConstraint(["negotiation"], ["negotiations.id"], name=name)
