"""Stretches of time: instants are UTC, days belong to a programme's zone.

A `Period` is half-open, so that periods laid end to end share no instant and miss none.
"""

import itertools
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from loyalty.kernel.instant import instant_at, microseconds

_HOUR = 3_600_000_000


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start``, inside, to ``end``, outside; both UTC instants, ``end`` the later one.

    Raises ValueError for instants that are not UTC and for a period without length.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        """Refuse to exist out of order or outside UTC."""
        if self.start.utcoffset() != timedelta(0) or self.end.utcoffset() != timedelta(0):
            message = "a period needs UTC instants"
            raise ValueError(message)
        if self.end <= self.start:
            message = "a period ends after it starts"
            raise ValueError(message)

    def __contains__(self, instant: datetime) -> bool:
        """Give whether ``instant`` lies inside; the end does not."""
        return self.start <= instant < self.end


Unit = Literal["hour", "day", "week"]


def times_in(period: Period, unit: Unit, zone: ZoneInfo) -> Iterator[Period]:
    """Give the hours, local days or weeks of seven local days that a period lies in, one after another.

    Hours are those of UTC; weeks begin on the local day on which the period does. The first
    may begin before the period, and the last end after it.
    """
    if unit == "hour":
        start = microseconds(period.start) // _HOUR * _HOUR
        ends = (instant_at(start + count * _HOUR) for count in itertools.count())
    else:
        first, step = period.start.astimezone(zone).date(), 1 if unit == "day" else 7
        ends = (day_start(first + timedelta(days=count * step), zone) for count in itertools.count())
    for start_of, end in itertools.pairwise(ends):
        if start_of >= period.end:
            return
        # A zone that skips a day has no time on it.
        if start_of < end:
            yield Period(start_of, end)


def add_months(day: date, months: int) -> date:
    """Give the same day of the month ``months`` later, or that month's last day where it is shorter.

    Count from the anchor, not from the former result: 31 January and one month is 28
    February, and two months is 31 March.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=1 << 12)  # a history asks for the same days again and again
def day_start(day: date, zone: ZoneInfo) -> datetime:
    """Give the UTC instant at which ``day`` begins in ``zone``.

    Where the clocks skip midnight the day begins at the instant they are put forward.
    """
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def local_days(first: date, last: date, zone: ZoneInfo) -> Period:
    """Give the period of the whole days ``first`` to ``last`` in ``zone``, both inside.

    A day has 23 or 25 hours where the clocks change. Raises ValueError where ``last`` is
    before ``first``, and for a lone day that the zone skipped altogether.
    """
    return Period(day_start(first, zone), day_start(last + timedelta(days=1), zone))
