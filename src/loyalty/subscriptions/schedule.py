"""Billing periods: of any interval, with the calendar or from the day a subscription began.

Periods begin with local days of the programme's zone, but for the first, which begins at the
instant the subscription does. An anniversary is counted from the anchor, never from the period
before: 31 January, 28 February, 31 March. With the calendar the first period is the rest of a
calendar period; that whole one is its `nominal` period, by which it is prorated.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Literal
from zoneinfo import ZoneInfo

from loyalty.kernel.period import Period, day_start
from loyalty.language.values import Interval

Anchor = Literal["calendar", "anniversary"]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a plan's periods come round, and what they are counted from."""

    interval: Interval
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Cycle:
    """One billing period, and the whole period of which it is a share; the same but for a leading stub."""

    period: Period
    nominal: Period


@dataclass(frozen=True, slots=True)
class Schedule:
    """The periods of one rhythm from the UTC instant ``begins`` on, without end."""

    rhythm: Rhythm
    begins: datetime
    zone: ZoneInfo

    def period_at(self, instant: datetime) -> Cycle:
        """Give the period in which a UTC instant lies. Raises ValueError for one before the first."""
        if instant < self.begins:
            message = "no period lies before the first"
            raise ValueError(message)
        place = self._place(instant)
        start, end = self._border(place), self._border(place + 1)
        return Cycle(Period(start, end), Period(self._nominal_start(place, start), end))

    def periods(self, through: datetime) -> Iterator[Cycle]:
        """Give the periods that have begun at ``through``, in order."""
        start = self.begins
        while start <= through:
            cycle = self.period_at(start)
            yield cycle
            start = cycle.period.end

    def _place(self, instant: datetime) -> int:
        """Give the number of the last border that is not after ``instant``; a skipped day has none."""
        days = (instant.astimezone(self.zone).date() - self._first_day()).days
        interval = self.rhythm.interval
        # Never too late a border: no month is longer than 31 days.
        place = max(0, days // (interval.days or 31 * interval.months) - 1)
        return next(n for n in count(place) if self._border(n + 1) > instant)

    def _border(self, place: int) -> datetime:
        return self.begins if place == 0 else day_start(self._day(place), self.zone)

    def _nominal_start(self, place: int, start: datetime) -> datetime:
        if place == 0 and self.rhythm.anchor == "calendar":
            return day_start(self._day(0), self.zone)
        return start

    def _day(self, place: int) -> date:
        return self.rhythm.interval.after(self._first_day(), place)

    def _first_day(self) -> date:
        """Give the day all borders are counted from; with the calendar, the one its period begins on."""
        day = self.begins.astimezone(self.zone).date()
        interval = self.rhythm.interval
        if self.rhythm.anchor == "anniversary":
            return day
        if interval.months:
            return day.replace(month=(day.month - 1) // interval.months * interval.months + 1, day=1)
        return day - timedelta(days=day.weekday() if interval.days > 1 else 0)
