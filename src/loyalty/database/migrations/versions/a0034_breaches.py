"""Breaches of personal data: a row for each step, which nothing changes or removes.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0034"
down_revision = "a0033"


def upgrade() -> None:
    """Make the table, and the triggers that keep its rows."""
    op.create_table(
        "breach_step",
        sa.Column("breach_id", sa.String(64), nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("step", sa.String(32), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("by", sa.String(128), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("breach_id", "number", name="breach_step_pkey"),
    )
    for verb in ("UPDATE", "DELETE"):
        if op.get_bind().dialect.name == "postgresql":
            action = "EXECUTE FUNCTION append_only()"
        else:
            action = "BEGIN SELECT RAISE(ABORT, 'breach_step is append-only'); END"
        op.execute(
            f"CREATE TRIGGER breach_step_no_{verb.lower()} BEFORE {verb} ON breach_step FOR EACH ROW {action}"
        )


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("breach_step")
