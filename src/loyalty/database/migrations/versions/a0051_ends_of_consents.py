"""Consents are found by their end.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

from alembic import op

revision = "a0051"
down_revision = "a0050"


def upgrade() -> None:
    """Make the index."""
    op.create_index("consent_by_end", "consent", ["programme", "until"])


def downgrade() -> None:
    """Remove it."""
    op.drop_index("consent_by_end", "consent")
