"""The life of a programme's versions: when each binds, plans to adopt one, freezes, the audit.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "a0025"
down_revision = "a0024"


def upgrade() -> None:
    """Make the tables; what binds moves into one of its own, numbered in the order of adoption."""
    op.create_table(
        "programme_binding",
        *(_word("programme"), _number("number"), _word("digest")),
        *(_number("adopted_at"), _number("binds_from")),
        sa.PrimaryKeyConstraint("programme", "number", name="programme_binding_pkey"),
    )
    op.execute(
        "INSERT INTO programme_binding (programme, number, digest, adopted_at, binds_from)"
        " SELECT programme, row_number() OVER (PARTITION BY programme ORDER BY adopted_at, digest),"
        " digest, adopted_at, binds_from FROM programme_version"
    )
    op.drop_column("programme_version", "adopted_at")
    op.drop_column("programme_version", "binds_from")
    op.create_table(
        "adoption_plan",
        *(_word("programme"), _word("plan_id"), _word("digest"), _word("against", optional=True)),
        *(_word("day", 10), _text("source"), _text("document"), _word("document_digest")),
        *(_word("author", 80), _word("author_key", 16, optional=True), _number("made_at")),
        *(_word("state", 8), _word("answered_by", 80, optional=True)),
        *(_word("answered_key", 16, optional=True), _number("answered_at", optional=True)),
        *(_word("reason", 400, optional=True), _number("adopted_at", optional=True)),
        sa.PrimaryKeyConstraint("programme", "plan_id", name="adoption_plan_pkey"),
    )
    op.create_table(
        "audit_record",
        *(_word("programme"), _number("number"), _number("at"), _word("step", 16)),
        *(_word("by", 80), _word("by_key", 16, optional=True)),
        *(_text("of"), _word("reason", 400, optional=True)),
        sa.PrimaryKeyConstraint("programme", "number", name="audit_record_pkey"),
    )
    op.create_table(
        "programme_freeze",
        *(_word("programme"), _number("since"), _word("by", 80)),
        *(_word("by_key", 16, optional=True), _word("reason", 400)),
        sa.PrimaryKeyConstraint("programme", name="programme_freeze_pkey"),
    )
    _forbid()


def downgrade() -> None:
    """Remove the tables; of a version that binds more than once the first time is kept."""
    for table in ("programme_freeze", "audit_record", "adoption_plan"):
        op.drop_table(table)
    for name in ("adopted_at", "binds_from"):
        op.add_column("programme_version", sa.Column(name, sa.BigInteger, nullable=False, server_default="0"))
        op.execute(
            f"UPDATE programme_version SET {name} = (SELECT b.{name} FROM programme_binding b"  # noqa: S608 - our own names
            " WHERE b.programme = programme_version.programme AND b.digest = programme_version.digest"
            " ORDER BY b.number LIMIT 1)"
        )
    op.drop_table("programme_binding")


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _word(name: str, length: int = 64, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=optional)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _forbid() -> None:
    """Let the databases themselves refuse to change what was recorded."""
    for verb in ("UPDATE", "DELETE"):
        name = f"audit_record_no_{verb.lower()}"
        if op.get_bind().dialect.name == "postgresql":
            action = "EXECUTE FUNCTION append_only()"
        else:
            action = "BEGIN SELECT RAISE(ABORT, 'audit_record is append-only'); END"
        op.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON audit_record FOR EACH ROW {action}")
