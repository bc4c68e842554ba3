"""The tables of orders, returns, what counts towards tiers, quotes and explanations."""

from sqlalchemy import Column as PlainColumn
from sqlalchemy import Index, LargeBinary, Table, Text

from loyalty.database.base import metadata, number, word


def _document(name: str) -> PlainColumn[str]:
    return PlainColumn(name, Text, nullable=False)


order_record = Table(
    "order_record",
    metadata,
    word("programme", key=True),
    word("source", key=True),
    word("order_id", 128, key=True),
    number("member_id", optional=True),
    number("occurred_at"),
    number("recorded_at"),
    word("digest"),
    word("fingerprint"),
    word("explanation_id"),
    number("total"),
    number("paid"),
    number("points_earned"),
    number("points_used"),
    word("state", 16),
    number("returns"),
    Index("order_by_member", "member_id", "programme", "occurred_at"),
    Index("order_by_record", "programme", "recorded_at"),
)
return_record = Table(
    "return_record",
    metadata,
    word("programme", key=True),
    word("source", key=True),
    word("order_id", 128, key=True),
    word("return_id", 128, key=True),
    number("occurred_at"),
    number("recorded_at"),
    word("fingerprint"),
    _document("lines"),
    number("money"),
    number("points_back"),
    number("points_restored"),
    word("explanation_id"),
    word("kind", 16),
    word("channel"),
    word("reason"),
    word("next_order", 128),
    number("seq"),
)
spend = Table(
    "spend",
    metadata,
    number("member_id", key=True),
    word("programme", key=True),
    word("source", key=True),
    word("order_id", 128, key=True),
    word("return_id", 128, key=True),
    word("measure", key=True),
    number("occurred_at"),
    number("recorded_at"),
    number("amount"),
    Index("spend_by_time", "member_id", "programme", "occurred_at"),
)
event_count = Table(
    "event_count",
    metadata,
    number("member_id", key=True),
    word("programme", key=True),
    word("source", key=True),
    word("event_id", 128, key=True),
    word("measure", key=True),
    number("occurred_at"),
    number("recorded_at"),
    number("amount"),
    Index("event_count_by_time", "member_id", "programme", "occurred_at"),
)
quote = Table(
    "quote",
    metadata,
    word("quote_id", key=True),
    word("programme"),
    word("digest"),
    number("member_id", optional=True),
    number("at"),
    number("valid_until"),
    word("fingerprint"),
    number("payable"),
    word("explanation_id"),
)
# A trigger refuses changes of an explanation, see the migration.
explanation = Table(
    "explanation",
    metadata,
    word("explanation_id", key=True),
    word("kind", 16),
    number("member_id", optional=True),
    word("programme"),
    word("digest"),
    _document("recipe"),
    word("sha256"),
    number("created_at"),
)
# A trigger refuses changes here too: what was told is never told differently.
frozen_document = Table(
    "frozen_document",
    metadata,
    word("explanation_id", key=True),
    PlainColumn("body", LargeBinary, nullable=False),
    word("sha256"),
)
