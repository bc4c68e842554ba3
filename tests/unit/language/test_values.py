"""Lengths of time: what a day some months later is."""

from datetime import date

import pytest

from loyalty.language.texts.words import duration
from loyalty.language.values import Duration, Unit


@pytest.mark.parametrize(
    ("day", "length", "after"),
    [
        (date(2026, 1, 31), "1 month", date(2026, 2, 28)),
        (date(2024, 1, 31), "1 month", date(2024, 2, 29)),
        (date(2026, 12, 15), "24 months", date(2028, 12, 15)),
        (date(2024, 2, 29), "1 year", date(2025, 2, 28)),
        (date(2026, 12, 25), "14 days", date(2027, 1, 8)),
        (date(2026, 12, 25), "2 weeks", date(2027, 1, 8)),
    ],
)
def test_after(day: date, length: str, after: date) -> None:
    """Months end on the last day they have; days and weeks are counted."""
    made = duration(length)

    assert made is not None
    assert after == made.after(day)


def test_hours_are_no_days() -> None:
    """A length shorter than a day cannot be added to one."""
    with pytest.raises(ValueError, match="36 hours"):
        Duration(36, Unit.HOUR).after(date(2026, 1, 1))


@pytest.mark.parametrize("text", ["1 month", "2 months", "14 days", "1 day"])
def test_a_duration_reads_back(text: str) -> None:
    """A length of time is written as it is read."""
    assert text == str(duration(text))
