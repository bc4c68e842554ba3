"""Usage events have properties, correct one another, and may belong to a subscription.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0002"
down_revision = "a0001"

_COLUMNS = ("properties", "supersedes", "subscription")
_CORRECTED = "usage_event_corrected"


def upgrade() -> None:
    """Add the columns, empty for what is kept already; an event is corrected once."""
    op.add_column("usage_event", sa.Column("properties", sa.Text, nullable=True))
    op.add_column("usage_event", sa.Column("supersedes", sa.String(128), nullable=True))
    op.add_column("usage_event", sa.Column("subscription", sa.String(64), nullable=True))
    some = sa.text("supersedes IS NOT NULL")
    op.create_index(
        _CORRECTED,
        "usage_event",
        ["programme", "source", "supersedes"],
        unique=True,
        sqlite_where=some,
        postgresql_where=some,
    )


def downgrade() -> None:
    """Remove the columns; events that were corrected count again."""
    op.drop_index(_CORRECTED, "usage_event")
    for column in _COLUMNS:
        op.drop_column("usage_event", column)
