"""Rows of the price history: added one after the other, never changed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Index, Integer, Row, Table, bindparam, select
from sqlalchemy.exc import IntegrityError

from loyalty.database.base import metadata, number, word
from loyalty.database.bulk import insert_many
from loyalty.database.order_tables import order_record
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.price_history.row import Audience, Priced, PriceRow, Told

SKU_MAX = 128
PAGE = 1000
_ASKED_AT_ONCE = 500

price_row = Table(
    "price_row",
    metadata,
    word("programme", key=True),
    number("number", key=True),
    word("sku", SKU_MAX),
    word("market", 16),
    word("channel"),
    word("audience", 16),
    number("starts_at"),
    number("ends_at", optional=True),
    word("price", optional=True),
    word("sold", optional=True),
    word("source"),
    Column("corrects", BigInteger, nullable=True),
    word("reason", 200),
    number("recorded_at"),
    word("fingerprint"),
    word("previous"),
    word("digest"),
    Index("price_row_by_sku", "programme", "sku"),
    Index("price_row_by_fingerprint", "programme", "fingerprint", unique=True),
)

_OF = price_row.c.programme == bindparam("of_programme")
_LAST = select(price_row).where(_OF).order_by(price_row.c.number.desc()).limit(1)
_PAGE = (
    select(price_row)
    .where(_OF, price_row.c.number > bindparam("after"))
    .order_by(price_row.c.number)
    .limit(bindparam("most", type_=Integer))
)
_OF_SKU = select(price_row).where(_OF, price_row.c.sku == bindparam("of_sku")).order_by(price_row.c.number)
_DAY = 86_400_000_000
_RECORDED = (
    order_record.c.programme == bindparam("of_programme"),
    order_record.c.recorded_at >= bindparam("start"),
    order_record.c.recorded_at < bindparam("end"),
)
_DAYS = select((order_record.c.recorded_at // _DAY).label("day")).where(*_RECORDED).distinct().order_by("day")
_SALES = (
    select(order_record.c.occurred_at, order_record.c.explanation_id)
    .where(*_RECORDED, order_record.c.state != "cancelled")
    .order_by(order_record.c.recorded_at, order_record.c.source, order_record.c.order_id)
)
_NUMBERED = select(price_row).where(_OF, price_row.c.number == bindparam("of_number"))


class PriceStore:
    """The price history of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, programme: str, rows: Sequence[PriceRow]) -> None:
        """Add rows that follow the last one. Raises DecideAgain where others came before them."""
        try:
            insert_many(self._connection, price_row, [_written(programme, row) for row in rows])
        except IntegrityError as taken:
            raise DecideAgain from taken

    def last(self, programme: str) -> PriceRow | None:
        """Give the last row, None where there is none."""
        row = self._connection.execute(_LAST, {"of_programme": programme}).first()
        return None if row is None else _read(row)

    def get(self, programme: str, number: int) -> PriceRow | None:
        """Give a row by its number."""
        asked = {"of_programme": programme, "of_number": number}
        row = self._connection.execute(_NUMBERED, asked).first()
        return None if row is None else _read(row)

    def of_skus(self, programme: str, skus: Iterable[str]) -> list[PriceRow]:
        """Give every row of some articles, in order."""
        every, found = sorted(set(skus)), list[PriceRow]()
        for start in range(0, len(every), _ASKED_AT_ONCE):
            asked = select(price_row).where(
                price_row.c.programme == programme,
                price_row.c.sku.in_(every[start : start + _ASKED_AT_ONCE]),
            )
            found.extend(_read(row) for row in self._connection.execute(asked))
        return sorted(found, key=lambda row: row.number)

    def days_sold(self, programme: str, start: datetime, end: datetime) -> list[date]:
        """Give the days of UTC between two instants on which orders were recorded, in order."""
        asked = {"of_programme": programme, "start": microseconds(start), "end": microseconds(end)}
        return [instant_at(day * _DAY).date() for day in self._connection.scalars(_DAYS, asked)]

    def sales(self, programme: str, start: datetime, end: datetime) -> list[tuple[datetime, str]]:
        """Give when orders were that were recorded between two instants, and the explanation of each."""
        asked = {"of_programme": programme, "start": microseconds(start), "end": microseconds(end)}
        found = self._connection.execute(_SALES, asked)
        return [(instant_at(row.occurred_at), row.explanation_id) for row in found]

    def page(self, programme: str, *, after: int = 0, most: int = PAGE, sku: str = "") -> list[PriceRow]:
        """Give rows after a number, of one article where one is named, in order."""
        if sku:
            of_sku = self._connection.execute(_OF_SKU, {"of_programme": programme, "of_sku": sku})
            return [row for row in map(_read, of_sku) if row.number > after][:most]
        asked = {"of_programme": programme, "after": after, "most": most}
        return [_read(row) for row in self._connection.execute(_PAGE, asked)]

    def every(self, programme: str) -> Iterator[PriceRow]:
        """Give every row in order, page by page."""
        after = 0
        while page := self.page(programme, after=after):
            yield from page
            after = page[-1].number


def _written(programme: str, row: PriceRow) -> dict[str, Any]:
    told = row.told
    return {
        "programme": programme,
        "number": row.number,
        "sku": told.of.sku,
        "market": told.of.market,
        "channel": told.of.channel,
        "audience": str(told.of.audience),
        "starts_at": microseconds(told.start),
        "ends_at": None if told.end is None else microseconds(told.end),
        "price": None if told.price is None else str(told.price),
        "sold": None if told.sold is None else str(told.sold),
        "source": told.source,
        "corrects": told.corrects,
        "reason": told.reason,
        "recorded_at": microseconds(row.recorded_at),
        "fingerprint": told.fingerprint,
        "previous": row.previous,
        "digest": row.digest,
    }


def _read(row: Row[Any]) -> PriceRow:
    told = Told(
        Priced(row.sku, row.market, row.channel, Audience(row.audience)),
        instant_at(row.starts_at),
        None if row.ends_at is None else instant_at(row.ends_at),
        None if row.price is None else Fraction(row.price),
        row.source,
        None if row.sold is None else Fraction(row.sold),
        row.corrects,
        row.reason,
    )
    return PriceRow(row.number, told, instant_at(row.recorded_at), row.previous, row.digest)
