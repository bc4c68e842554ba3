"""Rows of orders, returns, spend, quotes and explanations."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, Table, and_, bindparam, func, select, update
from sqlalchemy.sql.elements import ColumnElement

from loyalty.database.base import insert_row, insert_unread
from loyalty.database.counted import SPENDS, SPENT
from loyalty.database.order_tables import (
    explanation,
    frozen_document,
    order_record,
    quote,
    return_record,
    spend,
)
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.kernel.period import Period
from loyalty.orders.order import (
    BookedReturn,
    ClaimedReceipt,
    Order,
    OrderExists,
    OrderKey,
    OrderState,
    Return,
    ReturnExists,
    ReturnKind,
    Spend,
    StaleOrder,
)
from loyalty.orders.quote import Explanation, Quote
from loyalty.orders.rows import (
    document_in,
    document_row,
    explanation_row,
    key_row,
    order_row,
    quote_row,
    return_row,
)

_ADD_ORDER = insert_row(order_record).on_conflict_do_nothing()
_ADD_RETURN = insert_row(return_record).on_conflict_do_nothing()
_ADD_SPEND, _ADD_QUOTE = insert_unread(spend), insert_unread(quote)
_ADD_EXPLANATION, _ADD_DOCUMENT = insert_unread(explanation), insert_unread(frozen_document)


def _keyed(table: Table) -> ColumnElement[bool]:
    names = ("programme", "source", "order_id")
    return and_(*(table.c[name] == bindparam(f"of_{name}") for name in names))


_ORDER = select(order_record).where(_keyed(order_record))
_SEEN = update(order_record).where(_keyed(order_record), order_record.c.returns == bindparam("seen"))
_COUNT_RETURN = _SEEN.values(returns=order_record.c.returns + 1, state=bindparam("state"))
_FIX = _SEEN.values(returns=order_record.c.returns)
_CLAIM = (
    update(order_record)
    .where(_keyed(order_record), order_record.c.member_id.is_(None), order_record.c.returns == 0)
    .values(
        member_id=bindparam("member"),
        explanation_id=bindparam("explanation"),
        points_earned=bindparam("points"),
    )
)
_RETURNS = (
    select(return_record)
    .where(_keyed(return_record))
    .order_by(return_record.c.seq, return_record.c.recorded_at, return_record.c.return_id)
)
_BOUGHT = (
    select(spend.c.programme, spend.c.source, spend.c.order_id)
    .where(
        spend.c.member_id == bindparam("member"),
        spend.c.programme == bindparam("of_programme"),
        spend.c.occurred_at >= bindparam("start"),
        spend.c.occurred_at < bindparam("end"),
        spend.c.return_id == "",
    )
    .group_by(spend.c.programme, spend.c.source, spend.c.order_id, spend.c.occurred_at)
    .order_by(spend.c.occurred_at, spend.c.source, spend.c.order_id)
)
_COUNT = select(func.count()).where(order_record.c.programme == bindparam("of_programme"))
_NET = order_record.c.total - func.coalesce(
    select(func.sum(return_record.c.money))
    .where(
        return_record.c.programme == order_record.c.programme,
        return_record.c.source == order_record.c.source,
        return_record.c.order_id == order_record.c.order_id,
        return_record.c.occurred_at <= bindparam("end"),
    )
    .scalar_subquery(),
    0,
)
_KEPT = order_record.c.state.not_in([str(OrderState.RETURNED), str(OrderState.CANCELLED)])
_BUYERS = (
    select(
        order_record.c.member_id,
        func.max(order_record.c.occurred_at).label("last"),
        func.count().label("orders"),
        func.sum(_NET).label("money"),
    )
    .where(
        order_record.c.programme == bindparam("of_programme"),
        order_record.c.member_id.is_not(None),
        order_record.c.occurred_at <= bindparam("end"),
        _KEPT,
    )
    .group_by(order_record.c.member_id)
    .order_by(order_record.c.member_id)
)
_LAST = select(func.max(order_record.c.occurred_at)).where(
    order_record.c.member_id == bindparam("member"),
    order_record.c.programme == bindparam("of_programme"),
    order_record.c.occurred_at <= bindparam("end"),
    _KEPT,
)
_QUOTE = select(quote).where(quote.c.quote_id == bindparam("id"))
_HELD = update(quote).where(quote.c.quote_id == bindparam("id")).values(at=quote.c.at).returning(quote)
_EXTEND = update(quote).where(quote.c.quote_id == bindparam("id")).values(valid_until=bindparam("until"))
_EXPLANATION = select(explanation).where(explanation.c.explanation_id == bindparam("id"))
_DOCUMENT = select(frozen_document).where(frozen_document.c.explanation_id == bindparam("id"))


class OrderStore:
    """Orders, returns and spend of one connection; adds and gets, never commits."""

    def __init__(
        self, connection: Connection, told: Callable[[Order | ClaimedReceipt | BookedReturn], None]
    ) -> None:
        self._connection, self._told = connection, told

    def claim(self, order: Order) -> None:
        """Keep an order and with it its id; raises `OrderExists` where the id is taken."""
        row = order_row(order)
        if self._connection.execute(_ADD_ORDER, row).rowcount != 1:
            there = self.get(order.key)
            assert there is not None  # noqa: S101  the row that was in the way
            raise OrderExists(there)
        self._told(order)

    def get(self, key: OrderKey) -> Order | None:
        """Give the order of this id, or None."""
        row = self._connection.execute(_ORDER, _asked(key)).one_or_none()
        return None if row is None else _order(row)

    def counts_until(
        self, member_id: MemberId, programme: str, starts: Sequence[datetime], end: datetime
    ) -> list[int]:
        """Give how many orders a member has from each of ``starts`` to ``end``, both inside.

        Orders of which everything came back, and cancelled ones, do not count. One statement,
        however many starts.
        """
        at = order_record.c.occurred_at
        counted = [func.count().filter(at >= microseconds(start)) for start in starts]
        asked = select(*counted).where(
            order_record.c.member_id == member_id,
            order_record.c.programme == programme,
            at >= microseconds(min(starts)),
            at <= microseconds(end),
            _KEPT,
        )
        return [int(count) for count in self._connection.execute(asked).one()]

    def spent_until(
        self, member_id: MemberId, programme: str, starts: Sequence[datetime], end: datetime
    ) -> list[int]:
        """Give what a member's orders from each of ``starts`` to ``end``, both inside, came to.

        In minor units, less what was given back by ``end``. One statement, however many starts.
        """
        at = order_record.c.occurred_at
        sums = [func.sum(_NET).filter(at >= microseconds(start)) for start in starts]
        asked = select(*sums).where(
            order_record.c.member_id == member_id,
            order_record.c.programme == programme,
            at >= microseconds(min(starts)),
            at <= bindparam("end"),
        )
        return [
            int(found or 0) for found in self._connection.execute(asked, {"end": microseconds(end)}).one()
        ]

    def last_until(self, member_id: MemberId, programme: str, end: datetime) -> datetime | None:
        """Give when the member's last order up to ``end`` was, None without one; see `counts_until`."""
        asked = {"member": member_id, "of_programme": programme, "end": microseconds(end)}
        found = self._connection.scalar(_LAST, asked)
        return None if found is None else instant_at(found)

    def buyers(self, programme: str, end: datetime) -> Iterator[tuple[MemberId, datetime, int, int]]:
        """Give of every member with an order by ``end`` the last time, how many, and what they came to."""
        asked = {"of_programme": programme, "end": microseconds(end)}
        for row in self._connection.execute(_BUYERS, asked):
            yield MemberId(row.member_id), instant_at(row.last), int(row.orders), int(row.money)

    def claim_receipt(self, claimed: Order) -> None:
        """Keep whose order it is and what it earned. Raises StaleOrder where it is somebody's."""
        given = {"member": claimed.member_id, "explanation": claimed.explanation_id}
        asked = _asked(claimed.key) | given | {"points": claimed.points_earned}
        if self._connection.execute(_CLAIM, asked).rowcount != 1:
            raise StaleOrder
        self._told(ClaimedReceipt(claimed))

    def count(self, programme: str) -> int:
        """Give how many orders the programme has booked."""
        return int(self._connection.scalar(_COUNT, {"of_programme": programme}) or 0)

    def claim_return(self, order: Order, returned: Return, state: OrderState) -> None:
        """Keep a return and with it its id, and move ``order``, as it was read, to ``state``.

        Raises `ReturnExists` where the id is taken, `StaleOrder` where another return of the
        order was booked since it was read.
        """
        row = return_row(returned)
        if self._connection.execute(_ADD_RETURN, row).rowcount != 1:
            there = next(each for each in self.returns(order.key) if each.return_id == returned.return_id)
            raise ReturnExists(there)
        counting = _asked(order.key) | {"seen": order.returns, "state": str(state)}
        if self._connection.execute(_COUNT_RETURN, counting).rowcount != 1:
            raise StaleOrder
        self._told(BookedReturn(order, returned))

    def fix(self, order: Order) -> None:
        """Let nobody change the order until this unit ends. Raises StaleOrder where it was changed."""
        same = {**_asked(order.key), "seen": order.returns}
        if self._connection.execute(_FIX, same).rowcount != 1:
            raise StaleOrder

    def returns(self, key: OrderKey) -> list[Return]:
        """Give the returns of an order in the order of recording."""
        return [_return(row) for row in self._connection.execute(_RETURNS, _asked(key))]

    def add_spend(self, spent: Spend) -> None:
        """Keep what an order or a return counts towards the member's tier."""
        row = key_row(spent.key) | {
            "member_id": spent.member_id,
            "return_id": spent.return_id,
            "measure": spent.measure,
            "occurred_at": microseconds(spent.occurred_at),
            "recorded_at": microseconds(spent.recorded_at),
            "amount": spent.amount,
        }
        self._connection.execute(_ADD_SPEND, row)

    def keys_between(self, member_id: MemberId, programme: str, period: Period) -> list[OrderKey]:
        """Give the keys of a member's orders bought in ``period``, oldest first."""
        asked = {
            "member": member_id,
            "of_programme": programme,
            "start": microseconds(period.start),
            "end": microseconds(period.end),
        }
        return [OrderKey(*row) for row in self._connection.execute(_BOUGHT, asked)]

    def counted_between(
        self, member_id: MemberId, programme: str, measure: str, period: Period, known: datetime
    ) -> int:
        """Give what a measure came to in ``period``, less returns, as far as recorded by ``known``.

        What events count is in it too.
        """
        asked = {
            "member": member_id,
            "of_programme": programme,
            "of_measure": measure,
            "known": microseconds(known),
            "start": microseconds(period.start),
            "end": microseconds(period.end),
        }
        return int(self._connection.scalar(SPENT, asked) or 0)

    def spends(self, member_id: MemberId, programme: str) -> list[Spend]:
        """Give all that orders and events counted for a member, in the order of recording.

        The key of what an event counted has the event's id.
        """
        asked = {"member": member_id, "of_programme": programme}
        return [
            Spend(
                member_id,
                OrderKey(row.programme, row.source, row.order_id),
                row.return_id,
                instant_at(row.occurred_at),
                instant_at(row.recorded_at),
                row.measure,
                row.amount,
            )
            for row in self._connection.execute(SPENDS, asked)
        ]


class QuoteStore:
    """Quotes of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Quote) -> None:
        """Keep a quote under its new id."""
        self._connection.execute(_ADD_QUOTE, quote_row(new))

    def extend(self, quote_id: str, until: datetime) -> None:
        """Let a quote hold until then."""
        self._connection.execute(_EXTEND, {"id": quote_id, "until": microseconds(until)})

    def get(self, quote_id: str, *, held: bool = False) -> Quote | None:
        """Give it or None; who has it ``held`` second decides again: a lock would show what was before."""
        row = self._connection.execute(_HELD if held else _QUOTE, {"id": quote_id}).first()
        if row is None:
            return None
        return Quote(
            quote_id=row.quote_id,
            programme=row.programme,
            digest=row.digest,
            member_id=row.member_id,
            at=instant_at(row.at),
            valid_until=instant_at(row.valid_until),
            fingerprint=row.fingerprint,
            payable=row.payable,
            explanation_id=row.explanation_id,
        )


class ExplanationStore:
    """Explanations of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Explanation) -> None:
        """Keep an explanation under its new id."""
        self._connection.execute(_ADD_EXPLANATION, explanation_row(new))
        if new.document is not None:
            self._connection.execute(_ADD_DOCUMENT, document_row(new.explanation_id, new.document))

    def get(self, explanation_id: str) -> Explanation | None:
        """Give the explanation of this id, or None; raises `InvariantBroken` where it was changed."""
        row = self._connection.execute(_EXPLANATION, {"id": explanation_id}).one_or_none()
        if row is None:
            return None
        body = self._connection.execute(_DOCUMENT, {"id": explanation_id}).one_or_none()
        return Explanation(
            explanation_id=row.explanation_id,
            kind=row.kind,
            member_id=row.member_id,
            programme=row.programme,
            digest=row.digest,
            recipe=row.recipe,
            sha256=row.sha256,
            created_at=instant_at(row.created_at),
            document=document_in(body.body, body.sha256) if body is not None else None,
        )


def _asked(key: OrderKey) -> dict[str, object]:
    return {"of_programme": key.programme, "of_source": key.source, "of_order_id": key.order_id}


def _order(row: Row[tuple[object, ...]]) -> Order:
    return Order(
        key=OrderKey(row.programme, row.source, row.order_id),
        member_id=row.member_id,
        occurred_at=instant_at(row.occurred_at),
        recorded_at=instant_at(row.recorded_at),
        digest=row.digest,
        fingerprint=row.fingerprint,
        explanation_id=row.explanation_id,
        total=row.total,
        paid=row.paid,
        points_earned=row.points_earned,
        points_used=row.points_used,
        state=OrderState(row.state),
        returns=row.returns,
    )


def _return(row: Row[tuple[object, ...]]) -> Return:
    return Return(
        key=OrderKey(row.programme, row.source, row.order_id),
        return_id=row.return_id,
        occurred_at=instant_at(row.occurred_at),
        recorded_at=instant_at(row.recorded_at),
        fingerprint=row.fingerprint,
        lines=row.lines,
        money=row.money,
        points_back=row.points_back,
        points_restored=row.points_restored,
        explanation_id=row.explanation_id,
        kind=ReturnKind(row.kind),
        channel=row.channel,
        reason=row.reason,
        next_order=row.next_order,
        seq=row.seq,
    )
