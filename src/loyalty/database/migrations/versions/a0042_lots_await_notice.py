"""Lots that do not lapse before their member was told of it.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0042"
down_revision = "a0041"


def upgrade() -> None:
    """Add the column; lots that are there lapse as they were promised to."""
    op.add_column("lot", sa.Column("awaits", sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Remove the column."""
    op.drop_column("lot", "awaits")
