"""What later documents did to earlier ones.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0047"
down_revision = "a0046"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "sequel",
        sa.Column("explanation_id", sa.String(64), nullable=False),
        sa.Column("earlier_id", sa.String(64), nullable=False),
        sa.Column("did", sa.String(16), nullable=False),
        sa.Column("member_id", sa.BigInteger, nullable=True),
        sa.Column("told_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("explanation_id", "earlier_id", name="sequel_pkey"),
    )
    op.create_index("sequel_by_earlier", "sequel", ["earlier_id"])
    op.create_index("sequel_by_member", "sequel", ["member_id"])


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("sequel")
