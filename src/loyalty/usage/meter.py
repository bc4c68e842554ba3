"""What the events of a period come to: one exact quantity, by the words of a meter.

Pure, and the order in which events arrived plays no part: they count by the time at which they
happened, and those of one instant by their ids. A meter's words are worked off in the order of
`MeterShape`. The formulas:

* ``sum`` Σ v; ``count`` how many; ``maximum`` max v, 0 of nothing; ``latest`` the v of the last.
* ``distinct`` how many different values; ``prorated``: Σ over them of the days each was there / D,
  where D is the days of the period. A value is there from the day of its event to the day of an
  event with the property ``operation: remove``, both inside.
* ``time_weighted_sum`` (1/D)·Σ h·Δt, where h is the sum of all events until then and D the length
  of the period; events of one instant are added before time runs on.
* ``high_water`` the largest h of the period, its start included.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from fractions import Fraction
from itertools import groupby

from loyalty.kernel.instant import microseconds
from loyalty.kernel.period import Period
from loyalty.kernel.rounding import round_fraction
from loyalty.language.shapes.meters import MeterShape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.texts.scalars import decimal

OPERATION = "operation"
ADD, REMOVE = "add", "remove"
NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Reading:
    """One event that counts, which none supersedes; ``value`` is its quantity, ``at`` a UTC instant."""

    id: str
    at: datetime
    value: Fraction
    properties: Mapping[str, str]


def aggregate(  # noqa: PLR0913, PLR0917  what happened, and which part of it is asked about
    meter: MeterShape,
    readings: Iterable[Reading],
    period: Period,
    carried: Fraction = NOTHING,
    zone: tzinfo = UTC,
    windows: Sequence[Period] | None = None,
) -> Fraction:
    """Give what ``meter`` comes to in ``period``, exactly or rounded by the meter's own word.

    Of a meter that carries, readings before the period make its start, and ``carried`` is the
    value before the first of them. ``zone`` is the one whose days a prorated meter counts.
    ``windows`` are the parts of the period that are asked about, in order, such as those on one
    plan; without them it is the whole. What is shared by time is shared by the whole period. A
    reading without the property that is counted does not count. Raises ValueError for a carried
    value where the meter does not carry, or has groups, since it is of none of them.
    """
    if carried and (meter.group_by or not meter.carry):
        message = "a carried value needs a meter that carries and has no groups"
        raise ValueError(message)
    groups: dict[tuple[str | None, ...], list[Reading]] = {}
    for reading in readings:
        if reading.at < period.end and (meter.carry or reading.at >= period.start) and counts(meter, reading):
            group = tuple(reading.properties.get(name) for name in meter.group_by)
            groups.setdefault(group, []).append(reading)
    if carried and not groups:
        groups[()] = []
    way, parts = _WAYS[meter.aggregate], (period,) if windows is None else windows
    cases = (_Case(meter, _in_order(group), period, parts, carried, zone) for group in groups.values())
    found = (way(case) for case in cases if parts)
    return _rounded(meter, sum(found, NOTHING))


def meters_of(shape: ProgrammeShape) -> Mapping[str, MeterShape]:
    """Give every meter of a programme by its id; one that only a charge names is the sum of quantities."""
    charged = (charge.meter for plan in shape.plans for charge in plan.usage)
    plain = {name: MeterShape(id=name, aggregate="sum") for name in charged}
    return {**plain, **{meter.id: meter for meter in shape.meters}}


def counts(meter: MeterShape, reading: Reading) -> bool:
    """Say whether the meter looks at a reading: its properties are those of ``where``, none is missing."""
    where = meter.where or {}
    if any(reading.properties.get(name) not in wanted for name, wanted in where.items()):
        return False
    return meter.aggregate == "distinct" or value_of(meter, reading) is not None


def value_of(meter: MeterShape, reading: Reading) -> Fraction | None:
    """Give the number of a reading that the meter counts, None where the property is not there or none."""
    if meter.of is None:
        return reading.value
    return decimal(reading.properties.get(meter.of, ""))


@dataclass(frozen=True, slots=True)
class _Case:
    """One group of readings, in order, with what else its aggregate depends on."""

    meter: MeterShape
    readings: Sequence[Reading]
    period: Period
    windows: Sequence[Period]
    carried: Fraction
    zone: tzinfo

    def inside(self) -> Iterator[Reading]:
        """Give the readings in the windows."""
        return (one for one in self.readings if any(one.at in window for window in self.windows))

    def values(self) -> list[Fraction]:
        """Give the numbers of the readings in the windows."""
        return [value_of(self.meter, one) or NOTHING for one in self.inside()]

    def last_before(self, at: datetime) -> Fraction:
        """Give the number of the last reading before an instant, what was carried where there is none."""
        earlier = [one for one in self.readings if one.at < at]
        return (value_of(self.meter, earlier[-1]) or NOTHING) if earlier else self.carried

    def running(self) -> list[tuple[datetime, Fraction]]:
        """Give the sum of all readings so far, first of none and then after each instant that has some.

        Readings of one instant are added together, before time runs on.
        """
        found = [(self.period.start, self.carried)]
        for at, readings in groupby(self.readings, key=lambda one: one.at):
            change = sum((value_of(self.meter, one) or NOTHING for one in readings), NOTHING)
            found.append((at, found[-1][1] + change))
        return found


def _in_order(readings: list[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: (reading.at, reading.id))


def _count(case: _Case) -> Fraction:
    return Fraction(sum(1 for _ in case.inside()))


def _sum(case: _Case) -> Fraction:
    return sum(case.values(), NOTHING)


def _latest(case: _Case) -> Fraction:
    if case.meter.carry:
        return case.last_before(case.windows[-1].end)
    return [NOTHING, *case.values()][-1]


def _maximum(case: _Case) -> Fraction:
    starts = [case.last_before(window.start) for window in case.windows] if case.meter.carry else []
    return max([*starts, *case.values()], default=NOTHING)


def _high_water(case: _Case) -> Fraction:
    return max(held for held, _ in _held(case))


def _time_weighted_sum(case: _Case) -> Fraction:
    weighted = sum((held * length for held, length in _held(case)), NOTHING)
    return weighted / (microseconds(case.period.end) - microseconds(case.period.start))


def _held(case: _Case) -> Iterator[tuple[Fraction, int]]:
    """Give each sum of all readings that stood in a window, with how many microseconds it did."""
    running = case.running()
    ends = [at for at, _ in running[1:]] + [case.period.end]
    for (since, held), until in zip(running, ends, strict=True):
        for window in case.windows:
            first, end = max(since, window.start), min(until, window.end)
            if first < end:
                yield held, microseconds(end) - microseconds(first)


def _distinct(case: _Case) -> Fraction:
    key = case.meter.of or ""
    if not case.meter.prorated:
        return Fraction(len({one.properties[key] for one in case.inside() if key in one.properties}))
    by_name: dict[str, list[Reading]] = {}
    for reading in case.readings:
        if key in reading.properties:
            by_name.setdefault(reading.properties[key], []).append(reading)
    first, end = _day(case.period.start, case), _last_day(case.period, case) + 1
    counted = {day for window in case.windows for day in _days_of(window, case)}
    days = sum(len(_days_there(case, events, first, end) & counted) for events in by_name.values())
    return Fraction(days, end - first)


def _days_there(case: _Case, events: Sequence[Reading], first: int, end: int) -> set[int]:
    """Give the days, from ``first`` and before ``end``, on which a value was there at any instant."""
    days: set[int] = set()
    since: int | None = None
    for event in events:
        day = max(_day(event.at, case), first)
        if event.properties.get(OPERATION) != REMOVE:
            since = day if since is None else since
        elif since is not None:
            # One that went before the period began was not there on its first day.
            days.update(range(since, day + 1) if event.at >= case.period.start else ())
            since = None
    if since is not None:
        days.update(range(since, end))
    return days


def _days_of(window: Period, case: _Case) -> range:
    """Give the days whose last instant is in a window, so that none is of two windows."""
    midnight = _day(window.end, case) > _last_day(window, case)
    return range(_day(window.start, case), _last_day(window, case) + midnight)


def _last_day(period: Period, case: _Case) -> int:
    return _day(period.end - timedelta(microseconds=1), case)


def _day(at: datetime, case: _Case) -> int:
    return at.astimezone(case.zone).toordinal()


_WAYS: Mapping[str, Callable[[_Case], Fraction]] = {
    "count": _count,
    "sum": _sum,
    "maximum": _maximum,
    "distinct": _distinct,
    "latest": _latest,
    "time_weighted_sum": _time_weighted_sum,
    "high_water": _high_water,
}


def _rounded(meter: MeterShape, total: Fraction) -> Fraction:
    """Give the total in the unit that is priced, by ``below_zero``, ``convert`` and ``round``."""
    if meter.below_zero == "floor":
        total = max(total, NOTHING)
    if meter.convert is not None:
        total /= meter.convert.divide_by
        if meter.convert.round is not None:
            total = Fraction(round_fraction(total, meter.convert.round))
    if meter.round is not None:
        total = round_fraction(total / meter.round.step, meter.round.mode) * meter.round.step
    return total
