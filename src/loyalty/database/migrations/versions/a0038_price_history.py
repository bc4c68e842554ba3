"""What articles cost: rows that nothing changes or removes, each with the digest of the one before.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0038"
down_revision = "a0037"


def upgrade() -> None:
    """Make the table with its triggers, and the index by which the orders of a day are found."""
    op.create_table(
        "price_row",
        _word("programme"),
        _number("number"),
        _word("sku", 128),
        _word("market", 16),
        _word("channel"),
        _word("audience", 16),
        _number("starts_at"),
        _number("ends_at", optional=True),
        _word("price", optional=True),
        _word("sold", optional=True),
        _word("source"),
        _number("corrects", optional=True),
        _word("reason", 200),
        _number("recorded_at"),
        _word("fingerprint"),
        _word("previous"),
        _word("digest"),
        sa.PrimaryKeyConstraint("programme", "number", name="price_row_pkey"),
    )
    op.create_index("price_row_by_sku", "price_row", ["programme", "sku"])
    op.create_index("price_row_by_fingerprint", "price_row", ["programme", "fingerprint"], unique=True)
    op.create_index("order_by_record", "order_record", ["programme", "recorded_at"])
    for verb in ("UPDATE", "DELETE"):
        if op.get_bind().dialect.name == "postgresql":
            action = "EXECUTE FUNCTION append_only()"
        else:
            action = "BEGIN SELECT RAISE(ABORT, 'price_row is append-only'); END"
        op.execute(
            f"CREATE TRIGGER price_row_no_{verb.lower()} BEFORE {verb} ON price_row FOR EACH ROW {action}"
        )


def downgrade() -> None:
    """Remove the table and the index."""
    op.drop_index("order_by_record", "order_record")
    op.drop_table("price_row")


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _word(name: str, length: int = 64, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=optional)
