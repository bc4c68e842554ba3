"""Room for the names of all scopes that there are, and of those to come.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0035"
down_revision = "a0034"
BEFORE, AFTER = sa.String(400), sa.String(2000)


def upgrade() -> None:
    """Let a key have more scopes."""
    with op.batch_alter_table("api_key") as table:
        table.alter_column("scopes", type_=AFTER, existing_type=BEFORE, existing_nullable=False)


def downgrade() -> None:
    """Take the room back; a key whose scopes no longer fit stops this, and nothing is cut short."""
    with op.batch_alter_table("api_key") as table:
        table.alter_column("scopes", type_=BEFORE, existing_type=AFTER, existing_nullable=False)
