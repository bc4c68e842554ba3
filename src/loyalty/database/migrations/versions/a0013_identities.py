"""By what members are known besides their id, as keyed hashes.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0013"
down_revision = "a0012"


def upgrade() -> None:
    """Make the table and its indexes."""
    op.create_table(
        "member_identity",
        _word("identity_id"),
        _number("member_id"),
        *(_word("programme"), _word("kind", 16), _word("blind_index", optional=True)),
        *(_number("linked_at"), _word("linked_by", 128)),
        *(_number("unlinked_at", optional=True), _word("unlinked_by", 128, optional=True)),
        sa.PrimaryKeyConstraint("identity_id", name="member_identity_pkey"),
        sa.UniqueConstraint("programme", "blind_index", name="member_identity_index"),
        sa.ForeignKeyConstraint(["member_id"], ["member.member_id"], name="member_identity_member_fkey"),
    )
    op.create_index("identity_by_member", "member_identity", ["member_id", "linked_at"])


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("member_identity")


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _word(name: str, length: int = 64, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=optional)
