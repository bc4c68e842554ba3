"""Times around an instant in the programme's zone."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.kernel.period import Period, add_months, local_days


def around(programme: Programme, at: datetime, time: str) -> Period:
    """Give the day, week from Monday, month or year around ``at`` in the programme's zone, or all time."""
    return _around(local_day(programme, at), time, programme.zone)


@lru_cache(maxsize=1 << 8)  # orders of one day have the same times around them
def _around(day: date, time: str, zone: ZoneInfo) -> Period:
    match time:
        case "day":
            first, last = day, day
        case "week":
            first = day - timedelta(days=day.weekday())
            last = first + timedelta(days=6)
        case "month":
            first = day.replace(day=1)
            last = add_months(first, 1) - timedelta(days=1)
        case "year":
            first, last = day.replace(month=1, day=1), day.replace(month=12, day=31)
        case _:
            first, last = date(1970, 1, 2), date(9998, 12, 31)
    return local_days(first, last, zone)
