"""Rows of vouchers: issued codes, tallies, promises to quotes, and uses, which are never changed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Connection,
    Index,
    Row,
    String,
    Table,
    UniqueConstraint,
    and_,
    bindparam,
    case,
    cast,
    delete,
    distinct,
    func,
    or_,
    select,
    update,
)

from loyalty.database.base import insert_row, metadata, number, word
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.vouchers.code import IssuedCode
from loyalty.vouchers.count import NOBODY, Asker, Limit, Tally, VoucherUse, code_limit
from loyalty.vouchers.gift_card import GiftCard, GiftCardKey

voucher_code = Table(
    "voucher_code",
    metadata,
    word("programme", key=True),
    word("digest", key=True),
    word("voucher"),
    number("member_id", optional=True),
    number("issued_at"),
    number("last_day", optional=True),
    number("ended_at", optional=True),
)
voucher_tally = Table(
    "voucher_tally",
    metadata,
    word("programme", key=True),
    word("scope", 160, key=True),
    number("seq"),
    number("used"),
    CheckConstraint("used >= 0", name="used"),
)
voucher_promise = Table(
    "voucher_promise",
    metadata,
    word("programme", key=True),
    word("scope", 160, key=True),
    word("quote_id", key=True),
    number("member_id", optional=True),
    number("until"),
)
# Append-only: a trigger refuses changes, see the migration.
gift_card = Table(
    "gift_card",
    metadata,
    word("programme", key=True),
    word("source", key=True),
    word("card_id", key=True),
    number("holder"),
    word("digest"),
    number("amount"),
    word("currency", 3),
    number("issued_at"),
    word("order_id", 128),
    word("line"),
    CheckConstraint("amount > 0", name="amount"),
    UniqueConstraint("programme", "digest", name="gift_card_digest"),
    Index("gift_card_by_order", "programme", "source", "order_id"),
)
# Append-only: a trigger refuses changes, see the migration.
voucher_use = Table(
    "voucher_use",
    metadata,
    word("programme", key=True),
    word("source", key=True),
    word("order_id", 128, key=True),
    word("scope", 160, key=True),
    word("kind", 8, key=True),
    word("voucher"),
    number("member_id", optional=True),
    number("booked_at"),
)

_ISSUE = insert_row(voucher_code).on_conflict_do_nothing()
_BEGIN = insert_row(voucher_tally).on_conflict_do_nothing()
_PROMISE, _USE = insert_row(voucher_promise), insert_row(voucher_use)
_ADD_CARD = insert_row(gift_card).on_conflict_do_nothing()
_COUNT = (
    update(voucher_tally)
    .where(
        voucher_tally.c.programme == bindparam("of"),
        voucher_tally.c.scope == bindparam("of_scope"),
        voucher_tally.c.seq == bindparam("seen"),
    )
    .values(seq=voucher_tally.c.seq + 1, used=voucher_tally.c.used + bindparam("more"))
)
USE, BACK = "use", "back"
UNLIMITED = "unlimited:"
"""What stands before the scope of a voucher that nothing limits; it is not counted."""


class VoucherStore:
    """Vouchers of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def issue(self, codes: Iterable[IssuedCode]) -> None:
        """Keep codes; one that is there stays as it is."""
        for code in codes:
            row = {
                "programme": code.programme,
                "digest": code.digest,
                "voucher": code.voucher,
                "member_id": code.member,
                "issued_at": microseconds(code.issued_at),
                "last_day": code.last_day.toordinal() if code.last_day is not None else None,
                "ended_at": microseconds(code.ended_at) if code.ended_at is not None else None,
            }
            self._connection.execute(_ISSUE, row)

    def code(self, programme: str, digest: str) -> IssuedCode | None:
        """Give an issued code by its digest."""
        of_code = and_(voucher_code.c.programme == programme, voucher_code.c.digest == digest)
        found = self._connection.execute(select(voucher_code).where(of_code)).one_or_none()
        return None if found is None else _code(found)

    def end(self, programme: str, digest: str, tally: Tally, at: datetime | None) -> None:
        """Let a code count no more since ``at``, or again where that is None.

        ``tally`` is how often it had counted. Raises DecideAgain where it counted meanwhile.
        """
        self._count(programme, tally, 0)
        of_code = and_(voucher_code.c.programme == programme, voucher_code.c.digest == digest)
        ended = microseconds(at) if at is not None else None
        self._connection.execute(update(voucher_code).where(of_code).values(ended_at=ended))

    def of_code(self, programme: str, digest: str, now: datetime) -> Tally:
        """Give how often a code has counted."""
        return self.tally(programme, code_limit(digest, 0), now)

    def ended(self, programme: str) -> Mapping[str, int]:
        """Give how many codes of each voucher ended because of a return."""
        of_programme = and_(voucher_code.c.programme == programme, voucher_code.c.ended_at.is_not(None))
        counted = select(voucher_code.c.voucher, func.count()).where(of_programme)
        rows = self._connection.execute(counted.group_by(voucher_code.c.voucher))
        return {row[0]: row[1] for row in rows}

    def issued(self, programme: str) -> Mapping[str, int]:
        """Give how many codes each voucher has that were issued."""
        counted = select(voucher_code.c.voucher, func.count()).where(voucher_code.c.programme == programme)
        rows = self._connection.execute(counted.group_by(voucher_code.c.voucher))
        return {row[0]: row[1] for row in rows}

    def uses(self, programme: str) -> Mapping[str, int]:
        """Give for how many orders each voucher counts: those it was used by and not given back."""
        order = voucher_use.c.source, voucher_use.c.order_id
        distinct = select(voucher_use.c.voucher, voucher_use.c.kind, *order)
        each = distinct.where(voucher_use.c.programme == programme).distinct().subquery()
        signed = case((each.c.kind == USE, 1), else_=-1)
        rows = self._connection.execute(select(each.c.voucher, func.sum(signed)).group_by(each.c.voucher))
        return {row[0]: int(row[1]) for row in rows}

    def tally(self, programme: str, limit: Limit, now: datetime, asker: Asker = NOBODY) -> Tally:
        """Give how often a scope has counted; promises to the asker's own quotes are left out.

        Of the quotes of one member only one is going to be taken, so together they hold one.
        """
        key = and_(voucher_tally.c.programme == programme, voucher_tally.c.scope == limit.scope)
        found = self._connection.execute(select(voucher_tally).where(key)).one_or_none()
        holder = func.coalesce(cast(voucher_promise.c.member_id, String), voucher_promise.c.quote_id)
        live = select(func.count(distinct(holder))).where(
            voucher_promise.c.programme == programme,
            voucher_promise.c.scope == limit.scope,
            voucher_promise.c.until > microseconds(now),
            voucher_promise.c.quote_id != (asker.quote or ""),
            or_(voucher_promise.c.member_id.is_(None), voucher_promise.c.member_id != (asker.member or 0)),
        )
        held = self._connection.execute(live).scalar_one()
        return Tally(limit.scope, found.seq if found else 0, found.used if found else 0, held)

    def promise(self, programme: str, tally: Tally, asker: Asker, until: datetime) -> None:
        """Keep one more for the asker's quote. Raises DecideAgain where somebody else was first."""
        self._count(programme, tally, 0)
        row = {"programme": programme, "scope": tally.scope, "quote_id": asker.quote}
        times = {"member_id": asker.member, "until": microseconds(until)}
        self._connection.execute(_PROMISE, {**row, **times})

    def extend(self, programme: str, quote: str, until: datetime) -> None:
        """Keep what was promised to a quote until then; who meanwhile counts on its end decides again."""
        table, tally = voucher_promise.c, voucher_tally.c
        kept = and_(table.programme == programme, table.quote_id == quote)
        scopes = select(table.scope).where(kept)
        touched = update(voucher_tally).where(tally.programme == programme, tally.scope.in_(scopes))
        self._connection.execute(touched.values(seq=tally.seq + 1))
        self._connection.execute(update(voucher_promise).where(kept).values(until=microseconds(until)))

    def lapsed(self, programme: str, now: datetime) -> datetime | None:
        """Give when the first promise to a quote ended that is still there at ``now``, None where none is."""
        asked = select(func.min(voucher_promise.c.until)).where(
            voucher_promise.c.programme == programme, voucher_promise.c.until <= microseconds(now)
        )
        found = self._connection.scalar(asked)
        return None if found is None else instant_at(found)

    def forget_lapsed(self, programme: str, now: datetime) -> int:
        """Remove the promises that have ended by ``now``, and give how many; they counted no more."""
        ended = and_(voucher_promise.c.programme == programme, voucher_promise.c.until <= microseconds(now))
        return self._connection.execute(delete(voucher_promise).where(ended)).rowcount

    def use(self, programme: str, tally: Tally, asker: Asker) -> None:
        """Count one more, in place of what the asker's quotes keep.

        Raises DecideAgain where somebody else was first.
        """
        self._count(programme, tally, 1)
        kept = and_(
            voucher_promise.c.programme == programme,
            voucher_promise.c.scope == tally.scope,
            or_(
                voucher_promise.c.quote_id == (asker.quote or ""),
                voucher_promise.c.member_id == (asker.member or 0),
            ),
        )
        self._connection.execute(delete(voucher_promise).where(kept))

    def book(self, order: tuple[str, str, str], use: VoucherUse, at: datetime) -> None:
        """Keep for good that a voucher counted for an order (programme, source, id)."""
        self._append(order, use, USE, at)

    def used_by(self, order: tuple[str, str, str]) -> Sequence[VoucherUse]:
        """Give the vouchers that counted for an order and were not given back, by voucher."""
        programme, source, order_id = order
        of_order = and_(
            voucher_use.c.programme == programme,
            voucher_use.c.source == source,
            voucher_use.c.order_id == order_id,
        )
        ordered = select(voucher_use).where(of_order).order_by(voucher_use.c.voucher, voucher_use.c.scope)
        rows = self._connection.execute(ordered).all()
        back = {row.voucher for row in rows if row.kind == BACK}
        names = dict.fromkeys(row.voucher for row in rows if row.voucher not in back)
        return [_use([row for row in rows if row.voucher == name]) for name in names]

    def give_back(self, order: tuple[str, str, str], use: VoucherUse, at: datetime) -> None:
        """Let what counted for an order count once less, and keep that for good. Raises DecideAgain."""
        for scope in (scope for scope in use.scopes if not scope.startswith(UNLIMITED)):
            self._count(order[0], self.tally(order[0], Limit(scope, 0), at), -1)
        self._append(order, use, BACK, at)

    def _append(self, order: tuple[str, str, str], use: VoucherUse, kind: str, at: datetime) -> None:
        programme, source, order_id = order
        for scope in use.scopes or (f"{UNLIMITED}{use.voucher}",):
            row = {
                "programme": programme,
                "source": source,
                "order_id": order_id,
                "scope": scope,
                "kind": kind,
                "voucher": use.voucher,
                "member_id": use.member,
                "booked_at": microseconds(at),
            }
            self._connection.execute(_USE, row)

    def _count(self, programme: str, tally: Tally, more: int) -> None:
        self._connection.execute(_BEGIN, {"programme": programme, "scope": tally.scope, "seq": 0, "used": 0})
        asked = {"of": programme, "of_scope": tally.scope, "seen": tally.seq, "more": more}
        if self._connection.execute(_COUNT, asked).rowcount != 1:
            raise DecideAgain


class GiftCardStore:
    """Gift cards of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, card: GiftCard) -> None:
        """Keep a card. Raises DecideAgain where one of its id is there."""
        row = {
            "programme": card.key.programme,
            "source": card.key.source,
            "card_id": card.key.card_id,
            "holder": card.holder,
            "digest": card.digest,
            "amount": card.amount,
            "currency": card.currency,
            "issued_at": microseconds(card.issued_at),
            "order_id": card.order_id,
            "line": card.line,
        }
        if self._connection.execute(_ADD_CARD, row).rowcount != 1:
            raise DecideAgain

    def get(self, key: GiftCardKey) -> GiftCard | None:
        """Give the card of an id, or None."""
        of_id = (gift_card.c.source == key.source, gift_card.c.card_id == key.card_id)
        return next(iter(self._cards(key.programme, *of_id)), None)

    def by_digest(self, programme: str, digest: str) -> GiftCard | None:
        """Give the card whose code has this keyed hash, or None."""
        return next(iter(self._cards(programme, gift_card.c.digest == digest)), None)

    def sold_by(self, programme: str, source: str, order_id: str) -> Sequence[GiftCard]:
        """Give the cards that an order sold, in the order in which they were issued."""
        return self._cards(programme, gift_card.c.source == source, gift_card.c.order_id == order_id)

    def _cards(self, programme: str, *which: ColumnElement[bool]) -> list[GiftCard]:
        asked = select(gift_card).where(gift_card.c.programme == programme, *which)
        ordered = asked.order_by(gift_card.c.issued_at, gift_card.c.holder)
        return [_card(row) for row in self._connection.execute(ordered)]


def _card(row: Row[Any]) -> GiftCard:
    return GiftCard(
        GiftCardKey(row.programme, row.source, row.card_id),
        MemberId(row.holder),
        row.digest,
        row.amount,
        row.currency,
        instant_at(row.issued_at),
        row.order_id,
        row.line,
    )


def _code(row: Row[Any]) -> IssuedCode:
    member = MemberId(row.member_id) if row.member_id is not None else None
    last = date.fromordinal(row.last_day) if row.last_day is not None else None
    ended = instant_at(row.ended_at) if row.ended_at is not None else None
    return IssuedCode(row.programme, row.digest, row.voucher, instant_at(row.issued_at), member, last, ended)


def _use(rows: Sequence[Row[Any]]) -> VoucherUse:
    member = rows[0].member_id
    scopes = tuple(row.scope for row in rows)
    return VoucherUse(rows[0].voucher, scopes, MemberId(member) if member is not None else None)
