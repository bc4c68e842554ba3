"""What was charged when: the stretches of time that rows come to, and what they leave open."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import accumulate, groupby, pairwise
from zoneinfo import ZoneInfo

from loyalty.kernel.instant import microseconds
from loyalty.kernel.period import Period, day_start
from loyalty.price_history.row import Audience, Priced, PriceRow, standing


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which one row says the price; both ends are UTC instants, the last one outside."""

    start: datetime
    end: datetime
    row: PriceRow

    @property
    def length(self) -> int:
        """Give how long it is, in microseconds."""
        return microseconds(self.end) - microseconds(self.start)


def days_before(day: date, days: int, zone: ZoneInfo) -> Period:
    """Give the local days before a day."""
    return Period(day_start(day - timedelta(days=days), zone), day_start(day, zone))


def stretches(rows: Iterable[PriceRow], window: Period) -> list[Stretch]:
    """Give what offers of one article said in a window: each line of offers by itself, in order of time.

    Of rows about the same the one that began last holds, and after its end the one before it again.
    """
    offers = [row for row in standing(rows) if not row.told.is_deal]
    found: list[Stretch] = []
    for _, line in groupby(sorted(offers, key=_line), key=lambda row: row.told.of):
        found.extend(_of_line(list(line), window))
    return sorted(found, key=lambda each: (each.start, each.end))


def deals(rows: Iterable[PriceRow], window: Period | None = None) -> list[PriceRow]:
    """Give the deals of a window, of all times without one, in order of time."""
    found = [row for row in standing(rows) if row.told.is_deal and (not window or row.told.start in window)]
    return sorted(found, key=lambda row: (row.told.start, row.number))


def about(rows: Iterable[PriceRow], of: Priced, related: Iterable[str]) -> list[PriceRow]:
    """Give the rows about an article in markets that are ``related``, in the channel if there is one."""
    markets = frozenset(related)
    return [
        row
        for row in rows
        if row.told.of.sku == of.sku
        and row.told.of.market in markets
        and (not of.channel or row.told.of.channel in {"", of.channel})
    ]


def among(rows: Iterable[PriceRow], audiences: Iterable[Audience]) -> list[PriceRow]:
    """Give the rows for some audiences."""
    counted = frozenset(audiences)
    return [row for row in rows if row.told.of.audience in counted]


def open_time(found: Sequence[Stretch], window: Period) -> Period | None:
    """Give the first time of a window of which no stretch says anything, None where there is none."""
    reached = window.start
    for each in sorted(found, key=lambda stretch: stretch.start):
        if each.start > reached:
            return Period(reached, each.start)
        reached = max(reached, each.end)
    return Period(reached, window.end) if reached < window.end else None


def share_at(found: Iterable[Stretch], least: Fraction, zone: ZoneInfo) -> tuple[timedelta, timedelta]:
    """Give how long an article was on sale at ``least`` or more, and how long in all.

    Where several offers ran at once the lowest one counts. The time is that of the clocks on the wall, by
    which every day is as long as another; an hour that they show twice counts once.
    """
    sold = [each for each in found if each.row.told.price is not None]
    edges = sorted({edge for each in sold for edge in (each.start, each.end)})
    shown = accumulate((edge.astimezone(zone).replace(tzinfo=None) for edge in edges), max)
    at_least = whole = timedelta(0)
    for (start, end), (begun, ended) in zip(pairwise(edges), pairwise(shown), strict=True):
        prices = [each.row.told.price for each in sold if each.start <= start and end <= each.end]
        running = [price for price in prices if price is not None]
        if running:
            whole += ended - begun
            at_least += ended - begun if min(running) >= least else timedelta(0)
    return at_least, whole


def _line(row: PriceRow) -> tuple[str, str, str, str, datetime, int]:
    of = row.told.of
    return of.sku, of.market, of.channel, str(of.audience), row.told.start, row.number


def _of_line(line: Sequence[PriceRow], window: Period) -> Iterator[Stretch]:
    """Give the stretches of rows about the same, which are in order of their beginnings."""
    edges = {window.start, window.end}
    for row in line:
        edges.update(edge for edge in (row.told.start, row.told.end) if edge is not None and edge in window)
    for start, end in pairwise(sorted(edges)):
        for row in reversed(line):
            if row.told.start <= start and (row.told.end is None or end <= row.told.end):
                yield Stretch(start, end, row)
                break
