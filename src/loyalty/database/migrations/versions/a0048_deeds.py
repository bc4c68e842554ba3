"""What people and keys did that changes who may do what: rows that nothing changes or removes, chained.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0048"
down_revision = "a0047"


def upgrade() -> None:
    """Make the table with its triggers."""
    op.create_table(
        "access_deed",
        _number("number"),
        _number("at"),
        _word("what", 24),
        _word("by", 80),
        _word("by_key", 16, optional=True),
        _word("about", 128),
        _word("programme", optional=True),
        sa.Column("says", sa.Text, nullable=False),
        _word("previous"),
        _word("digest"),
        sa.PrimaryKeyConstraint("number", name="access_deed_pkey"),
    )
    op.create_index("deeds_of", "access_deed", ["what", "about", "at"])
    for verb in ("UPDATE", "DELETE"):
        if op.get_bind().dialect.name == "postgresql":
            action = "EXECUTE FUNCTION append_only()"
        else:
            action = "BEGIN SELECT RAISE(ABORT, 'access_deed is append-only'); END"
        op.execute(
            f"CREATE TRIGGER access_deed_no_{verb.lower()} BEFORE {verb} ON access_deed FOR EACH ROW {action}"
        )


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("access_deed")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, autoincrement=False)


def _word(name: str, length: int = 64, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=optional)
