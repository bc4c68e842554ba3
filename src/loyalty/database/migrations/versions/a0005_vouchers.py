"""Vouchers: issued codes, tallies, promises to quotes, and uses, which are never changed.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0005"
down_revision = "a0004"


def upgrade() -> None:
    """Make the tables, then the triggers that keep what was booked."""
    op.create_table(
        "voucher_code",
        *(_word("programme"), _word("digest"), _word("voucher")),
        *(_number("member_id", optional=True), _number("issued_at")),
        _key("voucher_code", "programme", "digest"),
    )
    op.create_table(
        "voucher_tally",
        *(_word("programme"), _word("scope", 160), _number("seq"), _number("used")),
        _key("voucher_tally", "programme", "scope"),
        sa.CheckConstraint("used >= 0", name=op.f("voucher_tally_used_check")),
    )
    op.create_table(
        "voucher_promise",
        *(_word("programme"), _word("scope", 160), _word("quote_id")),
        *(_number("member_id", optional=True), _number("until")),
        _key("voucher_promise", "programme", "scope", "quote_id"),
    )
    op.create_table(
        "voucher_use",
        *(_word("programme"), _word("source"), _word("order_id", 128), _word("scope", 160), _word("kind", 8)),
        *(_word("voucher"), _number("member_id", optional=True), _number("booked_at")),
        _key("voucher_use", "programme", "source", "order_id", "scope", "kind"),
    )
    _forbid()


def downgrade() -> None:
    """Remove the tables; triggers go with them."""
    for table in ("voucher_use", "voucher_promise", "voucher_tally", "voucher_code"):
        op.drop_table(table)


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _word(name: str, length: int = 64) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"{table}_pkey")


def _forbid() -> None:
    """Let the databases themselves refuse to change what was booked."""
    for verb, table in (("UPDATE", "voucher_use"), ("DELETE", "voucher_use"), ("DELETE", "voucher_code")):
        name = f"{table}_no_{verb.lower()}"
        if op.get_bind().dialect.name == "postgresql":
            action = "EXECUTE FUNCTION append_only()"
        else:
            action = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        op.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW {action}")
