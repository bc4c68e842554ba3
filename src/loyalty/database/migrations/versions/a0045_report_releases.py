"""What reports told of groups of members.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0045"
down_revision = "a0044"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "report_release",
        sa.Column("programme", sa.String(64), nullable=False),
        sa.Column("report", sa.String(32), nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("first", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("last", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("told_at", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("tables", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("programme", "report", "number", name="report_release_pkey"),
    )


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("report_release")
