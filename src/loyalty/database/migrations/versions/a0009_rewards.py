"""Rewards: how many of a stock are taken, and what each member was handed.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0009"
down_revision = "a0008"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "reward_stock",
        *(_word("programme"), _word("reward"), _number("taken")),
        sa.PrimaryKeyConstraint("programme", "reward", name="reward_stock_pkey"),
        sa.CheckConstraint("taken >= 0", name="taken"),
    )
    op.create_table(
        "redemption",
        *(_number("member_id"), _word("source"), _word("redemption_id")),
        *(_word("programme"), _word("reward"), _word("code"), _word("state", 16)),
        *(_number("stocked"), _number("booked_at")),
        sa.PrimaryKeyConstraint("member_id", "source", "redemption_id", name="redemption_pkey"),
    )


def downgrade() -> None:
    """Remove the tables."""
    op.drop_table("redemption")
    op.drop_table("reward_stock")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, autoincrement=False)


def _word(name: str, length: int = 64) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)
