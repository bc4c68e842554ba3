"""What falls due, each thing once, and what members are to be told.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0019"
down_revision = "a0018"


def upgrade() -> None:
    """Make the tables and their indexes."""
    op.create_table(
        "job",
        *(_number("job_id"), _word("kind", 32), _word("programme"), _word("item", 200), _number("due_at")),
        *(
            _word("mark"),
            _word("state", 16),
            sa.Column("attempts", sa.Integer, nullable=False),
            _number("next_at"),
        ),
        *(_word("worker", 128), _word("code"), _word("result", 200), _number("tried_at", optional=True)),
        sa.PrimaryKeyConstraint("job_id", name="job_pkey"),
        sa.UniqueConstraint("kind", "programme", "item", "due_at", name="job_due"),
    )
    op.create_index("job_waiting", "job", ["state", "kind", "next_at"])
    op.create_table(
        "notice",
        *(_number("notice_id"), _word("programme"), _number("member_id"), _word("kind", 16)),
        *(_word("about", 200), _number("about_at"), sa.Column("content", sa.Text, nullable=False)),
        *(_number("made_at"), _word("state", 16), _number("delivered_at", optional=True)),
        _word("delivered_by", 128, optional=True),
        sa.PrimaryKeyConstraint("notice_id", name="notice_pkey"),
        sa.UniqueConstraint("member_id", "kind", "about", "about_at", name="notice_once"),
    )
    op.create_index("notice_of_programme", "notice", ["programme", "state", "notice_id"])
    op.create_index("fact_by_value", "member_fact", ["fact", "value"])
    op.create_index("member_by_enrolment", "member", ["programme", "enrolled_at"])


def downgrade() -> None:
    """Remove the tables and the indexes."""
    op.drop_index("member_by_enrolment", "member")
    op.drop_index("fact_by_value", "member_fact")
    for table in ("notice", "job"):
        op.drop_table(table)


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _word(name: str, length: int = 64, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=optional)
