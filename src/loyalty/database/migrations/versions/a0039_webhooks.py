"""What other systems are told: announcements, endpoints with their secrets, deliveries and attempts.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0039"
down_revision = "a0038"


def upgrade() -> None:
    """Make the tables and their indexes."""
    _outbox()
    _endpoints()
    _deliveries()


def downgrade() -> None:
    """Remove the tables."""
    for table in ("webhook_attempt", "webhook_delivery", "webhook_secret", "webhook_endpoint", "outbox"):
        op.drop_table(table)


def _outbox() -> None:
    op.create_table(
        "outbox",
        *(_number("member_id"), _number("seq"), _word("event_id", 32), _word("programme"), _word("type", 32)),
        *(_number("recorded_at"), sa.Column("content", sa.Text, nullable=False)),
        sa.Column("spread", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("member_id", "seq", name="outbox_pkey"),
        sa.UniqueConstraint("member_id", "event_id", name="outbox_once"),
        sqlite_with_rowid=False,
    )
    op.create_index("outbox_of_programme", "outbox", ["programme", "event_id"])
    waiting = sa.text("NOT spread")
    op.create_index("outbox_waiting", "outbox", ["event_id"], postgresql_where=waiting, sqlite_where=waiting)


def _endpoints() -> None:
    op.create_table(
        "webhook_endpoint",
        *(_word("programme"), _word("endpoint_id"), _word("address", 500)),
        sa.Column("types", sa.Text, nullable=False),
        *(_word("state", 16), _word("why", 32), _number("created_at"), _word("created_by", 128)),
        sa.Column("failures", sa.Integer, nullable=False),
        *(_number("paused_until"), _number("accepted_at", optional=True)),
        sa.PrimaryKeyConstraint("programme", "endpoint_id", name="webhook_endpoint_pkey"),
    )
    op.create_table(
        "webhook_secret",
        *(_word("programme"), _word("endpoint_id"), _number("made_at")),
        sa.Column("sealed", sa.Text, nullable=False),
        *(_word("master"), _number("ends_at", optional=True)),
        sa.PrimaryKeyConstraint("programme", "endpoint_id", "made_at", name="webhook_secret_pkey"),
    )


def _deliveries() -> None:
    op.create_table(
        "webhook_delivery",
        *(_number("member_id"), _number("seq"), _word("endpoint_id"), _word("event_id", 32)),
        *(_word("programme"), _word("state", 16), sa.Column("attempts", sa.Integer, nullable=False)),
        *(_number("next_at"), _number("made_at")),
        sa.PrimaryKeyConstraint("member_id", "seq", "endpoint_id", name="webhook_delivery_pkey"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "webhook_delivery_of_endpoint", "webhook_delivery", ["programme", "endpoint_id", "event_id"]
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index(
        "webhook_delivery_waiting",
        "webhook_delivery",
        ["next_at"],
        postgresql_where=waiting,
        sqlite_where=waiting,
    )
    op.create_table(
        "webhook_attempt",
        *(_number("member_id"), _number("seq"), _word("endpoint_id"), _number("tried_at")),
        *(sa.Column("status", sa.Integer, nullable=True), _word("fault", 32)),
        sa.Column("milliseconds", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("member_id", "seq", "endpoint_id", "tried_at", name="webhook_attempt_pkey"),
        sqlite_with_rowid=False,
    )


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _word(name: str, length: int = 64, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=optional)
