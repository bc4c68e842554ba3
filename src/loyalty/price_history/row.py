"""A row of the price history: what one article cost somewhere, since when, until when, and who says so."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from loyalty.kernel.instant import microseconds

FIRST: Final = "0" * 64
"""What the first row names as the digest of the row before it."""
ORDERS: Final = "orders"
"""The source of rows that were made of booked orders."""


class Audience(StrEnum):
    """For whom a price is: for everybody, nearly every member, some members, or one person."""

    PUBLIC = "public"
    MEMBERS = "members_general"
    GROUP = "group"
    INDIVIDUAL = "individual"


@dataclass(frozen=True, slots=True)
class Priced:
    """What a price is of; an empty ``channel`` is every channel."""

    sku: str
    market: str
    channel: str = ""
    audience: Audience = Audience.PUBLIC


@dataclass(frozen=True, slots=True)
class Told:
    """What a row says, in major units of the programme's currency.

    An article was offered at ``price`` from ``start``, inside, to ``end``, outside; without an end until
    the next row about the same. ``price`` None: it was not on sale. A deal has in ``sold`` how many
    were sold at the price at ``start``. ``corrects`` is the number of a row that was wrong.
    """

    of: Priced
    start: datetime
    end: datetime | None
    price: Fraction | None
    source: str
    sold: Fraction | None = None
    corrects: int | None = None
    reason: str = ""

    @property
    def is_deal(self) -> bool:
        """Whether somebody bought at this price."""
        return self.sold is not None

    def data(self) -> dict[str, Any]:
        """Give it as plain data; the digest of a row is made of this."""
        return {
            "sku": self.of.sku,
            "market": self.of.market,
            "channel": self.of.channel,
            "audience": str(self.of.audience),
            "from": microseconds(self.start),
            "to": None if self.end is None else microseconds(self.end),
            "price": None if self.price is None else str(self.price),
            "sold": None if self.sold is None else str(self.sold),
            "source": self.source,
            "corrects": self.corrects,
            "reason": self.reason,
        }

    @property
    def fingerprint(self) -> str:
        """Give a digest that two rows have together if they say the same."""
        return _digest(self.data())


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A row as it is kept; ``digest`` covers what it says and ``previous``, that of the row before."""

    number: int
    told: Told
    recorded_at: datetime
    previous: str
    digest: str

    @staticmethod
    def after(last: "PriceRow | None", told: Told, at: datetime) -> "PriceRow":
        """Give the row that follows the last one."""
        number, previous = (1, FIRST) if last is None else (last.number + 1, last.digest)
        return PriceRow(number, told, at, previous, digest_of(number, told, at, previous))


def digest_of(number: int, told: Told, at: datetime, previous: str) -> str:
    """Give the digest of a row."""
    return _digest([previous, number, microseconds(at), told.data()])


def broken(rows: Iterable[PriceRow]) -> Iterator[int]:
    """Give the numbers at which a chain of rows, in order, is not as it was written.

    A row that is missing, changed or put in is found at it or at the next row.
    """
    previous, number = FIRST, 0
    for row in rows:
        number += 1
        whole = digest_of(row.number, row.told, row.recorded_at, row.previous)
        if (row.number, row.previous, row.digest) != (number, previous, whole):
            yield row.number
        previous, number = row.digest, row.number


def standing(rows: Iterable[PriceRow]) -> Sequence[PriceRow]:
    """Give the rows that no later row corrects."""
    every = list(rows)
    wrong = {row.told.corrects for row in every}
    return [row for row in every if row.number not in wrong]


def _digest(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
