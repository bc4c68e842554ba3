"""How many members segments had, and the groups by recency and frequency, day by day.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0015"
down_revision = "a0014"


def upgrade() -> None:
    """Make the tables, and the triggers that keep what was counted."""
    op.create_table(
        "segment_count",
        *(_word("programme"), _word("segment"), _number("day"), _number("members")),
        sa.PrimaryKeyConstraint("programme", "segment", "day", name="segment_count_pkey"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rfm_group",
        *(_number("member_id"), _word("programme"), _number("day"), _word("name", 32)),
        sa.PrimaryKeyConstraint("member_id", "programme", "day", name="rfm_group_pkey"),
        sqlite_with_rowid=False,
    )
    for table in ("segment_count", "rfm_group"):
        for verb in ("UPDATE", "DELETE"):
            if op.get_bind().dialect.name == "postgresql":
                action = "EXECUTE FUNCTION append_only()"
            else:
                action = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} FOR EACH ROW {action}"
            )


def downgrade() -> None:
    """Remove the tables; their triggers go with them."""
    op.drop_table("rfm_group")
    op.drop_table("segment_count")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, autoincrement=False)


def _word(name: str, length: int = 64) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)
