"""Subscriptions with their changes, invoices with their lines, prepaid credit, uses of coupons.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0003"
down_revision = "a0002"

_TABLES = (
    *("coupon_use", "credit_use", "credit_grant", "invoice_count", "billed_line", "invoice"),
    *("subscription_change", "subscription"),
)
_NEVER_CHANGED = ("subscription_change", "invoice", "billed_line", "credit_use", "coupon_use")
_NEVER_REMOVED = (*_NEVER_CHANGED, "subscription", "credit_grant", "invoice_count")


def upgrade() -> None:
    """Make the tables, then the triggers that keep what was booked."""
    _subscriptions()
    _invoices()
    _lines()
    _credit()
    _forbid()


def downgrade() -> None:
    """Remove the tables; triggers go with them."""
    for table in _TABLES:
        op.drop_table(table)


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _small(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, autoincrement=False)


def _word(name: str, length: int = 64, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=optional)


def _document(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"{table}_pkey")


def _of(table: str, other: str, *columns: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(columns, [f"{other}.{c}" for c in columns], name=f"{table}_{other}_fkey")


def _subscriptions() -> None:
    op.create_table(
        "subscription",
        _number("member_id"),
        *(_word(name) for name in ("subscription_id", "programme", "timezone")),
        *(_number("created_at"), _number("seq"), _number("next_due", optional=True)),
        _key("subscription", "member_id", "subscription_id"),
        sa.UniqueConstraint("programme", "subscription_id", name="subscription_natural"),
    )
    op.create_index("subscription_next_due", "subscription", ["programme", "next_due"])
    op.create_table(
        "subscription_change",
        *(_number("member_id"), _word("subscription_id"), _small("number")),
        *(_number("holds_at"), _number("recorded_at"), _document("content")),
        _key("subscription_change", "member_id", "subscription_id", "number"),
        _of("subscription_change", "subscription", "member_id", "subscription_id"),
    )


def _invoices() -> None:
    op.create_table(
        "invoice",
        *(_number("member_id"), _word("invoice_id"), _word("programme"), _number("number")),
        *(_word("kind", 16), _word("subscription_id"), _number("issued_at"), _word("currency", 3)),
        *(_number(name) for name in ("due", "tax_inside", "tax_added", "credit", "points", "points_money")),
        _word("voids", optional=True),
        _key("invoice", "member_id", "invoice_id"),
        sa.UniqueConstraint("programme", "number", name="invoice_number_once"),
        sa.UniqueConstraint("invoice_id", name="invoice_natural"),
        sa.UniqueConstraint("voids", name="invoice_voided_once"),
    )
    op.create_index("invoice_by_subscription", "invoice", ["member_id", "subscription_id", "number"])
    op.create_table(
        "invoice_count", _word("programme"), _number("issued"), _key("invoice_count", "programme")
    )


def _lines() -> None:
    op.create_table(
        "billed_line",
        *(_number("member_id"), _word("invoice_id"), _small("line")),
        *(_word("subscription_id"), _word("programme"), _number("start_at"), _number("end_at")),
        *(_word("plan"), _word("step", 400), _word("category", 32), _document("label")),
        *(_flag("inside"), _number("now"), _number("amount"), _word("explanation_id")),
        _key("billed_line", "member_id", "invoice_id", "line"),
        _of("billed_line", "invoice", "member_id", "invoice_id"),
    )
    op.create_index("billed_line_by_period", "billed_line", ["member_id", "subscription_id", "start_at"])


def _credit() -> None:
    op.create_table(
        "credit_grant",
        *(_number("member_id"), _word("grant_id"), _word("programme")),
        *(_number("amount"), _number("used"), _number("priority"), _flag("purchased")),
        *(_number("created_at"), _number("ends_at", optional=True), _document("scope")),
        _key("credit_grant", "member_id", "grant_id"),
        sa.CheckConstraint(
            "amount > 0 AND used >= 0 AND used <= amount", name=op.f("credit_grant_money_check")
        ),
    )
    op.create_table(
        "credit_use",
        *(_number("member_id"), _word("grant_id"), _word("cause"), _number("amount"), _number("used_at")),
        _key("credit_use", "member_id", "grant_id", "cause"),
        sa.CheckConstraint("amount <> 0", name=op.f("credit_use_movement_check")),
        _of("credit_use", "credit_grant", "member_id", "grant_id"),
    )
    op.create_table(
        "coupon_use",
        *(_number("member_id"), _word("programme"), _word("code"), _word("subscription_id")),
        _number("given_at"),
        _key("coupon_use", "member_id", "programme", "code", "subscription_id"),
    )


def _forbid() -> None:
    """Let the databases themselves refuse to change what was booked."""
    refused = [("UPDATE", table) for table in _NEVER_CHANGED] + [
        ("DELETE", table) for table in _NEVER_REMOVED
    ]
    for verb, table in refused:
        name = f"{table}_no_{verb.lower()}"
        if op.get_bind().dialect.name == "postgresql":
            action = "EXECUTE FUNCTION append_only()"
        else:
            action = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        op.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW {action}")
