"""Entries say whether the ends they give wait until their member was told, under the hash of the entry.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0056"
down_revision = "a0055"

_TABLES, _NAME = ("lot", "lot_end"), "until_told"


def upgrade() -> None:
    """Add the columns, where no way back left them; the entries that are there say nothing of it."""
    there = sa.inspect(op.get_bind())
    for table in _TABLES:
        if _NAME not in {column["name"] for column in there.get_columns(table)}:
            op.add_column(table, sa.Column(_NAME, sa.Boolean))


def downgrade() -> None:
    """Leave the columns, which an earlier release does not see: what they say is hashed, and needed again."""
