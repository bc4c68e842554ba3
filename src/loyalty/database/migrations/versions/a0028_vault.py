"""A key for each member, wrapped; and what the keys seal, apart from the book.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0028"
down_revision = "a0027"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "member_key",
        *(_number("member_id"), _word("wrapped", 256, optional=True), _word("master")),
        *(_number("made_at"), _number("destroyed_at", optional=True)),
        sa.PrimaryKeyConstraint("member_id", name="member_key_pkey"),
        sa.ForeignKeyConstraint(["member_id"], ["member.member_id"], name="member_key_member_fkey"),
    )
    op.create_table(
        "sealed_field",
        *(_number("member_id"), _word("field"), sa.Column("sealed", sa.Text, nullable=False)),
        _number("set_at"),
        sa.PrimaryKeyConstraint("member_id", "field", name="sealed_field_pkey"),
        sa.ForeignKeyConstraint(["member_id"], ["member.member_id"], name="sealed_field_member_fkey"),
    )


def downgrade() -> None:
    """Remove the tables; what was sealed is gone with its keys."""
    for table in ("sealed_field", "member_key"):
        op.drop_table(table)


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _word(name: str, length: int = 64, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=optional)
