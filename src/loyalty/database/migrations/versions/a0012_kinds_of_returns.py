"""What a return is besides a return of lines: a cancellation, an exchange, an adjustment; where and why.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0012"
down_revision = "a0011"

_COLUMNS = (("kind", 16, "return"), ("channel", 64, ""), ("reason", 64, ""), ("next_order", 128, ""))


def upgrade() -> None:
    """Make the columns; what was booked before is a return of which no more is known."""
    for name, length, before in _COLUMNS:
        added = sa.Column(name, sa.String(length), nullable=False, server_default=before)
        op.add_column("return_record", added)
    # Returns of before stand first, by their time.
    op.add_column("return_record", sa.Column("seq", sa.BigInteger, nullable=False, server_default="0"))


def downgrade() -> None:
    """Remove the columns."""
    op.drop_column("return_record", "seq")
    for name, _, _ in _COLUMNS:
        op.drop_column("return_record", name)
