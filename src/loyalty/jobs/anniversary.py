"""On which days of a year something is that comes once in every year: pure, from the rule and the day."""

from calendar import isleap
from collections.abc import Iterator
from datetime import date

from loyalty.language.occasions.moments import LEAP, day_month
from loyalty.language.shapes.earn import AnniversaryShape


def days_kept(shape: AnniversaryShape, day: date) -> frozenset[str]:
    """Give the days of a year, ``11-22``, that are kept on ``day``: its own, and maybe 29 February."""
    own = day_month(day)
    if own == shape.leap_day and not isleap(day.year):
        return frozenset({own, LEAP})
    return frozenset({own})


def days_before(shape: AnniversaryShape, day: date, first_year: int) -> Iterator[date]:
    """Give every day of former years, from ``first_year`` on, whose anniversary is kept on ``day``."""
    for year in range(first_year, day.year):
        for month, number in (kept.split("-") for kept in sorted(days_kept(shape, day))):
            if (month, number) != tuple(LEAP.split("-")) or isleap(year):
                yield date(year, int(month), int(number))
