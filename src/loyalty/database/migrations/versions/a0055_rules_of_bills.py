"""Bills that were told before are found by the rules of their lines too.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import json
import zlib
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "a0055"
down_revision = "a0054"

_PAGE = 500
_BILLS = sa.text(
    "SELECT b.*, f.body FROM filed_document b JOIN frozen_document f ON f.explanation_id = b.explanation_id "
    "WHERE b.rule = '' AND b.kind IN ('invoice', 'credit_note') AND b.explanation_id > :last "
    "ORDER BY b.explanation_id LIMIT :page"
)
_BILLED = sa.text("SELECT body FROM frozen_document WHERE explanation_id = :name")
_ADD = sa.text(
    "INSERT INTO filed_document (explanation_id, rule, programme, digest, kind, member_id, told_at, amount, "
    "currency, reference) VALUES (:explanation_id, :rule, :programme, :digest, :kind, :member_id, :told_at, "
    ":amount, :currency, :reference)"
)


def upgrade() -> None:
    """File every bill under the rules of its lines, which stand in the explanations it bills."""
    connection, last = op.get_bind(), ""
    while rows := connection.execute(_BILLS, {"last": last, "page": _PAGE}).mappings().all():
        for row in rows:
            filed = {name: value for name, value in row.items() if name != "body"}
            for rule in sorted(_rules(json.loads(zlib.decompress(row["body"])))):
                connection.execute(_ADD, filed | {"rule": rule})
        last = rows[-1]["explanation_id"]


def downgrade() -> None:
    """Find bills by no rule again."""
    op.execute("DELETE FROM filed_document WHERE rule <> '' AND kind IN ('invoice', 'credit_note')")


def _rules(bill: dict[str, Any]) -> set[str]:
    keys, found = {line["key"] for line in bill["lines"]}, set()
    for name in {period["explanation"] for period in bill["periods"]}:
        body = op.get_bind().scalar(_BILLED, {"name": name})
        if body is not None:
            lines = json.loads(zlib.decompress(body))["lines"]
            found |= {line["rule"]["id"] for line in lines if line["step"] in keys}
    return found
