"""How many times a streak has with the running one, and the last day for the next."""

from datetime import date

import pytest

from loyalty.earning.cards import run_now
from loyalty.language.shapes.earn import StreakShape

MONDAY = date(2026, 11, 23)


def _days(*numbers: int) -> set[date]:
    return {MONDAY.replace(day=number) for number in numbers}


@pytest.mark.parametrize(
    ("of", "missed", "with_order", "given", "expected"),
    [
        ("day", "starts_again", _days(), _days(), (0, None)),
        ("day", "starts_again", _days(22), _days(), (1, date(2026, 11, 23))),
        ("day", "starts_again", _days(22, 23), _days(), (2, date(2026, 11, 24))),
        ("day", "starts_again", _days(21), _days(), (0, None)),
        ("day", "starts_again", _days(22, 23), _days(23), (0, None)),
        ("week", "starts_again", _days(16), _days(), (1, date(2026, 11, 29))),
        ("week", "starts_again", _days(23), _days(), (1, date(2026, 12, 6))),
        ("month", "starts_again", _days(1), _days(), (1, date(2026, 12, 31))),
        ("month", "counts_on", _days(1), _days(), (1, None)),
    ],
)
def test_what_a_streak_has_now(
    of: str, missed: str, with_order: set[date], given: set[date], expected: tuple[int, date | None]
) -> None:
    """Today's own time counts where it has an order; the next is due at the end of the time after it."""
    streak = StreakShape(of=of, times=3, missed=missed)  # type: ignore[arg-type]  # words of a table

    assert expected == run_now(streak, MONDAY, with_order, given)
