"""How many points a member may still give away: so many in a day and in a month of the programme's zone."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.kernel.period import Period, add_months, local_days
from loyalty.language.shapes.wallets import ConversionShape, TransferShape

Used = Callable[[Period], int]


def left_of(
    programme: Programme, limits: TransferShape | ConversionShape, at: datetime, used: Used
) -> Iterator[int]:
    """Give what is left of each limit at an instant, at least 0; ``used`` gives what went in a period."""
    day = local_day(programme, at)
    first = day.replace(day=1)
    month = first, add_months(first, 1) - timedelta(days=1)
    for most, (start, end) in ((limits.per_day, (day, day)), (limits.per_month, month)):
        if most is not None:
            yield max(0, int(most) - used(local_days(start, end, programme.zone)))
