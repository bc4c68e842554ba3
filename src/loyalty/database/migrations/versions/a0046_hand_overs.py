"""What is handed over to others, what recipients are told, marketing messages; consents name recipients.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0046"
down_revision = "a0045"


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def upgrade() -> None:
    """Make the tables, and add the column."""
    op.add_column("consent", sa.Column("recipient", sa.String(64), nullable=True))
    _handed()
    _told()
    _sent()


def _handed() -> None:
    op.create_table(
        "hand_over",
        sa.Column("programme", sa.String(64), nullable=False),
        sa.Column("handover_id", sa.String(64), nullable=False),
        _number("member_id"),
        sa.Column("recipient", sa.String(64), nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("basis", sa.String(32), nullable=False),
        sa.Column("consents", sa.Text, nullable=False),
        _number("handed_at"),
        sa.Column("handed_by", sa.String(128), nullable=False),
        sa.PrimaryKeyConstraint("programme", "handover_id", name="hand_over_pkey"),
        sa.ForeignKeyConstraint(["member_id"], ["member.member_id"]),
    )
    op.create_index("hand_over_of_member", "hand_over", ["member_id", "handed_at"])


def _told() -> None:
    op.create_table(
        "recipient_notice",
        _number("recipient_notice_id"),
        sa.Column("programme", sa.String(64), nullable=False),
        sa.Column("recipient", sa.String(64), nullable=False),
        sa.Column("handover_id", sa.String(64), nullable=False),
        _number("member_id"),
        sa.Column("kind", sa.String(16), nullable=False),
        _number("made_at"),
        _number("told_at", optional=True),
        sa.Column("told_by", sa.String(128), nullable=True),
        sa.PrimaryKeyConstraint("recipient_notice_id", name="recipient_notice_pkey"),
        sa.ForeignKeyConstraint(["member_id"], ["member.member_id"]),
    )
    op.create_index(
        "recipient_notice_waiting", "recipient_notice", ["programme", "told_at", "recipient_notice_id"]
    )
    op.create_index("recipient_notice_of_member", "recipient_notice", ["member_id", "recipient_notice_id"])


def _sent() -> None:
    op.create_table(
        "marketing_message",
        sa.Column("programme", sa.String(64), nullable=False),
        sa.Column("message_id", sa.String(64), nullable=False),
        _number("member_id"),
        sa.Column("medium", sa.String(16), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("why", sa.String(32), nullable=False),
        sa.Column("consent_id", sa.String(64), nullable=True),
        sa.Column("stop_id", sa.String(16), nullable=False),
        _number("sent_at"),
        sa.Column("sent_by", sa.String(128), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=True),
        _number("outcome_at", optional=True),
        _number("stopped_at", optional=True),
        sa.PrimaryKeyConstraint("programme", "message_id", name="marketing_message_pkey"),
        sa.ForeignKeyConstraint(["member_id"], ["member.member_id"]),
    )
    op.create_index("marketing_of_member", "marketing_message", ["member_id", "sent_at"])
    op.create_index("marketing_stop", "marketing_message", ["stop_id"], unique=True)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("marketing_message")
    op.drop_table("recipient_notice")
    op.drop_table("hand_over")
    op.drop_column("consent", "recipient")
