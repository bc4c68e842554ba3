"""The tables of subscriptions, invoices and prepaid credit.

Changes, billed lines, invoices and uses are append-only: triggers refuse changes, see the
migration. ``seq`` of a subscription and ``used`` of a grant are what two writers meet at.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from loyalty.database.base import metadata, number, word


def _document(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


subscription = Table(
    "subscription",
    metadata,
    number("member_id", key=True),
    word("subscription_id", key=True),
    word("programme"),
    word("timezone"),
    number("created_at"),
    number("seq"),
    number("next_due", optional=True),
    UniqueConstraint("programme", "subscription_id", name="subscription_natural"),
    Index("subscription_next_due", "programme", "next_due"),
)
subscription_change = Table(
    "subscription_change",
    metadata,
    number("member_id", key=True),
    word("subscription_id", key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    number("holds_at"),
    number("recorded_at"),
    _document("content"),
    ForeignKeyConstraint(
        ["member_id", "subscription_id"], ["subscription.member_id", "subscription.subscription_id"]
    ),
)
invoice = Table(
    "invoice",
    metadata,
    number("member_id", key=True),
    word("invoice_id", key=True),
    word("programme"),
    number("number"),
    word("kind", 16),
    word("subscription_id"),
    number("issued_at"),
    word("currency", 3),
    number("due"),
    number("tax_inside"),
    number("tax_added"),
    number("credit"),
    number("points"),
    number("points_money"),
    word("voids", optional=True),
    UniqueConstraint("programme", "number", name="invoice_number_once"),
    UniqueConstraint("invoice_id", name="invoice_natural"),
    UniqueConstraint("voids", name="invoice_voided_once"),
    Index("invoice_by_subscription", "member_id", "subscription_id", "number"),
)
billed_line = Table(
    "billed_line",
    metadata,
    number("member_id", key=True),
    word("invoice_id", key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    word("subscription_id"),
    word("programme"),
    number("start_at"),
    number("end_at"),
    word("plan"),
    word("step", 400),
    word("category", 32),
    _document("label"),
    Column("inside", Boolean, nullable=False),
    number("now"),
    number("amount"),
    word("explanation_id"),
    ForeignKeyConstraint(["member_id", "invoice_id"], ["invoice.member_id", "invoice.invoice_id"]),
    Index("billed_line_by_period", "member_id", "subscription_id", "start_at"),
)
invoice_count = Table("invoice_count", metadata, word("programme", key=True), number("issued"))
credit_grant = Table(
    "credit_grant",
    metadata,
    number("member_id", key=True),
    word("grant_id", key=True),
    word("programme"),
    number("amount"),
    number("used"),
    number("priority"),
    Column("purchased", Boolean, nullable=False),
    number("created_at"),
    number("ends_at", optional=True),
    _document("scope"),
    CheckConstraint("amount > 0 AND used >= 0 AND used <= amount", name="money"),
)
credit_use = Table(
    "credit_use",
    metadata,
    number("member_id", key=True),
    word("grant_id", key=True),
    word("cause", key=True),
    number("amount"),
    number("used_at"),
    CheckConstraint("amount <> 0", name="movement"),
    ForeignKeyConstraint(["member_id", "grant_id"], ["credit_grant.member_id", "credit_grant.grant_id"]),
)
coupon_use = Table(
    "coupon_use",
    metadata,
    number("member_id", key=True),
    word("programme", key=True),
    word("code", key=True),
    word("subscription_id", key=True),
    number("given_at"),
)
spending_alert = Table(
    "spending_alert",
    metadata,
    number("member_id", key=True),
    word("subscription_id", key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    word("programme"),
    number("set_at"),
    _document("content"),
    Index("spending_alert_by_programme", "programme", "subscription_id"),
)
alert_told = Table(
    "alert_told",
    metadata,
    number("member_id", key=True),
    word("subscription_id", key=True),
    number("start_at", key=True),
    word("alert", key=True),
    word("limit_at", key=True),
    number("spent"),
    number("told_at"),
)
