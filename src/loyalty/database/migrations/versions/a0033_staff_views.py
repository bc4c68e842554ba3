"""Who stands behind a key, and at whom staff looked.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0033"
down_revision = "a0032"


def upgrade() -> None:
    """Add the role of keys, which are those of systems so far, and make the table of looks."""
    with op.batch_alter_table("api_key") as table:
        table.add_column(sa.Column("role", sa.String(16), nullable=False, server_default="system"))
    with op.batch_alter_table("api_key") as table:
        table.alter_column("role", server_default=None)
    op.create_table(
        "staff_view",
        *(_number("view_id"), _number("member_id"), _number("viewed_at"), _word("role", 16)),
        *(_word("viewer", 128), _word("what", 160), _word("reason")),
        sa.PrimaryKeyConstraint("view_id", name="staff_view_pkey"),
        sa.ForeignKeyConstraint(["member_id"], ["member.member_id"], name="staff_view_member_fkey"),
    )
    op.create_index("view_of_member", "staff_view", ["member_id", "view_id"])
    op.create_index("view_by_viewer", "staff_view", ["viewer", "viewed_at"])


def downgrade() -> None:
    """Remove both."""
    op.drop_table("staff_view")
    with op.batch_alter_table("api_key") as table:
        table.drop_column("role")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, autoincrement=False)


def _word(name: str, length: int = 64) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)
