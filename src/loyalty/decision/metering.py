"""What the events of a period come to, as a plan's charges count them: quantities and cells.

Pure. Most charges read one quantity, which their meter aggregates. A percentage charge counts
its events into several quantities, and a matrix parts them into cells; the sheet prices what
was counted. Events are taken in order of time and id, whatever the order in which they came.
"""

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import islice
from types import MappingProxyType
from zoneinfo import ZoneInfo

from loyalty.decision.programme import Programme
from loyalty.decision.refusals import Misfit, RequestMisfit
from loyalty.decision.use import Cell, Measured
from loyalty.kernel.period import Period, Unit, times_in
from loyalty.language.shapes.charges import (
    CellTerms,
    GraduatedPercentageTerms,
    GraduatedTerms,
    MatrixTerms,
    PercentageTerms,
    VolumeTerms,
)
from loyalty.language.shapes.meters import MeterShape
from loyalty.language.shapes.plans import UsageShape
from loyalty.pricing.charge import by_window
from loyalty.pricing.charge_models import matrix, percentage
from loyalty.pricing.rows import QUANTITY, REACHED, ROWS_MAX
from loyalty.usage.meter import Reading, aggregate, counts, meters_of, value_of

Quantities = Mapping[str, Fraction]
NOTHING = Fraction(0)
_LASTING = ("time_weighted_sum", "high_water")
ONE_TIME = "1"
"""The only time there is where a quantity is stated for one."""
FlatFeeTerms = GraduatedTerms | GraduatedPercentageTerms | VolumeTerms


def measure(  # noqa: PLR0913, PLR0917 - what is asked about, and what happened in it
    programme: Programme,
    plan_id: str,
    readings: Mapping[str, Sequence[Reading]],
    period: Period,
    day: date,
    carried: Quantities = MappingProxyType({}),
    windows: Sequence[Period] | None = None,
) -> Mapping[str, Measured]:
    """Give what each meter of a plan came to in ``period``, from its ``readings``, at the terms of ``day``.

    ``carried`` is by meter what was there before its first reading, ``windows`` the parts of the
    period that count, all of it where there are none. The programme has the plan.
    Raises RequestMisfit with every event that fits no cell of a matrix, or is below zero where
    a charge takes events one by one; NoValue where a value of the terms begins later.
    """
    found, misfits, meters = {}, list[Misfit](), meters_of(programme.shape)
    for charge in _charges(programme, plan_id):
        meter, start = meters[charge.meter], carried.get(charge.meter, NOTHING)
        metering = _Metering(meter, period, windows, start, programme.zone, day, misfits)
        found[charge.meter] = metering.measured(charge, readings.get(charge.meter, ()))
    if misfits:
        raise RequestMisfit(tuple(misfits))
    return found


def stated(  # noqa: PLR0913 - what is stated of what use, and how it came
    programme: Programme,
    plan_id: str,
    quantities: Quantities,
    day: date,
    properties: Mapping[str, str] = MappingProxyType({}),
    *,
    events: int = 1,
) -> Mapping[str, Measured]:
    """Give what quantities come to that are stated by meter, each as one event with these properties.

    Where a charge takes events one by one a quantity may be several of them, of as much each.
    Of a commitment for each hour, day or week it is one such time that is stated. What is no
    meter of the plan is given as it is. Raises as `measure`.
    """
    found = {name: Measured.of(quantity) for name, quantity in quantities.items()}
    for charge in _charges(programme, plan_id):
        quantity, terms = quantities.get(charge.meter, NOTHING), charge.terms
        if isinstance(terms, PercentageTerms):
            found[charge.meter] = Measured(_alike(terms, quantity, day, events))
        if isinstance(terms, MatrixTerms):
            cells = _cell_of(charge.meter, terms, quantity, day, properties, events)
            found[charge.meter] = Measured(cells=cells)
        if not isinstance(terms, MatrixTerms) and by_window(terms):
            found[charge.meter] = Measured(cells=(Cell(ONE_TIME, 1, _alike(terms, quantity, day, events)),))
    return found


def day_of_terms(programme: Programme, plan_id: str, day: date, since: date) -> date:
    """Give the day whose terms hold on ``day`` for a subscription that began on the plan on ``since``."""
    keeps = any(plan.id == plan_id and plan.existing == "keep" for plan in programme.shape.plans)
    return since if keeps else day


def _charges(programme: Programme, plan_id: str) -> tuple[UsageShape, ...]:
    return next((plan.usage for plan in programme.shape.plans if plan.id == plan_id), ())


def _alike(terms: CellTerms, quantity: Fraction, day: date, events: int) -> Quantities:
    if isinstance(terms, PercentageTerms):
        return percentage.fold_runs(terms, [(quantity / events, events)] if quantity else [], day)
    return {QUANTITY: quantity}


def _cell_of(  # noqa: PLR0913, PLR0917 - what is stated, and by what it is priced
    meter: str,
    terms: MatrixTerms,
    quantity: Fraction,
    day: date,
    properties: Mapping[str, str],
    events: int,
) -> tuple[Cell, ...]:
    if not quantity:
        return ()
    number = matrix.cell_of(terms, properties)
    if number is None:
        raise RequestMisfit((_no_cell(f"/used/{meter}", terms, properties),))
    of_cell = _alike(dict(matrix.parts(terms))[number], quantity, day, events)
    return (Cell(matrix.row_of(terms, number, properties), number, of_cell),)


def _in_order(readings: Iterable[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: (reading.at, reading.id))


def _inside(time: Period, parts: Sequence[Period]) -> list[Period]:
    """Give what of the parts lies in a time."""
    cut = ((max(part.start, time.start), min(part.end, time.end)) for part in parts)
    return [Period(start, end) for start, end in cut if start < end]


def _no_cell(pointer: str, terms: MatrixTerms, properties: Mapping[str, str]) -> Misfit:
    values = matrix.label({name: properties.get(name) for name in terms.dimensions})
    hint = "add a cell for it, or `otherwise`; a name without a value is a dimension that is missing"
    return Misfit(pointer, "no-cell", f"no cell of the matrix is for {values}", hint)


@dataclass(frozen=True, slots=True)
class _Metering:
    """One meter in one period, and the misfits found so far."""

    meter: MeterShape
    period: Period
    windows: Sequence[Period] | None
    carried: Fraction
    zone: ZoneInfo
    day: date
    misfits: list[Misfit] = field(default_factory=list)

    def measured(self, charge: UsageShape, readings: Iterable[Reading]) -> Measured:
        terms = charge.terms
        if isinstance(terms, MatrixTerms):
            return Measured(cells=tuple(self.cells(terms, readings)))
        if terms.commitment is not None and terms.commitment.window is not None:
            return Measured(cells=tuple(self.times(terms, terms.commitment.window, readings)))
        return Measured(self.quantities(terms, readings))

    def quantities(self, terms: CellTerms, readings: Iterable[Reading]) -> Quantities:
        if isinstance(terms, PercentageTerms):
            return percentage.fold(terms, self.amounts(readings), self.day)
        if isinstance(terms, FlatFeeTerms) and not terms.flat_fees_reverse:
            ordered = _in_order(readings)
            reached = (self.quantity(ordered[:count]) for count in range(1, len(ordered) + 1))
            return {QUANTITY: self.quantity(ordered), REACHED: max(reached, default=NOTHING)}
        return {QUANTITY: self.quantity(readings)}

    def quantity(self, readings: Iterable[Reading]) -> Fraction:
        return aggregate(self.meter, readings, self.period, self.carried, self.zone, self.windows)

    def times(self, terms: CellTerms, unit: Unit, readings: Iterable[Reading]) -> Iterator[Cell]:
        """Give what each hour, day or week of the period comes to, those without use too.

        There is none outside the parts of the period that count.
        """
        times = list(islice(times_in(self.period, unit, self.zone), ROWS_MAX + 1))
        if len(times) > ROWS_MAX:
            message = f"a period has at most {ROWS_MAX} times of a commitment"
            self.misfits.append(Misfit("/period", "row-count", message, "take a longer `window`"))
            return
        starts, known = [time.start for time in times], self.counted(readings)
        by_time: list[list[Reading]] = [[] for _ in times]
        for reading in known:
            by_time[max(bisect(starts, reading.at) - 1, 0)].append(reading)
        for time, own in zip(times, by_time, strict=True):
            parts = _inside(time, (self.period,) if self.windows is None else self.windows)
            if parts:
                alone = replace(self, period=time, windows=parts)
                counted = alone.quantities(terms, known if self.meter.carry else own)
                yield Cell(time.start.isoformat().replace("+00:00", "Z"), 1, counted)

    def amounts(self, readings: Iterable[Reading]) -> list[Fraction]:
        """Give what each event of the parts brings, in order."""
        inside = (reading for reading in self.counted(readings) if self.inside(reading))
        found = []
        for reading in _in_order(inside):
            amount = value_of(self.meter, reading)
            if amount is not None and amount >= 0:
                found.append(amount)
            elif amount is not None:
                message = "an event whose amount is charged by itself may not be below zero"
                hint = "correct the event that was wrong"
                self.misfits.append(Misfit(f"/events/{reading.id}", "below-zero", message, hint))
        return found

    def cells(self, terms: MatrixTerms, readings: Iterable[Reading]) -> list[Cell]:
        """Give what is priced together, in the order of the cells and their values."""
        if self.carried:
            message = "a carried value is of no cell"
            raise ValueError(message)
        rows: dict[tuple[int, str], list[Reading]] = {}
        for reading in self.counted(readings):
            number = matrix.cell_of(terms, reading.properties)
            if number is None:
                self.misfits.append(_no_cell(f"/events/{reading.id}", terms, reading.properties))
                continue
            rows.setdefault((number, matrix.row_of(terms, number, reading.properties)), []).append(reading)
        terms_of = dict(matrix.parts(terms))
        return [
            Cell(row, number, self.quantities(terms_of[number], some))
            for (number, row), some in sorted(rows.items())
        ]

    def counted(self, readings: Iterable[Reading]) -> list[Reading]:
        """Give the readings that the meter looks at: of the parts, or all where what was in use goes on."""
        looked_at = (reading for reading in readings if counts(self.meter, reading))
        return [reading for reading in looked_at if self.inside(reading) or self.goes_on(reading)]

    def inside(self, reading: Reading) -> bool:
        """Say whether it happened in a part of the period that counts."""
        parts = (self.period,) if self.windows is None else self.windows
        return any(reading.at in part for part in parts)

    def goes_on(self, reading: Reading) -> bool:
        """Say whether what a reading changed may last from before a part into it."""
        if self.meter.carry:
            return reading.at < self.period.end
        lasts = self.meter.prorated or self.meter.aggregate in _LASTING
        return lasts and reading.at in self.period
