"""What a rule may ask of the time of an order, and of what its member did before it.

Times are those of the programme's zone. ``calendar.*`` are texts about the days around the
order, which only anniversaries read: ``calendar.day_month.3`` is the day three days later.
"""

import calendar
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from loyalty.language import tree as t
from loyalty.language.tree import Kind, Read

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ORDER_DAY: Final = "order.day"
WEEKDAY, HOUR, DAY_MONTH = "order.weekday", "order.hour", "order.day_month"
EVENT: Final = "event."
"""What stands before a fact of an event."""
EVENT_DAY: Final = f"{EVENT}day"
CALENDAR: Final = "calendar."
LEAP: Final = "02-29"
"""The day of the year that three years of four have not."""

HISTORY: Final = "history."
ORDERS, DAYS_ENROLLED, ENROLLED = "history.orders", "history.days_enrolled", "history.enrolled"
REFERRED, REFERRED_UNTIL = "history.referred", "history.referred_until"
"""Whether somebody brought the member and nothing was given for that yet; the last day an order may."""
TIMES: Final = ("day", "week", "month", "year")
"""Times around an order in which a member's orders before it are counted; weeks begin on Monday."""
_MOST: Final = 10**9

OF_TIME: Final[Mapping[str, Read]] = MappingProxyType(
    {
        WEEKDAY: t.read(WEEKDAY, Kind.TEXT),
        HOUR: t.read(HOUR, Kind.QUANTITY, 1, 0, 23),
        DAY_MONTH: t.read(DAY_MONTH, Kind.TEXT),
    }
)
"""Facts of an order's time that always exist, as they are read."""

OF_EVENT: Final[Mapping[str, Read]] = MappingProxyType(
    {
        EVENT_DAY: t.read(EVENT_DAY, Kind.DAY, 1, date.min.toordinal(), date.max.toordinal()),
        f"{EVENT}weekday": t.read(f"{EVENT}weekday", Kind.TEXT),
        f"{EVENT}hour": t.read(f"{EVENT}hour", Kind.QUANTITY, 1, 0, 23),
        f"{EVENT}day_month": t.read(f"{EVENT}day_month", Kind.TEXT),
    }
)
"""Facts of an event that always exist: its time, as that of an order."""

OF_HISTORY: Final[Mapping[str, Read]] = MappingProxyType(
    {
        name: t.read(name, Kind.QUANTITY, 1, 0, _MOST)
        for name in (ORDERS, *(f"{ORDERS}_{time}" for time in TIMES), DAYS_ENROLLED)
    }
)
"""Numbers of what a member did before an order; 0 for somebody who is no member."""

IS_ENROLLED: Final = t.read(ENROLLED, Kind.TEXT)
"""The day of the year on which a member enrolled; only anniversaries read it."""


def day_month_near(days: int) -> Read:
    """Give the text of the day so many days after the order, before it below 0."""
    return t.read(f"{CALENDAR}day_month.{days}", Kind.TEXT)


def leap_year_near(days: int) -> Read:
    """Give whether the year of the day so many days after the order has a 29 February."""
    return t.read(f"{CALENDAR}leap_year.{days}", Kind.TRUTH)


def moment(name: str, local: datetime) -> str | int | None:
    """Give the value of a fact of the time ``local`` in the programme's zone, None for any other fact."""
    match name:
        case "order.weekday" | "event.weekday":
            return WEEKDAYS[local.weekday()]
        case "order.hour" | "event.hour":
            return local.hour
        case "order.day_month" | "event.day_month":
            return day_month(local.date())
    if not name.startswith(CALENDAR):
        return None
    what, _, days = name.removeprefix(CALENDAR).partition(".")
    near = local.date() + timedelta(days=int(days))
    return day_month(near) if what == "day_month" else int(calendar.isleap(near.year))


def day_month(day: date) -> str:
    """Give a day of the year as a rule file writes it, such as ``02-29``."""
    return f"{day.month:02}-{day.day:02}"
