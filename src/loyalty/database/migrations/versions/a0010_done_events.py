"""Events that members did besides buying, which are never changed.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0010"
down_revision = "a0009"


def upgrade() -> None:
    """Make the table, its index, and the triggers that keep what was booked."""
    op.create_table(
        "done_event",
        *(_word("programme"), _word("source"), _word("event_id", 128)),
        *(_number("member_id"), _word("rule"), _number("occurred_at"), _number("recorded_at")),
        *(_word("digest"), _number("points"), _word("why", 32)),
        *(_number("pending_until", optional=True), _number("expires_at", optional=True)),
        sa.PrimaryKeyConstraint("programme", "source", "event_id", name="done_event_pkey"),
    )
    op.create_index("event_by_member", "done_event", ["member_id", "rule", "occurred_at"])
    for verb in ("UPDATE", "DELETE"):
        if op.get_bind().dialect.name == "postgresql":
            action = "EXECUTE FUNCTION append_only()"
        else:
            action = "BEGIN SELECT RAISE(ABORT, 'done_event is append-only'); END"
        op.execute(
            f"CREATE TRIGGER done_event_no_{verb.lower()} BEFORE {verb} ON done_event FOR EACH ROW {action}"
        )


def downgrade() -> None:
    """Remove the table; its triggers go with it."""
    op.drop_table("done_event")


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _word(name: str, length: int = 64) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)
