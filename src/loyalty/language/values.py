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
