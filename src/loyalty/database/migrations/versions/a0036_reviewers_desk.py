"""By what documents are found again, for those that were told before too; and sign-offs of reviewers.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import json
import zlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "a0036"
down_revision = "a0035"

_PAGE = 500
_ITSELF = sa.text("rule = ''")
_TOLD = sa.text(
    "SELECT e.explanation_id, e.kind, e.member_id, e.programme, e.digest, e.created_at, f.body "
    "FROM explanation e JOIN frozen_document f ON f.explanation_id = e.explanation_id "
    "WHERE e.explanation_id > :last ORDER BY e.explanation_id LIMIT :page"
)
_NAMES = (
    "SELECT explanation_id, order_id AS name FROM order_record",
    "SELECT explanation_id, order_id AS name FROM return_record",
    "SELECT explanation_id, quote_id AS name FROM quote",
    "SELECT explanation_id, event_id AS name FROM done_event",
)


def upgrade() -> None:
    """Make the tables, and file what was told before."""
    op.create_table(
        "filed_document",
        *(
            _word("explanation_id"),
            _word("rule", 128),
            _word("programme"),
            _word("digest"),
            _word("kind", 16),
        ),
        *(_number("member_id", optional=True), _number("told_at"), _number("amount"), _word("currency", 3)),
        _word("reference", 128),
        sa.PrimaryKeyConstraint("explanation_id", "rule", name="filed_document_pkey"),
    )
    _file()
    op.create_index("filed_by_rule", "filed_document", ["programme", "rule", "told_at", "explanation_id"])
    for name, columns in {
        "filed_by_member": ["member_id", "told_at"],
        "filed_by_amount": ["programme", "amount"],
        "filed_by_reference": ["programme", "reference"],
    }.items():
        op.create_index(name, "filed_document", columns, sqlite_where=_ITSELF, postgresql_where=_ITSELF)
    op.create_table(
        "sign_off",
        *(_word("programme"), _number("number"), _word("subject", 160)),
        sa.Column("content", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("programme", "number", name="sign_off_pkey"),
    )
    op.create_index("sign_off_by_subject", "sign_off", ["programme", "subject"])
    for verb in ("UPDATE", "DELETE"):
        if op.get_bind().dialect.name == "postgresql":
            action = "EXECUTE FUNCTION append_only()"
        else:
            action = "BEGIN SELECT RAISE(ABORT, 'sign_off is append-only'); END"
        op.execute(
            f"CREATE TRIGGER sign_off_no_{verb.lower()} BEFORE {verb} ON sign_off FOR EACH ROW {action}"
        )


def downgrade() -> None:
    """Remove the tables; what was told stays."""
    op.drop_table("sign_off")
    op.drop_table("filed_document")


def _file() -> None:
    """File every document that was told, under the rules in it."""
    connection, last = op.get_bind(), ""
    adding = sa.text(
        "INSERT INTO filed_document (explanation_id, rule, programme, digest, kind, member_id, told_at, "
        "amount, currency, reference) VALUES (:explanation_id, :rule, :programme, :digest, :kind, "
        ":member_id, :told_at, :amount, :currency, '')"
    )
    while rows := connection.execute(_TOLD, {"last": last, "page": _PAGE}).all():
        connection.execute(adding, [filed for row in rows for filed in _filed(row)])
        last = rows[-1].explanation_id
    for names in _NAMES:
        named = [{"id": row.explanation_id, "name": row.name} for row in connection.execute(sa.text(names))]
        if named:
            naming = "UPDATE filed_document SET reference = :name WHERE explanation_id = :id"
            connection.execute(sa.text(naming), named)


def _filed(row: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  a row of the database
    document = json.loads(zlib.decompress(row.body))
    refund = document.get("refund")
    shared = {
        "explanation_id": row.explanation_id,
        "programme": row.programme,
        "digest": row.digest,
        "kind": row.kind,
        "member_id": row.member_id,
        "told_at": row.created_at,
        "amount": document["total"]["due"] if refund is None else refund["money"],
        "currency": document["currency"],
    }
    rules = {line["rule"]["id"] for line in document["lines"]}
    rules |= {award["rule"] for award in document["points"].get("awards", ())}
    return (shared | {"rule": rule} for rule in ("", *sorted(rules)))


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=optional, autoincrement=False)


def _word(name: str, length: int = 64) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)
