"""Announcements keep the trace of the request that caused them.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0049"
down_revision = "a0048"


def upgrade() -> None:
    """Add the column."""
    op.add_column("outbox", sa.Column("traceparent", sa.String(55), nullable=True))


def downgrade() -> None:
    """Remove it."""
    op.drop_column("outbox", "traceparent")
