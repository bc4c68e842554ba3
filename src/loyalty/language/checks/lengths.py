"""Lengths of time compared for every day they can be counted from."""

import calendar
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from loyalty.language.values import Duration, Unit

_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_FIRST = date(2000, 1, 1)
_CYCLE = 146_097
"""Days after which the calendar begins anew: 400 years."""
_CYCLE_MONTHS = 4800
"""The months of them."""
_UNEVEN = 6
"""By more days than this no number of months is off its usual length."""


def never_shorter(old: Duration, new: Duration) -> bool:
    """Whether ``new`` ends on the same day or later from whatever day both are counted.

    Months against days are tried on every month of the 400 years after which the calendar repeats.
    """
    for units in (_MONTHS, _DAYS):
        if old.unit in units and new.unit in units:
            return new.count * units[new.unit] >= old.count * units[old.unit]
    if old.unit not in {*_MONTHS, *_DAYS} or new.unit not in {*_MONTHS, *_DAYS}:
        return old == new
    difference = _usual(new) - _usual(old)
    if abs(difference) > _UNEVEN:
        return difference > 0
    return all(new.after(day) >= old.after(day) for day in _telling_days())


def _telling_days() -> Iterator[date]:
    """Give days from which months have every length: from the 28th they are as long as from the 1st."""
    for number in range(_CYCLE_MONTHS):
        first = date(_FIRST.year + number // 12, number % 12 + 1, 1)
        last = calendar.monthrange(first.year, first.month)[1]
        yield from (first.replace(day=day) for day in range(28, last + 1))


def _usual(length: Duration) -> Fraction:
    """Give about how many days a length has."""
    if length.unit in _MONTHS:
        return length.count * _MONTHS[length.unit] * Fraction(_CYCLE, _CYCLE_MONTHS)
    return Fraction(length.count * _DAYS[length.unit])
