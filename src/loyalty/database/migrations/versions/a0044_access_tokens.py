"""Tokens that programs get for their keys.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0044"
down_revision = "a0043"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "access_token",
        sa.Column("token_id", sa.String(16), nullable=False),
        sa.Column("secret_digest", sa.String(64), nullable=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("scopes", sa.String(2000), nullable=False),
        sa.Column("begun_at", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("until", sa.BigInteger, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("token_id", name="access_token_pkey"),
    )
    op.create_index("tokens_of_key", "access_token", ["key_id", "begun_at"])
    op.create_index("tokens_until", "access_token", ["until"])


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("access_token")
