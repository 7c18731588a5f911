"""The record, the streams of drafts, and people's ways in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from server.store.instant import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the first tables."""
    op.create_table(
        "negotiations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("rehearsal", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created", Instant(), nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("heartbeat", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_negotiations")),
    )
    op.create_table(
        "batches",
        sa.Column("negotiation", sa.Text(), nullable=False),
        sa.Column("fence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["negotiation"], ["negotiations.id"], name=op.f("fk_batches_negotiations")
        ),
        sa.PrimaryKeyConstraint("negotiation", "fence", name=op.f("pk_batches")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "edits",
        sa.Column("negotiation", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=True),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("act_id", sa.Text(), nullable=True),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["negotiation"], ["negotiations.id"], name=op.f("fk_edits_negotiations")
        ),
        sa.PrimaryKeyConstraint("negotiation", "draft", "revision", name=op.f("pk_edits")),
        sa.UniqueConstraint(
            "negotiation", "person", "act_id", name=op.f("uq_edits_negotiation_person_act_id")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_edits_negotiation_fence"), "edits", ["negotiation", "fence"], unique=False
    )
    op.create_table(
        "entries",
        sa.Column("negotiation", sa.Text(), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=True),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("act_id", sa.Text(), nullable=True),
        sa.Column("prev", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["negotiation"], ["negotiations.id"], name=op.f("fk_entries_negotiations")
        ),
        sa.PrimaryKeyConstraint("negotiation", "chain", "number", name=op.f("pk_entries")),
        sa.UniqueConstraint(
            "negotiation", "person", "act_id", name=op.f("uq_entries_negotiation_person_act_id")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_entries_negotiation_fence"), "entries", ["negotiation", "fence"], unique=False
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("negotiation", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("link_hash", sa.LargeBinary(), nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("issued", Instant(), nullable=False),
        sa.Column("revoked", Instant(), nullable=True),
        sa.Column("redeemed", sa.Integer(), nullable=False),
        sa.Column("last_redeemed", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["negotiation"], ["negotiations.id"], name=op.f("fk_invitations_negotiations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_invitations_link_hash")),
        sa.UniqueConstraint("locator", name=op.f("uq_invitations_locator")),
    )
    op.create_index(
        op.f("ix_invitations_negotiation_person"),
        "invitations",
        ["negotiation", "person"],
        unique=False,
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("negotiation", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("created", Instant(), nullable=False),
        sa.Column("last_seen", Instant(), nullable=False),
        sa.Column("expires", Instant(), nullable=False),
        sa.Column("revoked", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["negotiation"], ["negotiations.id"], name=op.f("fk_sessions_negotiations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint(
            "token_hash", "negotiation", name=op.f("uq_sessions_token_hash_negotiation")
        ),
    )
    op.create_index(
        op.f("ix_sessions_negotiation_person"), "sessions", ["negotiation", "person"], unique=False
    )
    op.create_table(
        "entry_parts",
        sa.Column("negotiation", sa.Text(), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["negotiation", "chain", "number"],
            ["entries.negotiation", "entries.chain", "entries.number"],
            name=op.f("fk_entry_parts_entries"),
        ),
        sa.PrimaryKeyConstraint(
            "negotiation", "chain", "number", "audience", name=op.f("pk_entry_parts")
        ),
        sqlite_with_rowid=False,
    )
