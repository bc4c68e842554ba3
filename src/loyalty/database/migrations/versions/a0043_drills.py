"""Drills of the texts of a crisis.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0043"
down_revision = "a0042"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "text_drill",
        sa.Column("drill_id", sa.String(64), nullable=False),
        sa.Column("text", sa.String(32), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("by", sa.String(128), nullable=False),
        sa.Column("minutes", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("found", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("drill_id", name="text_drill_pkey"),
    )


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("text_drill")
