"""Reports by group are kept as they were told.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0050"
down_revision = "a0049"


def upgrade() -> None:
    """Add the column."""
    op.add_column("report_release", sa.Column("document", sa.Text, nullable=True))


def downgrade() -> None:
    """Remove it."""
    op.drop_column("report_release", "document")
