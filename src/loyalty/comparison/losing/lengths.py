"""Lengths of time compared for every day they can be counted from."""

from datetime import date, timedelta
from fractions import Fraction

from loyalty.language.values import Duration, Unit

_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_FIRST = date(2000, 1, 1)
_CYCLE = 146_097
"""Days after which the calendar begins anew: 400 years."""
_CYCLE_MONTHS = 4800
_UNEVEN = 6
"""By more days than this no number of months is off its usual length."""


def never_shorter(old: Duration, new: Duration) -> bool:
    """Whether ``new`` ends on the same day or later from whatever day both are counted.

    Months against days are tried on every day of the 400 years after which the calendar repeats.
    """
    for units in (_MONTHS, _DAYS):
        if old.unit in units and new.unit in units:
            return new.count * units[new.unit] >= old.count * units[old.unit]
    if old.unit not in {*_MONTHS, *_DAYS} or new.unit not in {*_MONTHS, *_DAYS}:
        return old == new
    difference = _usual(new) - _usual(old)
    if abs(difference) > _UNEVEN:
        return difference > 0
    days = (_FIRST + timedelta(days=n) for n in range(_CYCLE))
    return all(new.after(day) >= old.after(day) for day in days)


def _usual(length: Duration) -> Fraction:
    """Give about how many days a length has."""
    if length.unit in _MONTHS:
        return length.count * _MONTHS[length.unit] * Fraction(_CYCLE, _CYCLE_MONTHS)
    return Fraction(length.count * _DAYS[length.unit])
