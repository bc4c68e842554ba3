"""Rows that erasing and retention remove, or bring to the day, may be: triggers refused it.

What was booked is still not changed: the triggers that refuse updates stay, and those on times that are
brought to the day name every other column.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

from alembic import op

revision = "a0053"
down_revision = "a0052"

_REMOVED = ("alert_told", "done_event", "rfm_group", "spending_alert", "voucher_code")
_TO_THE_DAY = {
    "coupon_use": ("member_id", "programme", "code", "subscription_id"),
    "voucher_use": ("programme", "source", "order_id", "scope", "kind", "voucher", "member_id"),
}


def upgrade() -> None:
    """Let rows be removed that are not kept for ever, and times lose their minutes."""
    for table in _REMOVED:
        _drop(table, "delete")
    for table, columns in _TO_THE_DAY.items():
        _drop(table, "update")
        _refuse(table, "update", f"UPDATE OF {', '.join(columns)}")


def downgrade() -> None:
    """Refuse it again; what is gone stays so."""
    for table in _TO_THE_DAY:
        _drop(table, "update")
        _refuse(table, "update", "UPDATE")
    for table in _REMOVED:
        _refuse(table, "delete", "DELETE")


def _drop(table: str, verb: str) -> None:
    on = f" ON {table}" if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(f"DROP TRIGGER {table}_no_{verb}{on}")


def _refuse(table: str, verb: str, when: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        action = "EXECUTE FUNCTION append_only()"
    else:
        action = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    op.execute(f"CREATE TRIGGER {table}_no_{verb} BEFORE {when} ON {table} FOR EACH ROW {action}")
