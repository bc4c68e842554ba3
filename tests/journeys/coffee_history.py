"""A year of a made-up coffee shop, with what its rules read of lines, orders and members; always the same.

``python -m tests.journeys.coffee_history > seed/corner_coffee.csv`` writes the file that is shipped.
"""

import csv
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import TextIO

HEAD = (
    "InvoiceNo",
    "StockCode",
    "Quantity",
    "InvoiceDate",
    "UnitPrice",
    "CustomerID",
    "category",
    "brand",
    "order.channel",
    "order.delivery",
    "member.country",
)
FIRST = datetime(2026, 1, 5, 9)  # noqa: DTZ001  histories have local times without a zone
DAYS = 330
ARTICLES = (
    ("beans-1kg", "26.94", "coffee", "own"),
    ("house-blend", "12.00", "coffee", "other"),
    ("sencha", "8.50", "tea", "other"),
    ("oolong", "14.20", "tea", "own"),
    ("hand-mill", "30.00", "gear", "other"),
    ("filters", "3.95", "gear", "own"),
    ("card-50", "50.00", "gift-card", "own"),
)
KINDS = ((30, 22, 9), (34, 9, 4), (36, 3, 1))
"""How many buyers there are of a kind, how many bills each has, and how many of an article they take."""

Row = tuple[str, ...]


def rows(seed: int = 20_260_105) -> Iterator[Row]:
    """Give the rows, bill by bill in order of time."""
    chance = Random(seed)
    bills = [
        (FIRST + timedelta(days=chance.randrange(DAYS), minutes=chance.randrange(600)), buyer, most)
        for buyer, (count, most) in enumerate(_buyers(), start=1)
        for _ in range(count)
    ]
    bills += [(FIRST + timedelta(days=day, hours=3), 0, 2) for day in range(0, DAYS, 9)]
    back: list[tuple[datetime, Row]] = []
    for number, (at, buyer, most) in enumerate(sorted(bills), start=1001):
        while back and back[0][0] < at:
            yield back.pop(0)[1]
        bought = list(_bill(chance, number, at, buyer, most))
        yield from bought
        if buyer and chance.random() < 0.08:
            later = at + timedelta(days=5)
            back = sorted([*back, (later, _back(bought[0], later))])
    yield from (row for _, row in back)


def write(file: TextIO) -> None:
    """Write the table."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows(rows())


def _buyers() -> Iterator[tuple[int, int]]:
    for buyers, bills, most in KINDS:
        yield from [(bills, most)] * buyers


def _bill(chance: Random, number: int, at: datetime, buyer: int, most: int) -> Iterator[Row]:
    country = "CN" if buyer % 11 == 5 else "DE"
    channel = chance.choice(("app", "web", "shop"))
    delivery = "collect" if channel == "shop" else chance.choice(("home", "collect"))
    for article in chance.sample(ARTICLES, chance.choice((1, 2, 2, 3))):
        sku, price, category, brand = article
        quantity = chance.randint(1, most)
        who = str(7000 + buyer) if buyer else ""
        yield (
            *(str(number), sku, str(quantity), at.isoformat(" "), price, who),
            *(category, brand, channel, delivery, country),
        )


def _back(sold: Row, at: datetime) -> Row:
    """Give the cancellation of one piece of a line, of which nothing more need be said."""
    number, sku, _, _, price, who, *_ = sold
    return (f"C{number}", sku, "-1", at.isoformat(" "), price, who, "", "", "", "", "")


if __name__ == "__main__":
    write(sys.stdout)
