"""Billing periods: month ends, leap days, the calendar, changed clocks; they tile time for any anchor."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.language.values import Interval, Turn
from loyalty.subscriptions.schedule import Anchor, Rhythm, Schedule
from tests.unit.subscriptions.making import BERLIN, CALENDAR, MONTHLY, berlin

INTERVALS = st.builds(Interval, st.integers(1, 6), st.sampled_from(Turn))
CALENDAR_INTERVALS = st.sampled_from(
    [Interval(n, turn) for turn in Turn for n in (1, 2, 3, 4, 6) if Interval(n, turn).of_the_calendar]
)
RHYTHMS = st.builds(Rhythm, INTERVALS, st.just("anniversary")) | st.builds(
    Rhythm, CALENDAR_INTERVALS, st.just("calendar")
)
ZONES = st.sampled_from(["Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Australia/Lord_Howe", "UTC"])
INSTANTS = st.integers(0, 27 * 365 * 86400).map(
    lambda second: datetime(2005, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
)
SCHEDULES = st.builds(Schedule, RHYTHMS, INSTANTS, ZONES.map(ZoneInfo))


def days(every: Interval, anchor: Anchor, begins: str, count: int) -> list[str]:
    """Give the local days on which the periods begin, the end of the last one too."""
    schedule = Schedule(Rhythm(every, anchor), berlin(begins), BERLIN)
    cycles = list(islice(schedule.periods(berlin(begins) + timedelta(days=4000)), count))
    starts = [cycle.period.start for cycle in cycles] + [cycles[-1].period.end]
    return [start.astimezone(BERLIN).strftime("%y-%m-%d") for start in starts]


@pytest.mark.parametrize(
    ("every", "anchor", "begins", "expected"),
    [
        (
            Interval(1, Turn.MONTH),
            "anniversary",
            "2028-01-31",
            ["28-01-31", "28-02-29", "28-03-31", "28-04-30"],
        ),
        (
            Interval(1, Turn.YEAR),
            "anniversary",
            "2028-02-29",
            ["28-02-29", "29-02-28", "30-02-28", "31-02-28", "32-02-29"],
        ),
        (Interval(3, Turn.MONTH), "anniversary", "2026-11-30", ["26-11-30", "27-02-28", "27-05-30"]),
        (Interval(1, Turn.QUARTER), "calendar", "2026-11-30", ["26-11-30", "27-01-01", "27-04-01"]),
        (Interval(2, Turn.WEEK), "anniversary", "2026-03-25", ["26-03-25", "26-04-08", "26-04-22"]),
        (Interval(1, Turn.WEEK), "calendar", "2026-11-25", ["26-11-25", "26-11-30", "26-12-07"]),
        (Interval(1, Turn.DAY), "calendar", "2026-03-28", ["26-03-28", "26-03-29", "26-03-30"]),
        (Interval(1, Turn.YEAR), "calendar", "2026-11-25", ["26-11-25", "27-01-01", "28-01-01"]),
    ],
)
def test_periods_begin(every: Interval, anchor: Anchor, begins: str, expected: list[str]) -> None:
    """Periods are counted from the anchor; a missing day is the month's last, and comes back after it."""
    assert expected == days(every, anchor, begins, len(expected) - 1)


def test_the_first_period_begins_when_the_subscription_does() -> None:
    """Begun at ten past two in the afternoon, it has its first period from then, the next from midnight."""
    first, second = islice(
        Schedule(MONTHLY, berlin("2026-03-15T14:10"), BERLIN).periods(berlin("2027-01-01")), 2
    )

    assert (berlin("2026-03-15T14:10"), berlin("2026-04-15")) == (first.period.start, first.period.end)
    assert first.period == first.nominal
    assert berlin("2026-05-15") == second.period.end


def test_a_calendar_stub_is_a_share_of_its_month() -> None:
    """With the calendar the first period is the rest of a month, and the month is what it is a share of."""
    first = Schedule(CALENDAR, berlin("2026-03-15T14:10"), BERLIN).period_at(berlin("2026-03-20"))

    assert berlin("2026-03-15T14:10") == first.period.start
    assert (berlin("2026-03-01"), berlin("2026-04-01")) == (first.nominal.start, first.nominal.end)


def test_changed_clocks() -> None:
    """A period over the last Sunday of March is an hour shorter: days begin where clocks say."""
    cycle = Schedule(MONTHLY, berlin("2026-03-15"), BERLIN).period_at(berlin("2026-03-15"))

    assert timedelta(days=31, hours=-1) == cycle.period.end - cycle.period.start


def test_nothing_before_the_first() -> None:
    """An instant before the first period lies in none."""
    with pytest.raises(ValueError, match="before the first"):
        Schedule(MONTHLY, berlin("2026-03-15"), BERLIN).period_at(berlin("2026-03-14"))


@given(SCHEDULES)
def test_periods_tile_time(schedule: Schedule) -> None:
    """Each period begins where the one before ends, from the very start, and lies in its nominal one."""
    cycles = list(islice(schedule.periods(schedule.begins + timedelta(days=36500)), 30))

    assert schedule.begins == cycles[0].period.start
    assert [a.period.end for a in cycles[:-1]] == [b.period.start for b in cycles[1:]]
    assert all(c.nominal == c.period for c in cycles[1:])
    assert cycles[0].nominal.start <= cycles[0].period.start
    assert all(a.period.start < b.period.start for a, b in pairwise(cycles))


@given(SCHEDULES, st.integers(0, 3 * 10**8))
def test_every_instant_has_its_period(schedule: Schedule, seconds: int) -> None:
    """The period at an instant holds it, and is the one that counting from the first finds."""
    instant = schedule.begins + timedelta(seconds=seconds)
    found = schedule.period_at(instant)

    assert instant in found.period
    assert found in list(schedule.periods(instant))[-1:]


@given(INTERVALS, st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(0, 60))
def test_intervals_are_counted_from_their_day(every: Interval, day: date, times: int) -> None:
    """The day keeps its number in the month wherever the month has it, and months move by their number."""
    later = every.after(day, times)

    if every.months:
        assert later.year * 12 + later.month == day.year * 12 + day.month + every.months * times
        assert later.day == day.day or (later + timedelta(days=1)).day == 1
    else:
        assert timedelta(days=every.days * times) == later - day
