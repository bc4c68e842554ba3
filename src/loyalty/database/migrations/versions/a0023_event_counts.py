"""Why an event earned what it did, and what events count for later ones and towards tiers.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0023"
down_revision = "a0022"


def upgrade() -> None:
    """Add the explanation, and a table of counts with how often rules have earned so far."""
    op.add_column("done_event", sa.Column("explanation_id", sa.String(64), nullable=True))
    op.create_table(
        "event_count",
        *(_number("member_id"), _word("programme"), _word("source"), _word("event_id", 128)),
        *(_word("measure"), _number("occurred_at"), _number("recorded_at"), _number("amount")),
        sa.PrimaryKeyConstraint(
            "member_id", "programme", "source", "event_id", "measure", name="event_count_pkey"
        ),
    )
    op.create_index("event_count_by_time", "event_count", ["member_id", "programme", "occurred_at"])
    op.execute(
        "INSERT INTO event_count (member_id, programme, source, event_id, measure, occurred_at,"
        " recorded_at, amount)"
        " SELECT member_id, programme, source, event_id, 'earned:' || rule, occurred_at, recorded_at, 1"
        " FROM done_event WHERE points > 0 AND length(rule) <= 57"
    )


def downgrade() -> None:
    """Remove the table and the column."""
    op.drop_table("event_count")
    op.drop_column("done_event", "explanation_id")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, autoincrement=False)


def _word(name: str, length: int = 64) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)
