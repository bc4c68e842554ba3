"""Explanations as they were told: the bytes of each document, which nothing changes afterwards.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0029"
down_revision = "a0028"


def upgrade() -> None:
    """Make the table, and the trigger that refuses changes of what was told."""
    op.create_table(
        "frozen_document",
        sa.Column("explanation_id", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("explanation_id", name="frozen_document_pkey"),
    )
    if op.get_bind().dialect.name == "postgresql":
        action = "EXECUTE FUNCTION append_only()"
    else:
        action = "BEGIN SELECT RAISE(ABORT, 'frozen_document is append-only'); END"
    op.execute(
        f"CREATE TRIGGER frozen_document_no_update BEFORE UPDATE ON frozen_document FOR EACH ROW {action}"
    )


def downgrade() -> None:
    """Remove the table; explanations are made again from what is kept of their decisions."""
    op.drop_table("frozen_document")
