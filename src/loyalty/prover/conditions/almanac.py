"""The days a programme binds, as many of them as there are different ones, with what is known of each.

A short time has all its days. Of a long stretch in which no rule begins or ends, every whole
year is like one of some thirty others in its weekdays, its leap day and those of its
neighbours; one year of each kind stands for the rest.
"""

from bisect import bisect_left
from calendar import isleap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Final

from loyalty.language.occasions.moments import CALENDAR, moment
from loyalty.language.tree import Comparison
from loyalty.prover.conditions.regions import Days

LAST: Final = date(9001, 12, 31)
"""A day after the last of which anything is decided."""
ALL_DAYS_MAX: Final = 1500
_OF_A_DAY: Final = frozenset({"day", "weekday", "day_month"})


def is_of_day(name: str) -> bool:
    """Whether a fact is known once the day of the order, or of the event, is."""
    owner, _, what = name.partition(".")
    return name.startswith(CALENDAR) or (owner in {"order", "event"} and what in _OF_A_DAY)


@dataclass(slots=True)
class Almanac:
    """Different days, in order."""

    days: tuple[int, ...]
    _values: dict[str, tuple[int | str, ...]] = field(default_factory=dict)
    _same: dict[tuple[str, int | str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, first: date, last: date | None, cuts: Iterable[int]) -> "Almanac":
        """Give the days from ``first`` until ``last``, told apart at ``cuts``, which are ordinals."""
        begin, end = first.toordinal(), min(last or LAST, LAST).toordinal()
        edges = sorted({begin, end + 1, *(cut + n for cut in cuts for n in (0, 1) if begin < cut + n <= end)})
        return cls(tuple(day for a, b in pairwise(edges) for day in _different(a, b)))

    @property
    def all(self) -> Days:
        """Every day."""
        return Days((1 << len(self.days)) - 1)

    def where(self, name: str, op: Comparison, value: int | str) -> Days:
        """Give the days on which a fact of theirs compares so with a value; only days have an order."""
        if name.endswith(".day") and isinstance(value, int):
            return self._compared(op, value)
        key = (name, value)
        if key not in self._same:
            self._same[key] = sum(1 << n for n, known in enumerate(self._known(name)) if known == value)
        same = Days(self._same[key])
        return same if op is Comparison.EQ else Days(self.all.bits ^ same.bits)

    def _compared(self, op: Comparison, day: int) -> Days:
        below = (1 << bisect_left(self.days, day)) - 1
        upto = (1 << bisect_left(self.days, day + 1)) - 1
        whole = self.all.bits
        return Days(
            {
                Comparison.LT: below,
                Comparison.LE: upto,
                Comparison.GT: whole ^ upto,
                Comparison.GE: whole ^ below,
                Comparison.EQ: upto ^ below,
                Comparison.NE: whole ^ upto ^ below,
            }[op]
        )

    def _known(self, name: str) -> tuple[int | str, ...]:
        if name not in self._values:
            noons = (datetime.combine(date.fromordinal(day), time(12), UTC) for day in self.days)
            found = (moment(name, noon) for noon in noons)
            self._values[name] = tuple(value for value in found if value is not None)
        return self._values[name]


def _different(first: int, end: int) -> Iterator[int]:
    """Give the days from ``first`` until before ``end``, of years that are alike only one."""
    if end - first <= ALL_DAYS_MAX:
        yield from range(first, end)
        return
    seen: set[tuple[int, bool, bool, bool]] = set()
    whole = date.fromordinal(first).year + 1
    last = date.fromordinal(end).year
    yield from range(first, date(whole, 1, 1).toordinal())
    for year in range(whole, last):
        kind = (date(year, 1, 1).weekday(), isleap(year - 1), isleap(year), isleap(year + 1))
        if kind not in seen:
            seen.add(kind)
            yield from range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
    yield from range(date(last, 1, 1).toordinal(), end)
