"""The outages that the heartbeat showed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from server.store.instant import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of outages."""
    op.create_table(
        "outages",
        sa.Column("started", Instant(), autoincrement=False, nullable=False),
        sa.Column("ended", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("started", name=op.f("pk_outages")),
    )
