"""Tiers that somebody gave a member, with their end and reason.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0011"
down_revision = "a0010"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "tier_grant",
        *(_number("member_id"), _word("programme"), _word("grant_id"), _word("tier")),
        *(_number("given_at"), _number("until"), _word("reason", 200), _word("given_by", 128)),
        sa.Column("challenge", sa.Text, nullable=False),
        _number("ended_at", optional=True),
        *(_word("ended_by", 128, optional=True), _word("ended_why", 200, optional=True)),
        sa.PrimaryKeyConstraint("member_id", "programme", "grant_id", name="tier_grant_pkey"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("tier_grant")


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _word(name: str, length: int = 64, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=optional)
