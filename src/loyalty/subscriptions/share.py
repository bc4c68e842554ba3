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

from loyalty.kernel.instant import microseconds
from loyalty.kernel.period import Period

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

    @property
    def fraction(self) -> Fraction:
        """The share as an exact number."""
        return Fraction(self.part, self.total)


def share(start: datetime, end: datetime, nominal: Period, basis: Basis, zone: ZoneInfo) -> Share:
    """Give what part of ``nominal`` the time from ``start`` to before ``end`` is, in seconds or days."""
    part = _count(end, basis, zone) - _count(start, basis, zone)
    total = _count(nominal.end, basis, zone) - _count(nominal.start, basis, zone)
    return Share(part, total)


def _count(instant: datetime, basis: Basis, zone: ZoneInfo) -> int:
    """Give how many seconds or days lie before ``instant``."""
    if basis == "day":
        return instant.astimezone(zone).toordinal()
    return microseconds(instant) // _SECOND
