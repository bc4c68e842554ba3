"""Versions keep which checks ran of them when they were adopted.

A migration is frozen: it repeats the column and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0058"
down_revision = "a0057"

_TABLE, _NAME = "programme_binding", "checks"


def upgrade() -> None:
    """Add the column, where no way back left it; of versions that are there nothing was kept."""
    there = sa.inspect(op.get_bind())
    if _NAME not in {column["name"] for column in there.get_columns(_TABLE)}:
        op.add_column(_TABLE, sa.Column(_NAME, sa.Text))


def downgrade() -> None:
    """Leave the column, which an earlier release does not see: what it says cannot be found again."""
