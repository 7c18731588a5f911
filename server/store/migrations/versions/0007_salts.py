"""A salt for each edit of a private draft, so that it can be erased for good."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; edits from before have none."""
    op.add_column("edits", sa.Column("salt", sa.LargeBinary(), nullable=True))
