"""Budgets of discounts: what was taken of each, and what quotes promise of them.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0026"
down_revision = "a0025"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "discount_tally",
        *(_word("programme"), _word("scope", 160), _number("taken")),
        sa.PrimaryKeyConstraint("programme", "scope", name="discount_tally_pkey"),
        sa.CheckConstraint("taken >= 0", name=op.f("discount_tally_taken_check")),
    )
    op.create_table(
        "discount_promise",
        *(_word("programme"), _word("scope", 160), _word("quote_id")),
        *(_number("member_id", optional=True), _number("amount"), _number("until")),
        sa.PrimaryKeyConstraint("programme", "scope", "quote_id", name="discount_promise_pkey"),
    )


def downgrade() -> None:
    """Remove the tables; what discounts took of their budgets is forgotten."""
    for table in ("discount_promise", "discount_tally"):
        op.drop_table(table)


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _word(name: str, length: int = 64) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)
