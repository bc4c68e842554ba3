"""Gift cards, which are never changed: what is on them stands in the ledger.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0021"
down_revision = "a0020"


def upgrade() -> None:
    """Make the table, its index, and the triggers that keep what was issued."""
    op.create_table(
        "gift_card",
        *(_word("programme"), _word("source"), _word("card_id"), _number("holder"), _word("digest")),
        *(
            _number("amount"),
            _word("currency", 3),
            _number("issued_at"),
            _word("order_id", 128),
            _word("line"),
        ),
        sa.PrimaryKeyConstraint("programme", "source", "card_id", name="gift_card_pkey"),
        sa.UniqueConstraint("programme", "digest", name="gift_card_digest"),
        sa.CheckConstraint("amount > 0", name="amount"),
    )
    op.create_index("gift_card_by_order", "gift_card", ["programme", "source", "order_id"])
    for verb in ("UPDATE", "DELETE"):
        if op.get_bind().dialect.name == "postgresql":
            action = "EXECUTE FUNCTION append_only()"
        else:
            action = "BEGIN SELECT RAISE(ABORT, 'gift_card is append-only'); END"
        op.execute(
            f"CREATE TRIGGER gift_card_no_{verb.lower()} BEFORE {verb} ON gift_card FOR EACH ROW {action}"
        )


def downgrade() -> None:
    """Remove the table; its triggers go with it."""
    op.drop_table("gift_card")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, autoincrement=False)


def _word(name: str, length: int = 64) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)
