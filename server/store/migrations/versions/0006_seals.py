"""The seal of a checkpoint: what signs for private chains too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give checkpoints a seal; those that were given out before have none."""
    op.add_column("checkpoints", sa.Column("seal", sa.Text()))
