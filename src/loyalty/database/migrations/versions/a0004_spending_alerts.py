"""Alerts about spending, as they were wished for, and what was told of them.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0004"
down_revision = "a0003"

_TABLES = ("alert_told", "spending_alert")


def upgrade() -> None:
    """Make the tables, then the triggers that keep what was told."""
    op.create_table(
        "spending_alert",
        *(_number("member_id"), _word("subscription_id")),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        *(_word("programme"), _number("set_at"), sa.Column("content", sa.Text, nullable=False)),
        sa.PrimaryKeyConstraint("member_id", "subscription_id", "number", name="spending_alert_pkey"),
    )
    op.create_index("spending_alert_by_programme", "spending_alert", ["programme", "subscription_id"])
    op.create_table(
        "alert_told",
        *(_number("member_id"), _word("subscription_id"), _number("start_at"), _word("alert")),
        *(_word("limit_at"), _number("spent"), _number("told_at")),
        sa.PrimaryKeyConstraint(
            *("member_id", "subscription_id", "start_at", "alert", "limit_at"), name="alert_told_pkey"
        ),
    )
    for table in _TABLES:
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            if op.get_bind().dialect.name == "postgresql":
                action = "EXECUTE FUNCTION append_only()"
            else:
                action = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            op.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW {action}")


def downgrade() -> None:
    """Remove the tables; triggers go with them."""
    for table in _TABLES:
        op.drop_table(table)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, autoincrement=False)


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(64), nullable=False)
