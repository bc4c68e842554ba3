"""Periods are half-open, months end where they end, and days belong to a zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernel.period import Period, add_months, day_start, local_days

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

zones = st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "UTC"])
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 1, 1))


def test_half_open() -> None:
    """The start is inside, the end is not."""
    period = Period(NOON, NOON + HOUR)

    assert NOON in period
    assert NOON + HOUR not in period
    assert NOON - timedelta(microseconds=1) not in period


@pytest.mark.parametrize("end", [NOON, NOON - HOUR])
def test_a_period_has_length(end: datetime) -> None:
    """A period that ends when it starts, or earlier, does not exist."""
    with pytest.raises(ValueError, match="ends after"):
        Period(NOON, end)


@pytest.mark.parametrize("start", [NOON.replace(tzinfo=None), NOON.astimezone(BERLIN)])
def test_a_period_is_in_utc(start: datetime) -> None:
    """An instant without a zone, or in another one, is refused."""
    with pytest.raises(ValueError, match="UTC"):
        Period(start, NOON + HOUR)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_add_months(day: date, months: int, later: date) -> None:
    """Months keep the day, or take the last one of a shorter month."""
    assert later == add_months(day, months)


@given(days, st.integers(min_value=-240, max_value=240))
def test_add_months_lands_in_its_month(day: date, months: int) -> None:
    """The month moves by exactly the months asked for, and the day never grows."""
    later = add_months(day, months)

    assert day.year * 12 + day.month + months == later.year * 12 + later.month
    assert later.day == day.day or ((later + timedelta(days=1)).day == 1 and later.day < day.day)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 22), 24)]
)
def test_days_of_berlin(day: date, hours: int) -> None:
    """A day has 23 hours when the clocks go forward and 25 when they go back."""
    period = local_days(day, day, BERLIN)

    assert hours * HOUR == period.end - period.start


def test_a_day_without_midnight() -> None:
    """Where the clocks skip midnight the day begins at the instant they are put forward."""
    started = day_start(date(2018, 11, 4), ZoneInfo("America/Sao_Paulo"))

    assert datetime(2018, 11, 4, 3, tzinfo=UTC) == started


def test_a_day_that_never_was() -> None:
    """Samoa skipped 30 December 2011: no instant belongs to it."""
    skipped = date(2011, 12, 30)

    with pytest.raises(ValueError, match="ends after"):
        local_days(skipped, skipped, ZoneInfo("Pacific/Apia"))


def test_days_in_disorder() -> None:
    """The last day is not before the first."""
    with pytest.raises(ValueError, match="ends after"):
        local_days(date(2026, 11, 23), date(2026, 11, 21), BERLIN)


@given(days, zones)
def test_days_tile(day: date, zone_name: str) -> None:
    """A day ends exactly where the next begins, and its first instant is its own."""
    zone = ZoneInfo(zone_name)
    next_day = day + timedelta(days=1)
    today, tomorrow = local_days(day, day, zone), local_days(next_day, next_day, zone)

    assert today.end == tomorrow.start
    assert day == today.start.astimezone(zone).date()
    assert day == (today.end - timedelta(microseconds=1)).astimezone(zone).date()
