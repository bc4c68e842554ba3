"""Small values a rule file writes that Python has no type for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from loyalty.kernel.period import add_months

LocalText = Mapping[str, str]
"""A text in every language of the programme: language code to text."""


class Unit(StrEnum):
    """Units of a length of time."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as written, ``14 days`` or ``24 months``."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        """Give it as a rule file writes it."""
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    def after(self, day: date) -> date:
        """Give the day this long after ``day``; a month's missing day is the month's last.

        Raises ValueError for units shorter than a day.
        """
        match self.unit:
            case Unit.DAY | Unit.WEEK:
                return day + timedelta(days=self.count * (7 if self.unit is Unit.WEEK else 1))
            case Unit.MONTH | Unit.YEAR:
                return add_months(day, self.count * (12 if self.unit is Unit.YEAR else 1))
            case _:
                message = f"{self} is not a whole number of days"
                raise ValueError(message)


class Wait(StrEnum):
    """What earned points wait for that is no length of time of its own."""

    RETURN_WINDOW = "return_window"


class Window(StrEnum):
    """The times over which something is counted that are no length: a year as it stands, or all time."""

    CALENDAR_YEAR = "calendar year"
    MEMBERSHIP_YEAR = "membership year"
    LIFETIME = "lifetime"


@dataclass(frozen=True, slots=True)
class Lasts:
    """For how many periods something holds, None for ever: ``once``, ``3 periods``, ``forever``."""

    periods: int | None

    def __str__(self) -> str:
        """Give it as a rule file writes it."""
        return {None: "forever", 1: "once"}.get(self.periods, f"{self.periods} periods")


class Turn(StrEnum):
    """Units of how often something comes round."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_TURN_DAYS = {Turn.DAY: 1, Turn.WEEK: 7}
_TURN_MONTHS = {Turn.MONTH: 1, Turn.QUARTER: 3, Turn.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Interval:
    """How often something comes round, as written: ``month``, ``3 months``, ``2 weeks``."""

    count: int
    turn: Turn

    def __str__(self) -> str:
        """Give it as a rule file writes it."""
        return str(self.turn) if self.count == 1 else f"{self.count} {self.turn}s"

    @property
    def spoken(self) -> str:
        """The interval with its number: ``one month``, ``3 months``."""
        return f"one {self}" if self.count == 1 else str(self)

    @property
    def days(self) -> int:
        """The days of one interval, 0 where it is counted in months."""
        return self.count * _TURN_DAYS.get(self.turn, 0)

    @property
    def months(self) -> int:
        """The months of one interval, 0 where it is counted in days."""
        return self.count * _TURN_MONTHS.get(self.turn, 0)

    @property
    def of_the_calendar(self) -> bool:
        """Whether the calendar has such periods: a day, a week, months that divide a year, a year."""
        return self.days in {1, 7} or (self.months > 0 and 12 % self.months == 0)

    def after(self, day: date, times: int) -> date:
        """Give the day ``times`` intervals after ``day``; a month's missing day is the month's last."""
        if self.months:
            return add_months(day, self.months * times)
        return day + timedelta(days=self.days * times)
