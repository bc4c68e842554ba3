"""What members agreed to and chose, and how old they are as far as that matters.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0032"
down_revision = "a0031"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "consent",
        *(_number("member_id"), _word("record_id"), _word("programme"), _word("purpose", 32)),
        sa.Column("facts", sa.Text, nullable=False),
        *(_word("notice"), _word("notice_version"), _word("notice_sha256"), _word("notice_language", 16)),
        *(_number("given"), _number("decided_at"), _word("way", 16), _word("proof", 128, optional=True)),
        *(_number("until", optional=True), _word("jurisdiction", 16), _number("guardian", optional=True)),
        *(_word("receipt_id", optional=True), _word("recorded_by", 128)),
        *(_number("withdrawn_at", optional=True), _word("way_back", 16, optional=True)),
        _word("withdrawn_by", 128, optional=True),
        sa.PrimaryKeyConstraint("member_id", "record_id", name="consent_pkey"),
        sa.ForeignKeyConstraint(["member_id"], ["member.member_id"], name="consent_member_fkey"),
    )
    op.create_table(
        "privacy_choice",
        *(_number("member_id"), _number("number"), _word("choice", 32), _number("holds")),
        *(_number("chosen_at"), _word("chosen_by", 128)),
        sa.PrimaryKeyConstraint("member_id", "number", name="privacy_choice_pkey"),
        sa.ForeignKeyConstraint(["member_id"], ["member.member_id"], name="privacy_choice_member_fkey"),
    )
    op.create_table(
        "member_age",
        *(_number("member_id"), _word("band", 16), _number("guardian", optional=True)),
        *(_number("set_at"), _word("set_by", 128)),
        sa.PrimaryKeyConstraint("member_id", name="member_age_pkey"),
        sa.ForeignKeyConstraint(["member_id"], ["member.member_id"], name="member_age_member_fkey"),
    )


def downgrade() -> None:
    """Remove the tables."""
    for table in ("member_age", "privacy_choice", "consent"):
        op.drop_table(table)


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _word(name: str, length: int = 64, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=optional)
