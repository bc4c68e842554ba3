"""What became of the place in a household of a member who was merged: its undoing gives it back.

A migration is frozen: it repeats the column and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0022"
down_revision = "a0021"


def upgrade() -> None:
    """Add the column; of merges before there was no place."""
    op.add_column("member_merge", sa.Column("place", sa.String(16), nullable=True))


def downgrade() -> None:
    """Remove the column."""
    op.drop_column("member_merge", "place")
