"""The first tables: the ledger, members, tiers, orders, usage, answers, programmes, keys.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0001"
down_revision = None

_TABLES = (
    *("posting", "allocation", "hold", "lot", "entry", "balance"),
    *("member_fact", "member", "movement", "standing"),
    *("spend", "return_record", "order_record", "quote", "explanation"),
    *("usage_event", "idempotency", "programme_version", "api_key"),
)
_NEVER_CHANGED = ("entry", "posting", "allocation", "movement", "explanation")
_NEVER_REMOVED = ("entry", "posting", "allocation", "movement")


def upgrade() -> None:
    """Make the tables, then the triggers that keep the book append-only."""
    _ledger()
    _ledger_lines()
    _lots_and_holds()
    _members()
    _orders()
    _quotes()
    _the_rest()
    _forbid()


def downgrade() -> None:
    """Remove everything; triggers go with their tables."""
    for table in _TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION append_only()")


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _small(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, autoincrement=False)


def _word(name: str, length: int = 64, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=optional)


def _document(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _hash(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(32), nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"{table}_pkey")


def _of_entry(table: str) -> sa.ForeignKeyConstraint:
    columns = ["member_id", "entry_id"]
    return sa.ForeignKeyConstraint(columns, [f"entry.{c}" for c in columns], name=f"{table}_entry_fkey")


def _ledger() -> None:
    op.create_table(
        "balance",
        _number("member_id"),
        _word("unit", 32),
        _word("programme"),
        *(_number(name) for name in ("available", "pending", "held", "owed", "seq")),
        _hash("head_hash"),
        _number("next_due", optional=True),
        _key("balance", "member_id", "unit"),
        sa.CheckConstraint(
            "available >= 0 AND pending >= 0 AND held >= 0 AND owed >= 0", name=op.f("balance_floor_check")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("balance_next_due", "balance", ["next_due"])
    op.create_table(
        "entry",
        _number("member_id"),
        _number("entry_id"),
        _word("unit", 32),
        _number("seq"),
        _word("kind", 16),
        _number("occurred_at"),
        _number("recorded_at"),
        _word("source"),
        _word("external_ref", 200),
        _word("programme_digest"),
        _word("reason", 200),
        _number("reverses_entry_id", optional=True),
        _hash("prev_hash"),
        _hash("hash"),
        _key("entry", "member_id", "entry_id"),
        sa.UniqueConstraint("member_id", "unit", "seq", name="entry_seq"),
        sa.UniqueConstraint("member_id", "unit", "source", "external_ref", "kind", name="entry_natural"),
        sqlite_with_rowid=False,
    )


def _ledger_lines() -> None:
    op.create_table(
        "posting",
        _number("member_id"),
        _number("entry_id"),
        _small("line"),
        _word("unit", 32),
        _word("source", 16),
        _word("destination", 16),
        _number("amount"),
        _key("posting", "member_id", "entry_id", "line"),
        sa.CheckConstraint("amount > 0 AND source <> destination", name=op.f("posting_movement_check")),
        _of_entry("posting"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "allocation",
        _number("member_id"),
        _number("entry_id"),
        _small("line"),
        _number("lot_id"),
        _number("amount"),
        _key("allocation", "member_id", "entry_id", "line", "lot_id"),
        sa.CheckConstraint("amount <> 0", name=op.f("allocation_movement_check")),
        _of_entry("allocation"),
        sqlite_with_rowid=False,
    )


def _lots_and_holds() -> None:
    op.create_table(
        "lot",
        _number("member_id"),
        _number("lot_id"),
        _word("unit", 32),
        _number("amount"),
        _number("remaining"),
        _number("vests_at", optional=True),
        sa.Column("vested", sa.Boolean, nullable=False),
        _number("expires_at", optional=True),
        _word("external_ref", 200),
        _key("lot", "member_id", "lot_id"),
        sa.CheckConstraint(
            "remaining >= 0 AND remaining <= amount AND amount > 0", name=op.f("lot_points_check")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "hold",
        _number("member_id"),
        _number("hold_id"),
        _word("unit", 32),
        _number("entry_id"),
        _number("amount"),
        _number("captured"),
        _word("state", 16),
        _number("expires_at"),
        _key("hold", "member_id", "hold_id"),
        sa.CheckConstraint(
            "amount > 0 AND captured >= 0 AND captured <= amount", name=op.f("hold_points_check")
        ),
        sqlite_with_rowid=False,
    )


def _members() -> None:
    op.create_table(
        "member",
        _number("member_id"),
        _word("programme"),
        _number("enrolled_at"),
        _word("state", 16),
        _word("reference_hash", optional=True),
        _key("member", "member_id"),
        sa.UniqueConstraint("programme", "reference_hash", name="member_reference"),
    )
    op.create_table(
        "member_fact",
        _number("member_id"),
        _word("fact"),
        _word("value", 200),
        _number("set_at"),
        _key("member_fact", "member_id", "fact"),
        sa.ForeignKeyConstraint(["member_id"], ["member.member_id"], name="member_fact_member_fkey"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "standing",
        _number("member_id"),
        _word("programme"),
        _word("tier"),
        _number("since"),
        _number("until", optional=True),
        _key("standing", "member_id", "programme"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "movement",
        _number("member_id"),
        _word("programme"),
        _number("moved_at"),
        _word("to_tier"),
        _word("from_tier"),
        *(_number(name) for name in ("spend", "needed", "window_start", "window_end")),
        _key("movement", "member_id", "programme", "moved_at", "to_tier"),
        sqlite_with_rowid=False,
    )


def _orders() -> None:
    order = ("programme", "source", "order_id")
    op.create_table(
        "order_record",
        *(_word("programme"), _word("source"), _word("order_id", 128)),
        _number("member_id", optional=True),
        *(_number("occurred_at"), _number("recorded_at")),
        *(_word("digest"), _word("fingerprint")),
        _word("explanation_id"),
        *(_number(name) for name in ("total", "paid", "points_earned", "points_used")),
        _word("state", 16),
        _number("returns"),
        _key("order_record", *order),
    )
    op.create_table(
        "return_record",
        *(_word("programme"), _word("source"), _word("order_id", 128), _word("return_id", 128)),
        *(_number("occurred_at"), _number("recorded_at")),
        _word("fingerprint"),
        _document("lines"),
        *(_number(name) for name in ("money", "points_back", "points_restored")),
        _word("explanation_id"),
        _key("return_record", *order, "return_id"),
    )
    op.create_table(
        "spend",
        _number("member_id"),
        *(_word("programme"), _word("source"), _word("order_id", 128), _word("return_id", 128)),
        *(_number("occurred_at"), _number("amount")),
        _key("spend", "member_id", *order, "return_id"),
    )
    op.create_index("spend_by_time", "spend", ["member_id", "programme", "occurred_at"])


def _quotes() -> None:
    op.create_table(
        "quote",
        *(_word("quote_id"), _word("programme"), _word("digest")),
        _number("member_id", optional=True),
        *(_number("at"), _number("valid_until")),
        _word("fingerprint"),
        _number("payable"),
        _word("explanation_id"),
        _key("quote", "quote_id"),
    )
    op.create_table(
        "explanation",
        *(_word("explanation_id"), _word("kind", 16)),
        _number("member_id", optional=True),
        *(_word("programme"), _word("digest")),
        _document("recipe"),
        _word("sha256"),
        _number("created_at"),
        _key("explanation", "explanation_id"),
    )


def _the_rest() -> None:
    op.create_table(
        "usage_event",
        *(_word("programme"), _word("source"), _word("event_id", 128)),
        _number("member_id"),
        *(_word("meter"), _word("quantity", 40)),
        *(_number("occurred_at"), _number("recorded_at")),
        _key("usage_event", "programme", "source", "event_id"),
    )
    op.create_index("usage_event_by_time", "usage_event", ["member_id", "programme", "meter", "occurred_at"])
    op.create_table(
        "idempotency",
        *(_word("scope", 128), _word("key", 255), _word("fingerprint")),
        _document("response"),
        *(_number("created_at"), _number("expires_at")),
        _key("idempotency", "scope", "key"),
    )
    op.create_index("idempotency_expiry", "idempotency", ["expires_at"])
    op.create_table(
        "programme_version",
        *(_word("programme"), _word("digest")),
        _document("source"),
        *(_number("adopted_at"), _number("binds_from")),
        _key("programme_version", "programme", "digest"),
    )
    op.create_table(
        "api_key",
        *(_word("key_id", 16), _word("secret_digest"), _word("label", 80)),
        _word("programme", optional=True),
        *(_word("scopes", 400), _word("kind", 8)),
        *(_number("created_at"), _number("revoked_at", optional=True)),
        _key("api_key", "key_id"),
    )


def _forbid() -> None:
    """Let the databases themselves refuse to change what was booked."""
    refused = [("UPDATE", table) for table in _NEVER_CHANGED] + [
        ("DELETE", table) for table in _NEVER_REMOVED
    ]
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )
    for verb, table in refused:
        name = f"{table}_no_{verb.lower()}"
        if op.get_bind().dialect.name == "postgresql":
            action = "EXECUTE FUNCTION append_only()"
        else:
            action = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        op.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW {action}")
