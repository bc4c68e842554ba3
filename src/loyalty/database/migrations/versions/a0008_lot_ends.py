"""Later ends of lots: each is an entry's own, append-only; the lot keeps the end it was opened with.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0008"
down_revision = "a0007"


def upgrade() -> None:
    """Make the table with its triggers, and the column that holds the end a lot has now."""
    op.add_column("lot", sa.Column("extended_to", sa.BigInteger, nullable=True))
    op.create_table(
        "lot_end",
        *(_number(name) for name in ("member_id", "entry_id", "lot_id", "expires_at")),
        sa.PrimaryKeyConstraint("member_id", "entry_id", "lot_id", name="lot_end_pkey"),
        sa.ForeignKeyConstraint(
            ["member_id", "entry_id"], ["entry.member_id", "entry.entry_id"], name="lot_end_entry_fkey"
        ),
        sqlite_with_rowid=False,
    )
    for verb in ("UPDATE", "DELETE"):
        name = f"lot_end_no_{verb.lower()}"
        if op.get_bind().dialect.name == "postgresql":
            action = "EXECUTE FUNCTION append_only()"
        else:
            action = "BEGIN SELECT RAISE(ABORT, 'lot_end is append-only'); END"
        op.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON lot_end FOR EACH ROW {action}")


def downgrade() -> None:
    """Remove the table, its triggers with it, and the column."""
    op.drop_table("lot_end")
    op.drop_column("lot", "extended_to")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, autoincrement=False)
