"""From the rows of one bill to a sale or a cancellation, with the reason for every row left out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from loyalty.history.outcome import Outcome

SERVICE_CODES = frozenset({"AMAZONFEE", "B", "BANK CHARGES", "C2", "CRUK", "D", "DOT", "M", "POST", "S"})
"""Codes that name no article: charges, carriage, commission, discounts, samples, entries made by hand."""
VOUCHER = "GIFT_"
"""How codes of gift vouchers begin: payment for later, and no article."""

_NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,12})?", re.ASCII)
_CANCELS = "C"


class Row(NamedTuple):
    """A row as the file has it, numbers as text; ``at`` is local time, ``buyer`` None: nobody known."""

    bill: str | None
    article: str | None
    description: str | None
    quantity: str | None
    at: datetime | None
    price: str | None
    buyer: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row that counts: ``id`` is its place in the bill, ``price`` is in major units, both above 0."""

    id: str
    article: str
    quantity: Fraction
    price: Fraction

    @property
    def is_service(self) -> bool:
        """Give whether the code names no article."""
        return self.article in SERVICE_CODES or self.article.startswith(VOUCHER)


@dataclass(frozen=True, slots=True)
class Bill:
    """A sale, or a cancellation whose lines have the quantities that come back.

    ``at`` is local time, None only where no line counts; ``left_out`` has an outcome for
    every row that is no line.
    """

    number: str
    at: datetime | None
    buyer: str | None
    country: str
    cancels: bool
    lines: tuple[Line, ...]
    left_out: tuple[Outcome, ...]


def bills(rows: Iterable[Row]) -> Iterator[Bill]:
    """Give the bills of a history, whose rows come with those of one bill and buyer together."""
    together = groupby(rows, key=lambda row: (row.bill, row.buyer, row.country))
    for (number, buyer, country), group in together:
        yield _bill(number or "", buyer, country or "", list(group))


def _bill(number: str, buyer: str | None, country: str, rows: list[Row]) -> Bill:
    seen: set[Row] = set()
    lines: list[Line] = []
    left_out: list[Outcome] = []
    cancels = number.startswith(_CANCELS)
    for place, row in enumerate(rows, start=1):
        found = _line(str(place), row, seen, cancels=cancels)
        seen.add(row)
        if isinstance(found, Outcome):
            left_out.append(found)
        else:
            lines.append(found)
    at = min((row.at for row in rows if row.at is not None), default=None)
    return Bill(number, at, buyer, country, cancels, tuple(lines), tuple(left_out))


def _line(place: str, row: Row, seen: set[Row], *, cancels: bool) -> Line | Outcome:
    quantity, price = _exact(row.quantity), _exact(row.price)
    if not row.bill or not row.article or row.at is None or quantity is None or price is None:
        return Outcome.INCOMPLETE
    if row in seen:
        return Outcome.DUPLICATE
    # Signs are those of numerators: a history of a million rows comes through here.
    if (quantity.numerator >= 0) if cancels else (quantity.numerator <= 0):
        return Outcome.WRONG_QUANTITY
    if price.numerator <= 0:
        return Outcome.ZERO_PRICE if not price else Outcome.NEGATIVE_PRICE
    if not cancels and not row.bill[0].isdecimal():
        return Outcome.ADJUSTMENT
    # One article is spelt in capitals and in small letters.
    return Line(place, row.article.upper(), -quantity if cancels else quantity, price)


@lru_cache(maxsize=1 << 16)
def _exact(text: str | None) -> Fraction | None:
    """Give the number a text writes, None where it writes none; a history has few different ones."""
    return Fraction(text) if text is not None and _NUMBER.fullmatch(text) else None
