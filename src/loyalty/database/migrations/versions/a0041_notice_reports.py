"""What became of each notice on its way: a row for each report, which nothing changes.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0041"
down_revision = "a0040"


def upgrade() -> None:
    """Make the table with the trigger that keeps its rows, and the index by which a notice is found."""
    op.create_table(
        "notice_report",
        *(_number("notice_id"), _number("number"), _number("member_id"), _word("state", 16)),
        *(_word("channel", 32), _number("at"), _number("recorded_at"), _word("by", 128)),
        sa.PrimaryKeyConstraint("notice_id", "number", name="notice_report_pkey"),
    )
    op.create_index("notice_report_of_member", "notice_report", ["member_id"])
    op.create_index("notice_about", "notice", ["programme", "kind", "about"])
    if op.get_bind().dialect.name == "postgresql":
        action = "EXECUTE FUNCTION append_only()"
    else:
        action = "BEGIN SELECT RAISE(ABORT, 'notice_report is append-only'); END"
    op.execute(f"CREATE TRIGGER notice_report_no_update BEFORE UPDATE ON notice_report FOR EACH ROW {action}")


def downgrade() -> None:
    """Remove the index and the table."""
    op.drop_index("notice_about", "notice")
    op.drop_table("notice_report")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, autoincrement=False)


def _word(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)
