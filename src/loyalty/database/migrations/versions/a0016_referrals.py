"""Referrals: members' codes, who brought whom, and the order for which both were given points.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0016"
down_revision = "a0015"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "referral_code",
        *(_number("member_id"), _word("programme"), _word("code", 16)),
        sa.PrimaryKeyConstraint("member_id", name="referral_code_pkey"),
        sa.UniqueConstraint("programme", "code", name="referral_code_code"),
    )
    op.create_table(
        "referral",
        *(_word("programme"), _number("member_id"), _number("referrer_id"), _number("referred_at")),
        *(_word("source", optional=True), _word("order_id", 128, optional=True)),
        _number("order_at", optional=True),
        sa.PrimaryKeyConstraint("programme", "member_id", name="referral_pkey"),
    )
    op.create_index("referral_by_referrer", "referral", ["referrer_id", "order_at"])


def downgrade() -> None:
    """Remove the tables."""
    op.drop_table("referral")
    op.drop_table("referral_code")


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _word(name: str, length: int = 64, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=optional)
