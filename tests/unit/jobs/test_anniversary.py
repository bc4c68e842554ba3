"""Whose day a day is: a birthday in every year, and the day of joining."""

from datetime import date

import pytest

from loyalty.jobs.anniversary import days_before, days_kept
from loyalty.language.findings import Span
from loyalty.language.shapes.earn import AnniversaryShape


def shape(leap_day: str) -> AnniversaryShape:
    """Give an anniversary that keeps 29 February on ``leap_day`` where there is none."""
    return AnniversaryShape(span=Span("rules.yaml", 1, 1), of="member.birthday", leap_day=leap_day)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("leap_day", "day", "kept"),
    [
        ("02-28", date(2027, 2, 28), {"02-28", "02-29"}),
        ("02-28", date(2028, 2, 28), {"02-28"}),
        ("02-28", date(2028, 2, 29), {"02-29"}),
        ("03-01", date(2027, 2, 28), {"02-28"}),
        ("03-01", date(2027, 3, 1), {"03-01", "02-29"}),
        ("03-01", date(2028, 3, 1), {"03-01"}),
    ],
)
def test_a_leap_day_is_kept_once_in_every_year(leap_day: str, day: date, kept: set[str]) -> None:
    """29 February is kept on itself in a leap year, else on the day the rule file names."""
    assert kept == days_kept(shape(leap_day), day)


def test_the_day_of_joining_comes_from_the_year_after_on() -> None:
    """Days of former years alone, and 29 February only of leap years."""
    assert [date(2025, 11, 22), date(2026, 11, 22)] == list(
        days_before(shape("02-28"), date(2027, 11, 22), 2025)
    )
    assert [date(2024, 2, 28), date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28)] == list(
        days_before(shape("02-28"), date(2027, 2, 28), 2024)
    )
