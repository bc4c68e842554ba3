"""Take in what articles cost, row by row: by whom, since when, until when; nothing that is there changes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from functools import partial
from itertools import islice
from typing import Final

from loyalty.decision.programme import Programme
from loyalty.history.table import Ended, RawRow, RowRefused, RowResult, refused
from loyalty.language.findings import did_you_mean
from loyalty.language.texts.jurisdictions import PARENTS, help_for
from loyalty.price_history.row import ORDERS, Audience, Priced, PriceRow, Told, standing
from loyalty.use_cases.services import Services, retrying

COLUMNS: Final = ("sku", "from", "price")
"""The columns that every file has; the others are market, channel, audience, to, sold, corrects, reason."""
TOGETHER: Final = 1000
_DECIMAL = re.compile(r"[0-9]{1,12}(\.[0-9]{1,9})?", re.ASCII)
_SKU_MAX: Final = 128
_REASON_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class ImportPrices:
    """Rows of one programme as somebody calls their ``source``."""

    programme: str
    source: str
    rows: Iterable[RawRow]
    dry_run: bool = False


def import_prices(services: Services, command: ImportPrices) -> Iterator[RowResult]:
    """Give what each row came to; a wrong row stops no other, and the same file again adds nothing.

    Raises UnknownProgramme.
    """
    rows = iter(command.rows)
    while batch := list(islice(rows, TOGETHER)):
        yield from retrying(services, partial(_add, services, command, batch))


def _add(services: Services, command: ImportPrices, batch: Sequence[RawRow]) -> list[RowResult]:
    now = services.clock.now()
    with services.units.write() as unit:
        programme = services.programmes.in_force(unit, command.programme, now)
        skus = {row.text("sku") for row in batch if row.cells is not None}
        book = _Book(unit.prices.of_skus(programme.name, skus), unit.prices.last(programme.name), now)
        results = [_taken(programme, command.source, book, row) for row in batch]
        unit.prices.add(programme.name, book.new)
        if not command.dry_run:
            unit.commit()
    return results


class _Book:
    """The rows of some articles, and those that are added."""

    def __init__(self, there: Sequence[PriceRow], last: PriceRow | None, now: datetime) -> None:
        self.last, self.now, self.new = last, now, list[PriceRow]()
        self.by_number = {row.number: row for row in there}
        self.said = {_essence(row.told) for row in there}
        self.offers = {(row.told.of, row.told.start): row for row in standing(there) if not row.told.is_deal}
        self.corrected = {row.told.corrects for row in there}

    def add(self, told: Told) -> None:
        self.last = PriceRow.after(self.last, told, self.now)
        self.new.append(self.last)
        self.by_number[self.last.number] = self.last
        self.said.add(_essence(told))
        self.corrected.add(told.corrects)
        if not told.is_deal:
            self.offers[told.of, told.start] = self.last


def _taken(programme: Programme, source: str, book: _Book, row: RawRow) -> RowResult:
    try:
        told = _told(programme, source, row)
        if _essence(told) in book.said:
            return RowResult(row.number, Ended.THERE)
        _fits(book, told)
    except RowRefused as why:
        return refused(row, why)
    book.add(told)
    return RowResult(row.number, Ended.IMPORTED)


def _essence(told: Told) -> str:
    """Give a digest of what a row says, whoever says it."""
    return replace(told, source="", reason="").fingerprint


def _told(programme: Programme, source: str, row: RawRow) -> Told:
    """Give what a row says. Raises RowRefused."""
    if row.cells is None:
        raise row.unreadable
    start, end = row.instant("from", programme.zone), row.end("to", programme.zone)
    if start is None:
        raise RowRefused("not-a-time", "write since when the price is asked in `from`")
    if end is not None and end <= start:
        raise RowRefused("ends-before-it-begins", "mend `from` or `to`; a day in `to` is the last one inside")
    price, sold = _decimal(row, "price"), _decimal(row, "sold")
    if sold is not None and (not sold or price is None or row.text("to")):
        raise RowRefused("no-deal", "a deal has a price, more than 0 in `sold`, and nothing in `to`")
    of = Priced(_text(row, "sku", _SKU_MAX), _market(programme, row), _channel(row), _audience(row))
    corrects = row.text("corrects")
    if corrects and not (corrects.isascii() and corrects.isdecimal()):
        raise RowRefused("unknown-price-row", "write the number of the row that was wrong in `corrects`")
    return Told(
        of,
        start,
        end,
        price,
        source,
        sold,
        int(corrects[:18]) if corrects else None,
        row.text("reason")[:_REASON_MAX],
    )


def _fits(book: _Book, told: Told) -> None:
    """Refuse what the rows that are there do not let in. Raises RowRefused."""
    if told.corrects is not None:
        _corrects(book, told, told.corrects)
    there = book.offers.get((told.of, told.start))
    if there is not None and not told.is_deal and there.number != told.corrects:
        mend = f"row {there.number} says another price from then on; where it is wrong name it in `corrects`"
        raise RowRefused("price-contradicts", mend)


def _corrects(book: _Book, told: Told, number: int) -> None:
    wrong = book.by_number.get(number)
    if wrong is None or wrong.told.of.sku != told.of.sku:
        raise RowRefused("unknown-price-row", f"no row of `{told.of.sku}` has the number in `corrects`")
    if wrong.told.source == ORDERS:
        raise RowRefused("price-was-paid", "somebody paid that price; it stays")
    if number in book.corrected:
        raise RowRefused("corrected-before", "another row corrects that one; correct the later row")
    if not told.reason:
        raise RowRefused("no-reason", "say in `reason` what was wrong")


def _market(programme: Programme, row: RawRow) -> str:
    """Give the market, which a later version of the programme may be the first to declare."""
    declared, market = programme.shape.jurisdictions, row.text("market")
    if not market and len(declared) == 1:
        return declared[0]
    if market not in PARENTS:
        raise RowRefused("unknown-market", help_for(market) if market else "say in `market` where it is sold")
    return market


def _channel(row: RawRow) -> str:
    return row.id("channel") if row.text("channel") else ""


def _audience(row: RawRow) -> Audience:
    found = row.text("audience") or Audience.PUBLIC
    try:
        return Audience(found)
    except ValueError:
        known = [str(each) for each in Audience]
        mend = did_you_mean(str(found), known) or f"write one of {', '.join(known)}"
        raise RowRefused("unknown-audience", f"`audience`: {mend}") from None


def _text(row: RawRow, column: str, most: int) -> str:
    found = row.text(column)
    if not found or len(found) > most or not found.isprintable():
        raise RowRefused("not-a-text", f"write 1 to {most} printable characters in `{column}`")
    return found


def _decimal(row: RawRow, column: str) -> Fraction | None:
    """Give a number in major units or pieces, None where nothing stands. Raises RowRefused."""
    found = row.text(column)
    if not found:
        return None
    if not _DECIMAL.fullmatch(found):
        raise RowRefused("not-a-decimal", f"write plain digits such as 12.50 in `{column}`, or nothing")
    return Fraction(found)
