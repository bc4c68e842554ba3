"""Laws of meters over any readings: arrival plays no part, periods add up, naive counting agrees."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernel.period import Period
from loyalty.language.shapes.meters import MeterShape
from loyalty.usage.meter import Reading, aggregate

START = datetime(2026, 11, 1, tzinfo=UTC)
HOURS = 240
PERIOD = Period(START, START + timedelta(hours=HOURS))

names = st.sampled_from(["ada", "ben", "cyd"])
METERS = [
    MeterShape(id="m", aggregate="count"),
    MeterShape(id="m", aggregate="sum"),
    MeterShape(id="m", aggregate="maximum", carry=True),
    MeterShape(id="m", aggregate="latest", carry=True),
    MeterShape(id="m", aggregate="high_water", carry=True),
    MeterShape(id="m", aggregate="time_weighted_sum", carry=True),
    MeterShape(id="m", aggregate="distinct", of="person"),
    MeterShape(id="m", aggregate="distinct", of="person", prorated=True, carry=True),
]
meters = st.builds(
    lambda meter, groups: replace(meter, group_by=groups),
    st.sampled_from(METERS),
    st.sampled_from([(), ("site",)]),
)


@st.composite
def some_readings(draw: st.DrawFn) -> list[Reading]:
    """Draw readings around the period, often several at one instant, in the order of their ids."""
    drawn = draw(
        st.lists(
            st.tuples(
                st.sampled_from([-48, -12, 0, 6, 24, 30, 120, 228, HOURS]),
                st.decimals(-50, 50, places=2),
                names,
                st.sampled_from(["x", "y"]),
                st.sampled_from(["add", "remove"]),
            ),
            max_size=12,
        )
    )
    return [
        Reading(
            f"e-{number:02d}",
            START + timedelta(hours=hour),
            Fraction(value),
            {"person": person, "site": site, "operation": operation},
        )
        for number, (hour, value, person, site, operation) in enumerate(drawn)
    ]


@given(meters, some_readings(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_plays_no_part(
    meter: MeterShape, readings: list[Reading], chance: object
) -> None:
    """Readings in any order come to the same."""
    shuffled = list(readings)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random

    assert aggregate(meter, readings, PERIOD) == aggregate(meter, shuffled, PERIOD)


@given(st.sampled_from(METERS[:2]), some_readings(), st.integers(1, HOURS - 1))
def test_counts_and_sums_of_parts_add_up(meter: MeterShape, readings: list[Reading], cut: int) -> None:
    """A period that is split gives in two parts what it gives as a whole."""
    middle = START + timedelta(hours=cut)
    parts = [Period(PERIOD.start, middle), Period(middle, PERIOD.end)]

    assert aggregate(meter, readings, PERIOD) == sum(aggregate(meter, readings, part) for part in parts)


@given(some_readings(), st.integers(1, HOURS - 1))
def test_weighted_parts_add_up_by_their_lengths(readings: list[Reading], cut: int) -> None:
    """A weighted sum of a whole is that of its parts, each weighted by how long it is."""
    meter = METERS[5]
    middle = START + timedelta(hours=cut)
    first, second = Period(PERIOD.start, middle), Period(middle, PERIOD.end)
    weighted = cut * aggregate(meter, readings, first) + (HOURS - cut) * aggregate(meter, readings, second)

    assert aggregate(meter, readings, PERIOD) == weighted / HOURS


SHARED = [METERS[0], METERS[1], METERS[5], METERS[7]]


@given(st.sampled_from(SHARED), some_readings(), st.lists(st.integers(1, HOURS - 1), unique=True, max_size=4))
def test_windows_of_a_period_add_up(meter: MeterShape, readings: list[Reading], cuts: list[int]) -> None:
    """Counts, sums, weighted sums and prorated days of all windows together are those of the period."""
    ends = [START + timedelta(hours=hour) for hour in (0, *sorted(cuts), HOURS)]
    windows = [Period(first, end) for first, end in pairwise(ends)]
    parts = [aggregate(meter, readings, PERIOD, windows=[window]) for window in windows]

    assert aggregate(meter, readings, PERIOD) == sum(parts)
    assert aggregate(meter, readings, PERIOD) == aggregate(meter, readings, PERIOD, windows=windows)


@given(st.fractions(0, 1000, max_denominator=1000))
def test_a_constant_is_its_own_weighted_sum(value: Fraction) -> None:
    """What does not change in the period has its value, whether carried or there from the first instant."""
    there = Reading("e", START, value, {})

    assert value == aggregate(METERS[5], [], PERIOD, carried=value)
    assert value == aggregate(METERS[5], [there], PERIOD)


@given(st.sampled_from(["maximum", "latest", "high_water", "time_weighted_sum"]), some_readings())
def test_naive_counting_agrees(kind: str, readings: list[Reading]) -> None:
    """Walking through the period hour by hour, and looking at all there is, gives the same."""
    meter = MeterShape(id="m", aggregate=kind, carry=True)  # type: ignore[arg-type]  # the words are those of the shape

    assert _naively(kind, readings) == aggregate(meter, readings, PERIOD)


def _naively(kind: str, readings: Sequence[Reading]) -> Fraction:
    in_order = sorted(readings, key=lambda one: (one.at, one.id))
    before = [one.value for one in in_order if one.at < PERIOD.start]
    inside = [one for one in in_order if one.at in PERIOD]
    if kind == "latest":
        return [Fraction(0), *before, *(one.value for one in inside)][-1]
    if kind == "maximum":
        return max([[Fraction(0), *before][-1], *(one.value for one in inside)])
    hourly = []
    for hour in range(HOURS):
        now = START + timedelta(hours=hour)
        hourly.append(sum((one.value for one in readings if one.at <= now), Fraction(0)))
    if kind == "time_weighted_sum":
        return sum(hourly, Fraction(0)) / HOURS
    return max(hourly)


@given(some_readings())
def test_prorated_days_agree_with_looking_each_day(readings: list[Reading]) -> None:
    """A name is there on a day when it is at the day's start, or an event of the day adds it."""
    meter = METERS[7]
    days = HOURS // 24
    found = 0
    for person in ("ada", "ben", "cyd"):
        events = sorted(
            (one for one in readings if one.properties["person"] == person), key=lambda one: (one.at, one.id)
        )
        for day in range(days):
            start = START + timedelta(days=day)
            earlier = [one.properties["operation"] for one in events if one.at < start]
            today = [
                one.properties["operation"] for one in events if start <= one.at < start + timedelta(days=1)
            ]
            found += earlier[-1:] == ["add"] or "add" in today

    assert Fraction(found, days) == aggregate(meter, readings, PERIOD)
