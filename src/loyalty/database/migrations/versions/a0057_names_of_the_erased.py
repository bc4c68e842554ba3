"""The words of staff about breaches and rules lose the name of who was erased, and nothing else of them.

The triggers that refuse updates name every other column; on the words themselves they let only those be
written in which it stands that something was taken out.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

from alembic import op

revision = "a0057"
down_revision = "a0056"

_ERASED = "[erased]"
_WORDS = {
    "breach_step": ("content", ("breach_id", "number", "step", "at", "by")),
    "audit_record": ("reason", ("programme", "number", "at", "step", "by", "by_key", "of")),
}


def upgrade() -> None:
    """Let a name be taken out of words."""
    for table, (words, others) in _WORDS.items():
        _drop(table, f"{table}_no_update")
        _refuse(table, f"{table}_no_update", f"UPDATE OF {', '.join(others)}", "")
        kept = f"WHEN (NEW.{words} IS NULL OR NEW.{words} NOT LIKE '%{_ERASED}%')"
        _refuse(table, f"{table}_words", f"UPDATE OF {words}", kept)


def downgrade() -> None:
    """Refuse it again; what was taken out stays so."""
    for table in _WORDS:
        _drop(table, f"{table}_words")
        _drop(table, f"{table}_no_update")
        _refuse(table, f"{table}_no_update", "UPDATE", "")


def _drop(table: str, name: str) -> None:
    on = f" ON {table}" if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(f"DROP TRIGGER {name}{on}")


def _refuse(table: str, name: str, when: str, kept: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        action = "EXECUTE FUNCTION append_only()"
    else:
        action = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    op.execute(f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW {kept} {action}")
