"""What readings come to, by each aggregate and word of a meter; worked by hand."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from loyalty.kernel.period import Period, local_days
from loyalty.kernel.rounding import Rounding
from loyalty.language.shapes.charge_words import ConvertShape
from loyalty.language.shapes.meters import MeterRoundShape, MeterShape
from loyalty.usage.meter import Reading, aggregate

START = datetime(2026, 11, 1, tzinfo=UTC)
NOVEMBER = Period(START, datetime(2026, 12, 1, tzinfo=UTC))


def reading(day: int, value: str = "1", name: str = "", **properties: str) -> Reading:
    """Give a reading at the start of a day of November; day 0 is the last of October."""
    return Reading(name or f"e-{day}", START + timedelta(days=day - 1), Fraction(value), properties)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("count", 3), ("sum", 12), ("maximum", 7), ("latest", 2), ("high_water", 12)],
)
def test_each_aggregate(kind: str, expected: int) -> None:
    """Readings of 3, 7 and 2: how many, their sum, the largest, the last, the largest sum so far."""
    meter = MeterShape(id="m", aggregate=kind)  # type: ignore[arg-type]  # the words are those of the shape
    readings = [reading(2, "3"), reading(5, "7"), reading(20, "2")]

    assert expected == aggregate(meter, readings, NOVEMBER)
    assert 0 == aggregate(meter, [], NOVEMBER)


def test_the_period_is_half_open() -> None:
    """A reading at the first instant counts, one at the first instant of the next period does not."""
    meter = MeterShape(id="m", aggregate="count")

    assert 1 == aggregate(meter, [reading(0), reading(1), reading(31)], NOVEMBER)


def test_time_weighted_sum() -> None:
    """10 for 15 days and 4 for the other 15 is 7 on average; what was there before is carried over."""
    meter = MeterShape(id="m", aggregate="time_weighted_sum", carry=True)
    readings = [reading(0, "10"), reading(16, "-6")]

    assert 7 == aggregate(meter, readings, NOVEMBER)
    assert 7 == aggregate(meter, readings[1:], NOVEMBER, carried=Fraction(10))
    assert -3 == aggregate(MeterShape(id="m", aggregate="time_weighted_sum"), readings, NOVEMBER)


def test_events_of_one_instant_are_added_before_time_runs() -> None:
    """Up by 5 and down by 5 at once is nothing, in a weighted sum and in a high water mark."""
    readings = [reading(10, "5", "up"), reading(10, "-5", "down")]

    for kind in ("time_weighted_sum", "high_water"):
        meter = MeterShape(id="m", aggregate=kind)
        assert 0 == aggregate(meter, readings, NOVEMBER)


def test_the_high_water_mark_is_not_lowered() -> None:
    """10, down to 5, up to 7: the mark stays at 10; in the next period it begins at 7."""
    meter = MeterShape(id="m", aggregate="high_water", carry=True)
    readings = [reading(2, "10"), reading(3, "-5"), reading(4, "2")]
    december = Period(NOVEMBER.end, datetime(2027, 1, 1, tzinfo=UTC))

    assert 10 == aggregate(meter, readings, NOVEMBER)
    assert 7 == aggregate(meter, readings, december)


def test_the_latest_goes_by_when_it_happened() -> None:
    """The reading that happened last counts, in whatever order they came; of one instant, by id."""
    meter = MeterShape(id="m", aggregate="latest")
    readings = [reading(9, "5", "b"), reading(9, "4", "a"), reading(3, "8", "z")]

    assert 5 == aggregate(meter, readings, NOVEMBER)


@pytest.mark.parametrize(("kind", "expected"), [("latest", 8), ("maximum", 8)])
def test_a_value_is_carried_over(kind: str, expected: int) -> None:
    """Where nothing happens in the period, the value before it stands; without `carry` nothing does."""
    carrying = MeterShape(id="m", aggregate=kind, carry=True)  # type: ignore[arg-type]  # as above
    plain = MeterShape(id="m", aggregate=kind)  # type: ignore[arg-type]  # as above

    assert expected == aggregate(carrying, [reading(-3, "9"), reading(0, "8")], NOVEMBER)
    assert expected == aggregate(carrying, [], NOVEMBER, carried=Fraction(8))
    assert 0 == aggregate(plain, [reading(0, "8")], NOVEMBER)


def test_a_carried_value_needs_a_meter_that_takes_it() -> None:
    """A value from before is refused where the meter begins at nothing, or would not know whose it is."""
    for meter in (
        MeterShape(id="m", aggregate="latest"),
        MeterShape(id="m", aggregate="latest", carry=True, group_by=("site",)),
    ):
        with pytest.raises(ValueError, match="carried"):
            aggregate(meter, [], NOVEMBER, carried=Fraction(1))


def test_distinct_counts_values_once() -> None:
    """Three events of two people are two; an event without the property is nobody."""
    meter = MeterShape(id="m", aggregate="distinct", of="person")
    readings = [reading(1, person="ada"), reading(2, person="ben"), reading(3, person="ada"), reading(4)]

    assert 2 == aggregate(meter, readings, NOVEMBER)


def test_one_key_in_two_groups_counts_twice() -> None:
    """Groups are counted alone and added up, one of events without the property among them."""
    meter = MeterShape(id="m", aggregate="distinct", of="person", group_by=("site",))
    readings = [
        reading(1, person="ada", site="x"),
        reading(2, person="ada", site="y"),
        reading(3, person="ada"),
    ]

    assert 3 == aggregate(meter, readings, NOVEMBER)


def test_groups_have_a_start_each() -> None:
    """The last value of each group is carried, and the groups are added up: 4 here and 2 there."""
    meter = MeterShape(id="m", aggregate="latest", carry=True, group_by=("site",))
    readings = [reading(-9, "3", site="x"), reading(-8, "2", site="y"), reading(5, "4", site="x")]

    assert 6 == aggregate(meter, readings, NOVEMBER)


PRORATED = MeterShape(id="m", aggregate="distinct", of="person", prorated=True, carry=True)


@pytest.mark.parametrize(
    ("readings", "days"),
    [
        ([reading(16, person="ada")], 15),
        ([reading(16, person="ada"), reading(18, person="ada")], 15),
        ([reading(1, person="ada"), reading(3, person="ada", operation="remove")], 3),
        (
            [
                reading(1, person="ada"),
                reading(3, name="r", person="ada", operation="remove"),
                reading(3, name="s", person="ada"),
                reading(3, name="t", person="ada", operation="remove"),
            ],
            3,
        ),
        ([reading(-5, person="ada")], 30),
        ([reading(-5, person="ada"), reading(-2, person="ada", operation="remove")], 0),
        ([reading(16, person="ada"), reading(21, person="ben")], 25),
        ([reading(4, person="ada", operation="remove")], 0),
    ],
)
def test_a_prorated_value_counts_by_its_days(readings: list[Reading], days: int) -> None:
    """Days from the first event to the one that removes it, both inside, each once, of 30."""
    assert Fraction(days, 30) == aggregate(PRORATED, readings, NOVEMBER)


def test_days_are_those_of_the_zone() -> None:
    """23:30 UTC on 15 November is the 16th in Berlin, so 15 days of November are left there."""
    berlin = ZoneInfo("Europe/Berlin")
    november = local_days(datetime(2026, 11, 1).date(), datetime(2026, 11, 30).date(), berlin)  # noqa: DTZ001  days only
    late = Reading("e", datetime(2026, 11, 15, 23, 30, tzinfo=UTC), Fraction(1), {"person": "ada"})

    assert Fraction(15, 30) == aggregate(PRORATED, [late], november, zone=berlin)


def test_where_and_of() -> None:
    """Only events with one of the values count, and the number is that of the property."""
    meter = MeterShape(id="m", aggregate="sum", of="bytes", where={"region": ("eu", "us")})
    readings = [
        reading(1, bytes="2.5", region="eu"),
        reading(2, bytes="4", region="us"),
        reading(3, bytes="100", region="cn"),
        reading(4, bytes="100"),
        reading(5, bytes="many", region="eu"),
        reading(6, region="eu"),
    ]

    assert Fraction(13, 2) == aggregate(meter, readings, NOVEMBER)


def test_convert_and_round() -> None:
    """Groups are added up before the unit is converted, and the quantity is rounded once."""
    whole = MeterShape(
        id="m",
        aggregate="sum",
        group_by=("site",),
        convert=ConvertShape(divide_by=Fraction(1000), round=Rounding.UP),
    )
    tenths = MeterShape(
        id="m",
        aggregate="sum",
        convert=ConvertShape(divide_by=Fraction(3)),
        round=MeterRoundShape(step=Fraction(1, 10), mode=Rounding.HALF_UP),
    )
    readings = [reading(1, "600", site="x"), reading(2, "700", site="y")]

    assert 2 == aggregate(whole, readings, NOVEMBER)
    assert Fraction(4333, 10) == aggregate(tenths, readings, NOVEMBER)


def test_below_zero() -> None:
    """A period below zero is zero where the meter says so, and stays what it is otherwise."""
    floored = MeterShape(id="m", aggregate="latest", negative="allowed", below_zero="floor")
    kept = MeterShape(id="m", aggregate="latest", negative="allowed", below_zero="refuse")

    assert 0 == aggregate(floored, [reading(1, "-3")], NOVEMBER)
    assert -3 == aggregate(kept, [reading(1, "-3")], NOVEMBER)


def _windows(*days: int) -> list[Period]:
    """Give the windows from one day of November to the next of those named."""
    return [
        Period(START + timedelta(days=first - 1), START + timedelta(days=end - 1))
        for first, end in pairwise(days)
    ]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("count", [1, 2]),
        ("sum", [6, -3]),
        ("maximum", [10, 10]),
        ("latest", [10, 7]),
        ("high_water", [10, 10]),
        ("time_weighted_sum", [Fraction(4 * 5 + 10 * 10, 30), Fraction(10 * 5 + 5 * 5 + 7 * 5, 30)]),
    ],
)
def test_a_period_may_be_asked_about_in_windows(kind: str, expected: list[Fraction]) -> None:
    """On one plan to the 16th and on another from then: what was in use goes on, shares are of the month."""
    readings = [reading(0, "4"), reading(6, "6"), reading(21, "-5"), reading(26, "2")]
    if kind in {"maximum", "latest"}:
        readings = [reading(0, "4"), reading(6, "10"), reading(21, "5"), reading(26, "7")]
    carry = kind not in {"count", "sum"}
    meter = MeterShape(id="m", aggregate=kind, carry=carry)  # type: ignore[arg-type]  # the shape's words

    found = [aggregate(meter, readings, NOVEMBER, windows=[window]) for window in _windows(1, 16, 31)]

    assert expected == found


def test_no_window_is_nothing() -> None:
    """A period of which no part is asked about comes to nothing, whatever was in use."""
    meter = MeterShape(id="m", aggregate="latest", carry=True)

    assert 0 == aggregate(meter, [reading(2)], NOVEMBER, windows=[])


def test_a_day_is_of_the_window_that_has_its_end() -> None:
    """Who changes plans on the 16th at noon has 15 days on the one and 15 on the other."""
    noon = START + timedelta(days=15, hours=12)
    windows = [Period(START, noon), Period(noon, NOVEMBER.end)]
    readings = [reading(-5, person="ada")]

    assert [Fraction(1, 2)] * 2 == [aggregate(PRORATED, readings, NOVEMBER, windows=[one]) for one in windows]
