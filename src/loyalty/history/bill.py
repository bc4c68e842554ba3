"""From the rows of one bill to a sale or a cancellation, with the reason for every row left out."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache, partial
from itertools import count, groupby, repeat
from operator import itemgetter
from typing import NamedTuple

from loyalty.history.outcome import Outcome
from loyalty.history.stated import NOTHING, Stated

SERVICE_CODES = frozenset({"AMAZONFEE", "B", "BANK CHARGES", "C2", "CRUK", "D", "DOT", "M", "POST", "S"})
"""Codes that name no article: charges, carriage, commission, discounts, samples, entries made by hand."""
VOUCHER = "GIFT_"
"""How codes of gift vouchers begin: payment for later, and no article."""

REMEMBERED = 1 << 16
"""Of how many different lines it is remembered what they say."""

_NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,12})?", re.ASCII)
_CANCELS = "C"
_NUMBERED, _AT = 0, 4
_WHOSE = itemgetter(0, 6, 7)


Text = str | None
Row = tuple[Text, Text, Text, Text, datetime | None, Text, Text, Text, *tuple[Text, ...]]
"""A row as the file has it, numbers as text.

Number of the bill, article, description, quantity, local time, price of one, buyer (None: nobody
known), country, and the facts that are stated. It is bare, since a history has a million of them.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """What a line is of: ``price`` is in major units and like ``quantity`` above 0.

    Lines that are written alike have the same one, as long as it is remembered, so that what was
    worked out of it can be found again by it. ``is_service``: the code names no article. ``facts``
    are those that are stated of lines, in their order; None: not this one.
    """

    article: str
    quantity: Fraction
    price: Fraction
    is_service: bool
    facts: tuple[Text, ...] = ()


class Line(NamedTuple):
    """A row that counts: ``id`` is its place in the bill."""

    id: str
    content: Content

    @property
    def article(self) -> str:
        """Give the code, in capitals."""
        return self.content.article

    @property
    def quantity(self) -> Fraction:
        """Give how many, above 0."""
        return self.content.quantity

    @property
    def price(self) -> Fraction:
        """Give the price of one in major units, above 0."""
        return self.content.price

    @property
    def is_service(self) -> bool:
        """Give whether the code names no article."""
        return self.content.is_service


# Half a million come through here: a call less for each of them is to be seen.
_line: Callable[[tuple[str, object]], Line] = partial(tuple.__new__, Line)


@dataclass(frozen=True, slots=True)
class Bill:
    """A sale, or a cancellation whose lines have the quantities that come back.

    ``at`` is local time, None only where no line counts; ``left_out`` has an outcome for
    every row that is no line. ``facts`` are those that are stated of the order and the member, in
    their order; None: not this one.
    """

    number: str
    at: datetime | None
    buyer: str | None
    country: str
    cancels: bool
    lines: tuple[Line, ...]
    left_out: tuple[Outcome, ...]
    facts: tuple[Text, ...] = ()


def bills(rows: Iterable[Row], stated: Stated = NOTHING) -> Iterator[Bill]:
    """Give the bills of a history, whose rows come with those of one bill and buyer together."""
    together = groupby(rows, key=_WHOSE)
    of_lines = len(stated.line)
    for (number, buyer, country), group in together:
        yield _bill(number or "", buyer, country or "", list(group), of_lines)


def sells(number: str | None) -> bool:
    """Give whether a bill of this number sells something, and neither cancels nor adjusts it."""
    return (number or "")[:1].isdecimal()


def _bill(number: str, buyer: str | None, country: str, rows: list[Row], of_lines: int) -> Bill:
    cancels = number.startswith(_CANCELS)
    names_a_bill = cancels or sells(number)
    _, articles, _, amounts, times, prices, _, _, *stated = zip(*rows, strict=True)
    # What comes back is found by its article; the facts of the sale are those that hold.
    said = zip(*stated[:of_lines], strict=True) if of_lines and not cancels else repeat(())
    facts = tuple(map(_first, stated[of_lines:]))
    contents = list(map(_content, articles, amounts, prices, repeat(cancels), said))
    # Most bills are nothing but lines, no two of them of the same content, as equal rows would be.
    differ = len(set(contents)) == len(rows) <= REMEMBERED
    if names_a_bill and differ and None not in times and set(map(type, contents)) == {Content}:
        lines = tuple(map(_line, zip(map(str, count(1)), contents, strict=False)))
        return Bill(number, min(times), buyer, country, cancels, lines, (), facts)
    lines, left_out = _sorted_out(rows, contents, names_a_bill=names_a_bill)
    first = min((at for at in times if at is not None), default=None)
    return Bill(number, first, buyer, country, cancels, lines, left_out, facts)


def _first(texts: Iterable[Text]) -> Text:
    """Give the first that is stated on any row of a bill."""
    return next(filter(None, texts), None)


def _sorted_out(
    rows: list[Row], contents: list[Content | Outcome], *, names_a_bill: bool
) -> tuple[tuple[Line, ...], tuple[Outcome, ...]]:
    """Give the lines of a bill, and what becomes of the rows that are none."""
    repeats = _repeats(rows)
    lines: list[Line] = []
    left_out: list[Outcome] = []
    for place, found in enumerate(contents):
        if rows[place][_AT] is None or not rows[place][_NUMBERED]:
            left_out.append(Outcome.INCOMPLETE)
        elif place in repeats:
            left_out.append(found if found is Outcome.INCOMPLETE else Outcome.DUPLICATE)
        elif isinstance(found, Outcome):
            left_out.append(found)
        elif not names_a_bill:
            left_out.append(Outcome.ADJUSTMENT)
        else:
            lines.append(Line(str(place + 1), found))
    return tuple(lines), tuple(left_out)


def _repeats(rows: list[Row]) -> Collection[int]:
    """Give the places of rows that are equal to an earlier one; mostly there are none."""
    if len(set(rows)) == len(rows):
        return ()
    seen: set[Row] = set()
    found = set()
    for place, row in enumerate(rows):
        if row in seen:
            found.add(place)
        seen.add(row)
    return found


# A history of a million rows comes through here, of which most are written like an earlier one.
@lru_cache(maxsize=REMEMBERED)
def _content(
    article: str | None,
    quantity: str | None,
    price: str | None,
    cancels: bool,  # noqa: FBT001 - a cache looks up by position fastest
    facts: tuple[Text, ...],
) -> Content | Outcome:
    """Give what a row is of, or why it is no line, whatever bill it is on."""
    number, each = _exact(quantity), _exact(price)
    if not article or number is None or each is None:
        return Outcome.INCOMPLETE
    if number >= 0 if cancels else number <= 0:
        return Outcome.WRONG_QUANTITY
    if each <= 0:
        return Outcome.ZERO_PRICE if not each else Outcome.NEGATIVE_PRICE
    # One article is spelt in capitals and in small letters.
    code = article.upper()
    is_service = code in SERVICE_CODES or code.startswith(VOUCHER)
    return Content(code, -number if cancels else number, each, is_service, facts)


@lru_cache(maxsize=REMEMBERED)
def _exact(text: str | None) -> Fraction | None:
    """Give the number a text writes, None where it writes none; a history has few different ones."""
    return Fraction(text) if text is not None and _NUMBER.fullmatch(text) else None
