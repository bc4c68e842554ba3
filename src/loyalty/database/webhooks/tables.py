"""The tables of what other systems are told: announcements, endpoints with their secrets, deliveries.

An announcement is written in the transaction of what it tells of. Who hands it on marks exactly the
rows that were handed on; nobody ever remembers a last one, since transactions end in another order
than they begin. `member_id` leads the keys, as in the ledger.
"""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, UniqueConstraint, text

from loyalty.database.base import metadata, number, word

EVENT_LENGTH = 32
ENDPOINT_LENGTH = 64
ADDRESS_LENGTH = 500

# ``content`` is JSON; nothing personal stands in it. ``spread``: whether it was handed on to endpoints.
outbox = Table(
    "outbox",
    metadata,
    number("member_id", key=True),
    number("seq", key=True),
    word("event_id", EVENT_LENGTH),
    word("programme"),
    word("type", 32),
    number("recorded_at"),
    Column("content", Text, nullable=False),
    Column("spread", Boolean, nullable=False),
    word("traceparent", 55, optional=True),
    UniqueConstraint("member_id", "event_id", name="outbox_once"),
    Index("outbox_of_programme", "programme", "event_id"),
    Index(
        "outbox_waiting",
        "event_id",
        postgresql_where=text("NOT spread"),
        sqlite_where=text("NOT spread"),
    ),
    sqlite_with_rowid=False,
)
# ``types`` is a JSON list, empty for all.
webhook_endpoint = Table(
    "webhook_endpoint",
    metadata,
    word("programme", key=True),
    word("endpoint_id", ENDPOINT_LENGTH, key=True),
    word("address", ADDRESS_LENGTH),
    Column("types", Text, nullable=False),
    word("state", 16),
    word("why", 32),
    number("created_at"),
    word("created_by", 128),
    Column("failures", Integer, nullable=False),
    number("paused_until"),
    number("accepted_at", optional=True),
)
# ``sealed`` opens with the master key; ``ends_at`` is until when an earlier one still signs.
webhook_secret = Table(
    "webhook_secret",
    metadata,
    word("programme", key=True),
    word("endpoint_id", ENDPOINT_LENGTH, key=True),
    number("made_at", key=True),
    Column("sealed", Text, nullable=False),
    word("master"),
    number("ends_at", optional=True),
)
webhook_delivery = Table(
    "webhook_delivery",
    metadata,
    number("member_id", key=True),
    number("seq", key=True),
    word("endpoint_id", ENDPOINT_LENGTH, key=True),
    word("event_id", EVENT_LENGTH),
    word("programme"),
    word("state", 16),
    Column("attempts", Integer, nullable=False),
    number("next_at"),
    number("made_at"),
    Index("webhook_delivery_of_endpoint", "programme", "endpoint_id", "event_id"),
    Index(
        "webhook_delivery_waiting",
        "next_at",
        postgresql_where=text("state = 'waiting'"),
        sqlite_where=text("state = 'waiting'"),
    ),
    sqlite_with_rowid=False,
)
webhook_attempt = Table(
    "webhook_attempt",
    metadata,
    number("member_id", key=True),
    number("seq", key=True),
    word("endpoint_id", ENDPOINT_LENGTH, key=True),
    number("tried_at", key=True),
    Column("status", Integer, nullable=True),
    word("fault", 32),
    Column("milliseconds", Integer, nullable=False),
    sqlite_with_rowid=False,
)
