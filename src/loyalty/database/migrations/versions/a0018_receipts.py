"""Receipts of nobody: by which code an order can be claimed.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0018"
down_revision = "a0017"


def upgrade() -> None:
    """Make the table."""
    lengths = {"programme": 64, "code_hash": 64, "source": 64, "order_id": 128}
    op.create_table(
        "receipt_code",
        *(sa.Column(name, sa.String(length), nullable=False) for name, length in lengths.items()),
        sa.PrimaryKeyConstraint("programme", "code_hash", name="receipt_code_pkey"),
    )


def downgrade() -> None:
    """Remove the table; receipts can no longer be claimed."""
    op.drop_table("receipt_code")
