"""Who is signed in on the pages, and the links by which members come in.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0037"
down_revision = "a0036"


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "page_session",
        *(_word("session_id", 16), _word("secret_digest", 64), _word("key_id", 16, optional=True)),
        *(_number("member_id", optional=True), _word("begun_by", 80), _word("reason", optional=True)),
        *(_number("begun_at"), _number("until")),
        sa.PrimaryKeyConstraint("session_id", name="page_session_pkey"),
        sa.ForeignKeyConstraint(["member_id"], ["member.member_id"], name="page_session_member_fkey"),
    )
    op.create_index("session_of_member", "page_session", ["member_id"])
    op.create_table(
        "page_link",
        *(_word("link_id", 16), _number("member_id"), _word("key_id", 16, optional=True)),
        *(_word("made_by", 80), _number("made_at"), _number("until"), _number("used_at", optional=True)),
        sa.PrimaryKeyConstraint("link_id", name="page_link_pkey"),
        sa.ForeignKeyConstraint(["member_id"], ["member.member_id"], name="page_link_member_fkey"),
    )
    op.create_index("link_of_member", "page_link", ["member_id"])


def downgrade() -> None:
    """Remove both."""
    op.drop_table("page_link")
    op.drop_table("page_session")


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _word(name: str, length: int = 64, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=optional)
