"""What a member did besides buying loses its minute after 24 months, and nothing else of it is changed.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

from alembic import op

revision = "a0054"
down_revision = "a0053"

_NAMES = "done_event_no_update"
_STAYS = (
    *("programme", "source", "event_id", "member_id", "rule", "digest", "points", "why"),
    *("pending_until", "expires_at", "explanation_id"),
)


def upgrade() -> None:
    """Refuse changes of every column but the times."""
    _refuse(f"UPDATE OF {', '.join(_STAYS)}")


def downgrade() -> None:
    """Refuse every change again; what is gone stays so."""
    _refuse("UPDATE")


def _refuse(when: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP TRIGGER {_NAMES} ON done_event")
        action = "EXECUTE FUNCTION append_only()"
    else:
        op.execute(f"DROP TRIGGER {_NAMES}")
        action = "BEGIN SELECT RAISE(ABORT, 'done_event is append-only'); END"
    op.execute(f"CREATE TRIGGER {_NAMES} BEFORE {when} ON done_event FOR EACH ROW {action}")
