"""Households: how many there are in one, and in which one a member is or was last.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0020"
down_revision = "a0019"


def upgrade() -> None:
    """Make the tables and their index."""
    op.create_table(
        "household",
        *(_word("household_id"), _word("programme"), _number("head")),
        sa.Column("members", sa.Integer, nullable=False),
        _number("begun_at"),
        sa.PrimaryKeyConstraint("household_id", name="household_pkey"),
        sa.CheckConstraint("members >= 0", name="members"),
    )
    op.create_table(
        "household_member",
        *(_number("member_id"), _word("household_id")),
        *(_number("joined_at"), _number("left_at", optional=True)),
        sa.PrimaryKeyConstraint("member_id", name="household_member_pkey"),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.household_id"], name="household_member_household_fkey"
        ),
    )
    op.create_index("member_by_household", "household_member", ["household_id", "joined_at"])


def downgrade() -> None:
    """Remove the tables."""
    op.drop_table("household_member")
    op.drop_table("household")


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(64), nullable=False)
