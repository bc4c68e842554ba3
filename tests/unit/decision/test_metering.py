"""What a plan's meters come to, where the plan was held for a part of a period only."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from loyalty.decision.metering import measure
from loyalty.decision.programme import Programme, compile_programme
from loyalty.decision.use import Measured
from loyalty.kernel.period import Period
from loyalty.usage.meter import Reading
from tests.steps.reading import declared, metered

START = datetime(2026, 11, 1, tzinfo=UTC)
MIDDLE = datetime(2026, 11, 16, tzinfo=UTC)
NOVEMBER = Period(START, datetime(2026, 12, 1, tzinfo=UTC))
HALVES = [Period(START, MIDDLE), Period(MIDDLE, NOVEMBER.end)]
PER_UNIT = "model: per_unit\nunit: 1.00"
BY_REGION = """model: matrix
dimensions: [region]
cells:
  - {where: {region: eu}, model: per_unit, unit: 1.00}
  - {where: {region: us}, model: per_unit, unit: 2.00}
apply: per_cell
"""
PERCENTAGE = "model: percentage\nrate: 1%\nfixed: 0.10"
STORAGE = "aggregate: time_weighted_sum\ncarry: true\nround: {step: 0.001, mode: half_up}"


def _programme(terms: str, meter: str) -> Programme:
    compiled = compile_programme({**metered(terms), "meters.yaml": declared(meter)})
    assert compiled.programme is not None, compiled.findings
    return compiled.programme


def _reading(day: int, value: int, region: str) -> Reading:
    return Reading(f"e-{day}", START + timedelta(days=day - 1), Fraction(value), {"region": region})


def _measured(programme: Programme, readings: list[Reading], windows: list[Period] | None) -> Measured:
    found = measure(programme, "metered", {"units": readings}, NOVEMBER, START.date(), {}, windows)
    return found["units"]


def test_what_is_in_use_goes_on_from_one_plan_to_the_next() -> None:
    """10 units from before the month, on one plan for half of it and on another for the rest, are 5 and 5."""
    programme = _programme(PER_UNIT, STORAGE)
    readings = [_reading(-3, 10, "eu")]

    assert [Fraction(5)] * 2 == [
        _measured(programme, readings, [half]).quantities["quantity"] for half in HALVES
    ]
    assert 10 == _measured(programme, readings, None).quantities["quantity"]


@pytest.mark.parametrize(
    ("meter", "of_eu"), [("aggregate: sum", [4, 0]), (STORAGE, [Fraction("1.467"), Fraction(2)])]
)
def test_cells_are_of_the_windows(meter: str, of_eu: list[Fraction]) -> None:
    """A cell has what happened in the windows; of storage also what goes on in them, 4 units for 11 days."""
    programme = _programme(BY_REGION, meter)
    readings = [_reading(5, 4, "eu"), _reading(20, 6, "us")]

    found = []
    for half in HALVES:
        cells = _measured(programme, readings, [half]).cells
        found.append(sum((c.quantities["quantity"] for c in cells if c.rule == 1), Fraction(0)))

    assert of_eu == found


def test_events_that_are_charged_one_by_one_are_of_their_window() -> None:
    """An event before the change is charged by the plan of then, one after it by the plan from then."""
    programme = _programme(PERCENTAGE, "aggregate: sum")
    readings = [_reading(5, 4, "eu"), _reading(20, 6, "us")]

    halves = [_measured(programme, readings, [half]).quantities for half in HALVES]
    whole = _measured(programme, readings, None).quantities

    assert whole == {name: halves[0][name] + halves[1][name] for name in whole}
    assert halves[0] != halves[1]
