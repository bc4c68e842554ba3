"""A renewal is told of in the windows that fit before it, and never in none where a market sets some."""

from datetime import date

import pytest

from loyalty.profiles.markets import law_on
from loyalty.profiles.parameters import Window
from loyalty.use_cases.billing.renewals import of_renewal, of_trial

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("market", "period", "before", "windows"),
    [
        ("CN", 28, 31, [Window(5, 30)]),
        ("CN", 31, 28, [Window(5, 30)]),
        ("CN", 7, 7, [Window(5, 30)]),
        ("CN", 31, 5, []),
        ("US-CA", 365, 365, [Window(3, 21), Window(15, 45)]),
        ("US-CA", 31, 31, [Window(3, 21)]),
        ("US-CA", 365, 14, [Window(3, 21)]),
        ("EU", 31, 14, []),
        ("EU", 365, 14, [Window(7, 30)]),
    ],
)
def test_a_short_time_before_a_charge_frees_nobody_from_telling(
    market: str, period: int, before: int, windows: list[Window]
) -> None:
    """After February, a week or a trial of two weeks there is the window that opens last."""
    assert windows == list(of_renewal(law_on(TODAY, [market]), period, before))


@pytest.mark.parametrize(
    ("days", "window"), [(60, Window(7, 30)), (14, Window(7, 14)), (4, Window(2, 4)), (1, Window(0, 1))]
)
def test_the_end_of_every_trial_can_be_told_of(days: int, window: Window) -> None:
    """The window lies within the trial."""
    assert window == of_trial(days)
