"""How long a tier is kept that a member brought along from another system.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0024"
down_revision = "a0023"


def upgrade() -> None:
    """Add the end to movements."""
    op.add_column("movement", sa.Column("until", sa.BigInteger, nullable=True))


def downgrade() -> None:
    """Remove it."""
    op.drop_column("movement", "until")
