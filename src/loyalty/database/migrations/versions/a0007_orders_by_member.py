"""A member's orders by time, for rules that ask what the member bought before.

A migration is frozen: it reads nothing of today's tables.
"""

from alembic import op

revision = "a0007"
down_revision = "a0006"


def upgrade() -> None:
    """Make the index."""
    op.create_index("order_by_member", "order_record", ["member_id", "programme", "occurred_at"])


def downgrade() -> None:
    """Take it away."""
    op.drop_index("order_by_member", "order_record")
