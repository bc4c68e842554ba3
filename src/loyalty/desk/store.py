"""Rows by which documents are found again: one for each document and each rule in it; and sign-offs."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    Row,
    Table,
    Text,
    exists,
    or_,
    select,
    text,
    tuple_,
)

from loyalty.database.base import insert_row, insert_unread, metadata, number, word
from loyalty.desk.course import Did, Sequel
from loyalty.desk.filed import REFERENCE_MAX, Filed, Wanted
from loyalty.desk.sign_off import SignOff
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds

ITSELF = ""
"""The rule of the row of the document itself."""
_ITSELF = text("rule = ''")

filed_document = Table(
    "filed_document",
    metadata,
    word("explanation_id", key=True),
    word("rule", 128, key=True),
    word("programme"),
    word("digest"),
    word("kind", 16),
    number("member_id", optional=True),
    number("told_at"),
    number("amount"),
    word("currency", 3),
    word("reference", REFERENCE_MAX),
    Index("filed_by_rule", "programme", "rule", "told_at", "explanation_id"),
    Index("filed_by_member", "member_id", "told_at", sqlite_where=_ITSELF, postgresql_where=_ITSELF),
    Index("filed_by_amount", "programme", "amount", sqlite_where=_ITSELF, postgresql_where=_ITSELF),
    Index("filed_by_reference", "programme", "reference", sqlite_where=_ITSELF, postgresql_where=_ITSELF),
)
sequel = Table(
    "sequel",
    metadata,
    word("explanation_id", key=True),
    word("earlier_id", key=True),
    word("did", 16),
    number("member_id", optional=True),
    number("told_at"),
    Index("sequel_by_earlier", "earlier_id"),
    Index("sequel_by_member", "member_id"),
)
# A trigger refuses changes, see the migration.
sign_off = Table(
    "sign_off",
    metadata,
    word("programme", key=True),
    number("number", key=True),
    word("subject", 160),
    Column("content", Text, nullable=False),
    Index("sign_off_by_subject", "programme", "subject"),
)

_FILE = insert_unread(filed_document)
_OF = filed_document.c
_FOLLOW = insert_row(sequel).on_conflict_do_nothing()
_SIGN = insert_row(sign_off).on_conflict_do_nothing()
_SIGNED = select(sign_off.c.content)
_RULES = select(_OF.explanation_id, _OF.rule).where(_OF.rule != ITSELF).order_by(_OF.rule)


class DeskStore:
    """What a reviewer finds, of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def file(self, new: Filed) -> None:
        """Keep how a document is found."""
        row = {
            "explanation_id": new.explanation_id,
            "programme": new.programme,
            "digest": new.digest,
            "kind": new.kind,
            "member_id": new.member_id,
            "told_at": microseconds(new.told_at),
            "amount": new.amount,
            "currency": new.currency,
            "reference": new.reference,
        }
        self._connection.execute(_FILE, [row | {"rule": rule} for rule in (ITSELF, *new.rules)])

    def get(self, explanation_id: str) -> Filed | None:
        """Give how a document is found, None where it was never told."""
        asked = select(filed_document).where(_OF.explanation_id == explanation_id, _OF.rule == ITSELF)
        found = self._with_rules(self._connection.execute(asked).all())
        return found[0] if found else None

    def find(self, wanted: Wanted, limit: int) -> Sequence[Filed]:
        """Give up to ``limit`` documents, those told last first."""
        asked = (
            select(filed_document)
            .where(*_told(wanted), *_named(wanted))
            .order_by(_OF.told_at.desc(), _OF.explanation_id.desc())
            .limit(limit)
        )
        return self._with_rules(self._connection.execute(asked).all())

    def follow(self, new: Sequel) -> None:
        """Keep what a later document did to an earlier one; what is there already stays."""
        row = {
            "explanation_id": new.later,
            "earlier_id": new.earlier,
            "did": str(new.did),
            "member_id": new.member_id,
            "told_at": microseconds(new.told_at),
        }
        self._connection.execute(_FOLLOW, row)

    def sequels(self, explanation_id: str) -> Sequence[Sequel]:
        """Give what followed a document, and what it followed."""
        asked = select(sequel).where(
            or_(sequel.c.explanation_id == explanation_id, sequel.c.earlier_id == explanation_id)
        )
        return [_sequel(row) for row in self._connection.execute(asked)]

    def sign(self, new: SignOff) -> None:
        """Keep a sign-off. Raises DecideAgain where another one has its number."""
        row = {
            "programme": new.programme,
            "number": new.number,
            "subject": new.of.name,
            "content": json.dumps(new.to_json(), ensure_ascii=False),
        }
        if self._connection.execute(_SIGN, row).rowcount != 1:
            raise DecideAgain

    def last_sign_off(self, programme: str) -> SignOff | None:
        """Give the sign-off of a programme with the highest number, None before the first."""
        asked = _SIGNED.where(sign_off.c.programme == programme).order_by(sign_off.c.number.desc()).limit(1)
        text_of = self._connection.scalar(asked)
        return None if text_of is None else SignOff.from_json(json.loads(text_of))

    def sign_offs(
        self, programme: str, subject: str | None = None, *, after: int = 0, limit: int | None = None
    ) -> Sequence[SignOff]:
        """Give sign-offs of a programme with numbers above ``after``, of a subject or of all."""
        asked = _SIGNED.where(sign_off.c.programme == programme, sign_off.c.number > after)
        if subject is not None:
            asked = asked.where(sign_off.c.subject == subject)
        found = self._connection.scalars(asked.order_by(sign_off.c.number).limit(limit))
        return [SignOff.from_json(json.loads(content)) for content in found]

    def _with_rules(self, rows: Sequence[Row[Any]]) -> list[Filed]:
        ids = [row.explanation_id for row in rows]
        rules: dict[str, list[str]] = {name: [] for name in ids}
        for row in self._connection.execute(_RULES.where(_OF.explanation_id.in_(ids))):
            rules[row.explanation_id].append(row.rule)
        return [_filed(row, tuple(rules[row.explanation_id])) for row in rows]


def _told(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Give what is asked of the row itself: programme, time, amount, and where the list goes on."""
    said: list[ColumnElement[bool]] = [_OF.programme == wanted.programme]
    if wanted.since is not None:
        said.append(_OF.told_at >= microseconds(wanted.since))
    if wanted.until is not None:
        said.append(_OF.told_at < microseconds(wanted.until))
    if wanted.least is not None:
        said.append(_OF.amount >= wanted.least)
    if wanted.most is not None:
        said.append(_OF.amount <= wanted.most)
    if not wanted.changes or wanted.least is not None or wanted.most is not None:
        said.append(_OF.currency != "")
    if wanted.kind is not None:
        said.append(_OF.kind == wanted.kind)
    if wanted.digest is not None:
        said.append(_OF.digest == wanted.digest)
    if wanted.before is not None:
        last = filed_document.alias("last")
        told = (
            select(last.c.told_at)
            .where(last.c.explanation_id == wanted.before, last.c.rule == ITSELF)
            .scalar_subquery()
        )
        said.append(tuple_(_OF.told_at, _OF.explanation_id) < tuple_(told, wanted.before))
    return said


def _named(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Give what is asked of names; of a rule alone its own rows are read, else those of the documents."""
    named: list[ColumnElement[bool]] = [_OF.explanation_id.in_(wanted.ids)] if wanted.ids else []
    if wanted.reference is not None:
        named.append(_OF.reference == wanted.reference)
    if wanted.member_id is not None:
        named.append(_OF.member_id == wanted.member_id)
    if wanted.rule is None:
        return [*named, _OF.rule == ITSELF]
    if not named:
        return [_OF.rule == wanted.rule]
    with_rule = filed_document.alias("with_rule")
    same = with_rule.c.explanation_id == _OF.explanation_id
    return [*named, _OF.rule == ITSELF, exists().where(same, with_rule.c.rule == wanted.rule)]


def _sequel(row: Row[Any]) -> Sequel:
    return Sequel(
        later=row.explanation_id,
        earlier=row.earlier_id,
        did=Did(row.did),
        member_id=None if row.member_id is None else MemberId(row.member_id),
        told_at=instant_at(row.told_at),
    )


def _filed(row: Row[Any], rules: tuple[str, ...]) -> Filed:
    return Filed(
        explanation_id=row.explanation_id,
        kind=row.kind,
        member_id=None if row.member_id is None else MemberId(row.member_id),
        programme=row.programme,
        digest=row.digest,
        told_at=instant_at(row.told_at),
        amount=row.amount,
        currency=row.currency,
        reference=row.reference,
        rules=rules,
    )
