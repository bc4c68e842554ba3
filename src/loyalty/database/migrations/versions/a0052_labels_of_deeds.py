"""Names and labels of deeds stand beside the chain, which holds commitments to them, so that they can end.

What is in the chain already stays as it is: its digests cover it. Going back removes the labels for good.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0052"
down_revision = "a0051"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "deed_label",
        sa.Column("number", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("place", sa.String(16), nullable=False),
        sa.Column("label", sa.String(80), nullable=False),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("number", "place", name="deed_label_pkey"),
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("deed_label")
