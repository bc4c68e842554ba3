"""Erasures with what is left of each, legal holds, and lines of orders thinned to class and month.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0031"
down_revision = "a0030"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "erasure",
        *(_word("erasure_id"), _number("member_id"), _word("programme")),
        *(_word("ground", 32), _word("checked", 128), _number("asked_at"), _word("asked_by", 128)),
        *(_text("offer"), _number("closed_at", optional=True), _text("released", optional=True)),
        *(_number("erased_at", optional=True), _text("removed", optional=True), _text("kept", optional=True)),
        sa.PrimaryKeyConstraint("erasure_id", name="erasure_pkey"),
        sa.UniqueConstraint("member_id", name="erasure_of_member"),
    )
    op.create_table(
        "legal_hold",
        *(_number("member_id"), _word("case_id"), _word("classes", 200), _word("approved_by", 128)),
        *(_number("set_at"), _number("until"), _number("ended_at", optional=True)),
        sa.PrimaryKeyConstraint("member_id", "case_id", name="legal_hold_pkey"),
    )
    op.create_table(
        "thinned_line",
        *(_word("programme"), _word("source"), _word("order_id", 128), _word("kind"), _number("lines")),
        sa.PrimaryKeyConstraint("programme", "source", "order_id", "kind", name="thinned_line_pkey"),
    )


def downgrade() -> None:
    """Remove the tables; what was erased stays so."""
    for table in ("thinned_line", "legal_hold", "erasure"):
        op.drop_table(table)


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _word(name: str, length: int = 64) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _text(name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=optional)
