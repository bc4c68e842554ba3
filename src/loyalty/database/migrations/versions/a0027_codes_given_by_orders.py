"""Codes of vouchers that orders give: until which day they count, and since when no more.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0027"
down_revision = "a0026"


def upgrade() -> None:
    """Add the last day, and when a return ended a code."""
    op.add_column("voucher_code", sa.Column("last_day", sa.BigInteger, nullable=True))
    op.add_column("voucher_code", sa.Column("ended_at", sa.BigInteger, nullable=True))


def downgrade() -> None:
    """Remove both; codes that orders gave count as long as their voucher does."""
    op.drop_column("voucher_code", "ended_at")
    op.drop_column("voucher_code", "last_day")
