"""Cases of members: a row for each, and for each step, which goes with its case; and remedies.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0040"
down_revision = "a0039"


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _word(name: str, length: int = 64, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=optional)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "service_case",
        *(_word("programme"), _word("case_id"), _word("kind", 16), _word("topic", 16)),
        *(_number("member_id", optional=True), _word("about", 160), _word("digest")),
        *(_number("opened_at"), _number("closed_at", optional=True), _number("steps")),
        sa.PrimaryKeyConstraint("programme", "case_id", name="service_case_pkey"),
        sa.ForeignKeyConstraint(["member_id"], ["member.member_id"], name="service_case_member_fkey"),
    )
    op.create_index("case_of_member", "service_case", ["member_id"])
    op.create_index("case_open", "service_case", ["programme", "closed_at", "case_id"])
    op.create_table(
        "case_step",
        *(_word("programme"), _word("case_id"), _number("number"), _word("step", 16), _number("at")),
        *(_word("by", 128), _word("by_key", optional=True)),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("programme", "case_id", "number", name="case_step_pkey"),
        sa.ForeignKeyConstraint(
            ["programme", "case_id"],
            ["service_case.programme", "service_case.case_id"],
            name="case_step_service_case_fkey",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "remedy",
        *(_word("programme"), _word("case_id"), _word("source"), _word("order_id", 128)),
        *(_number("member_id", optional=True), _word("explanation_id")),
        *(_number("money"), _number("points"), _word("state", 16), _number("found_at")),
        *(_number("settled_at", optional=True), _word("settled_by", 128, optional=True)),
        _word("reference", 128, optional=True),
        sa.PrimaryKeyConstraint("programme", "case_id", "source", "order_id", name="remedy_pkey"),
    )
    op.create_index("remedy_of_member", "remedy", ["member_id"])


def downgrade() -> None:
    """Remove the tables."""
    op.drop_table("remedy")
    op.drop_table("case_step")
    op.drop_table("service_case")
