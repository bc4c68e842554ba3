"""Members who were found to be one, and the identities that moved with them.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0017"
down_revision = "a0016"


def upgrade() -> None:
    """Make the tables and their indexes."""
    op.create_table(
        "member_merge",
        *(_word("merge_id"), _word("programme"), _number("loser"), _number("survivor")),
        *(_number("merged_at"), _word("merged_by", 128)),
        *(_number("undone_at", optional=True), _word("undone_by", 128, optional=True)),
        sa.PrimaryKeyConstraint("merge_id", name="member_merge_pkey"),
        sa.ForeignKeyConstraint(["loser"], ["member.member_id"], name="member_merge_loser_fkey"),
        sa.ForeignKeyConstraint(["survivor"], ["member.member_id"], name="member_merge_survivor_fkey"),
    )
    op.create_index("merge_by_loser", "member_merge", ["loser", "merged_at"])
    op.create_index("merge_by_survivor", "member_merge", ["survivor", "merged_at"])
    op.create_table(
        "member_merged_identity",
        *(_word("merge_id"), _word("identity_id")),
        sa.PrimaryKeyConstraint("merge_id", "identity_id", name="member_merged_identity_pkey"),
        sa.ForeignKeyConstraint(["merge_id"], ["member_merge.merge_id"], name="member_merged_identity_fkey"),
    )


def downgrade() -> None:
    """Remove the tables."""
    op.drop_table("member_merged_identity")
    op.drop_table("member_merge")


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _word(name: str, length: int = 64, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=optional)
