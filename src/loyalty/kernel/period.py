"""Stretches of time: instants are UTC, days belong to a programme's zone.

A `Period` is half-open, so that periods laid end to end share no instant and miss none.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


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


def add_months(day: date, months: int) -> date:
    """Give the same day of the month ``months`` later, or that month's last day where it is shorter.

    Count from the anchor, not from the former result: 31 January and one month is 28
    February, and two months is 31 March.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


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
