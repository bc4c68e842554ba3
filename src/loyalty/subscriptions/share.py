"""What part of a period a stretch of it is, as two whole numbers: by the second or by the day.

Both are counted from one zero, so that stretches laid end to end add up to the whole exactly.
A stretch of days counts local days, half-open: the day of a change belongs to what comes after,
and a stretch within one day is none.
"""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Literal
from zoneinfo import ZoneInfo

from loyalty.decision import use
from loyalty.kernel.instant import microseconds
from loyalty.kernel.period import Period, day_start
from loyalty.subscriptions.timeline import Segment

Basis = Literal["second", "day"]
_SECOND = 10**6


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``total`` seconds or days. Raises ValueError for a share of nothing."""

    part: int
    total: int

    def __post_init__(self) -> None:
        """Refuse to exist as a share of nothing."""
        if self.total <= 0:
            message = "a share is of something"
            raise ValueError(message)


def share(start: datetime, end: datetime, nominal: Period, basis: Basis, zone: ZoneInfo) -> Share:
    """Give what part of ``nominal`` the time from ``start`` to before ``end`` is, in seconds or days."""
    part = _count(end, basis, zone) - _count(start, basis, zone)
    total = _count(nominal.end, basis, zone) - _count(nominal.start, basis, zone)
    return Share(part, total)


def stretches(segment: Segment, basis: Basis, zone: ZoneInfo) -> tuple[use.Stretch, ...]:
    """Give a segment's stretches as a decision reads them; their ids are their local beginnings."""
    made = []
    for stretch in segment.stretches:
        part = share(stretch.start, stretch.end, segment.cycle.nominal, basis, zone)
        add_ons = {name: Fraction(number) for name, number in stretch.add_ons.items()}
        begins = _local(stretch.start, zone)
        made.append(use.Stretch(begins, part.part, part.total, Fraction(stretch.seats), add_ons))
    return tuple(made)


def held(segment: Segment, basis: Basis, zone: ZoneInfo) -> use.Stretch:
    """Give the time for which a segment's plan was held, paused or not."""
    nominal = segment.cycle.nominal
    windows = [share(window.start, window.end, nominal, basis, zone) for window in segment.windows]
    whole = share(nominal.start, nominal.end, nominal, basis, zone)
    return use.Stretch("held", sum(window.part for window in windows), whole.total)


def _local(instant: datetime, zone: ZoneInfo) -> str:
    """Give the local day, and the time of day where it is not the first."""
    at = instant.astimezone(zone)
    return at.date().isoformat() if instant == day_start(at.date(), zone) else f"{at:%Y-%m-%dT%H:%M:%S}"


def _count(instant: datetime, basis: Basis, zone: ZoneInfo) -> int:
    """Give how many seconds or days lie before ``instant``."""
    if basis == "day":
        return instant.astimezone(zone).toordinal()
    return microseconds(instant) // _SECOND
