"""Budgets: how many of their points were given.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0014"
down_revision = "a0013"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "budget_tally",
        *(sa.Column(name, sa.String(64), nullable=False) for name in ("programme", "budget")),
        sa.Column("given", sa.BigInteger, nullable=False, autoincrement=False),
        sa.CheckConstraint("given >= 0", name="given"),
        sa.PrimaryKeyConstraint("programme", "budget", name="budget_tally_pkey"),
    )


def downgrade() -> None:
    """Remove the table; what budgets gave is forgotten."""
    op.drop_table("budget_tally")
