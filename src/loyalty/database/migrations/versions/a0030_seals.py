"""Seals of documents, the public keys that made them, and the root of each closed day.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0030"
down_revision = "a0029"


def upgrade() -> None:
    """Make the tables; a root, once published, is never changed."""
    op.create_table(
        "seal_key",
        *(_word("key_id", 16), _number("valid_from"), _number("valid_until", optional=True)),
        _text("content"),
        sa.PrimaryKeyConstraint("key_id", name="seal_key_pkey"),
    )
    op.create_table(
        "document_seal",
        *(_word("explanation_id"), _word("programme"), _number("member_id", optional=True)),
        *(_number("chain_number", optional=True), _number("sealed_at"), _word("leaf"), _text("content")),
        _number("leaf_index", optional=True),
        sa.PrimaryKeyConstraint("explanation_id", name="document_seal_pkey"),
        sa.UniqueConstraint("member_id", "chain_number", name="document_seal_chain"),
        sa.UniqueConstraint("programme", "leaf_index", name="document_seal_place"),
    )
    op.create_index("document_seal_by_time", "document_seal", ["programme", "sealed_at"])
    op.create_table(
        "seal_snapshot",
        *(_word("explanation_id"), _number("member_id", optional=True), _text("sealed")),
        sa.PrimaryKeyConstraint("explanation_id", name="seal_snapshot_pkey"),
    )
    op.create_index("seal_snapshot_by_member", "seal_snapshot", ["member_id"])
    op.create_table(
        "seal_day",
        *(_word("programme"), _word("day", 10), _number("size"), _text("content")),
        sa.PrimaryKeyConstraint("programme", "day", name="seal_day_pkey"),
    )
    for verb in ("UPDATE", "DELETE"):
        if op.get_bind().dialect.name == "postgresql":
            action = "EXECUTE FUNCTION append_only()"
        else:
            action = "BEGIN SELECT RAISE(ABORT, 'seal_day is append-only'); END"
        op.execute(
            f"CREATE TRIGGER seal_day_no_{verb.lower()} BEFORE {verb} ON seal_day FOR EACH ROW {action}"
        )


def downgrade() -> None:
    """Remove the tables; documents stay as they were told, and are no longer sealed."""
    for table in ("seal_day", "seal_snapshot", "document_seal", "seal_key"):
        op.drop_table(table)


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _word(name: str, length: int = 64) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)
