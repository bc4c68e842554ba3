"""Dated values: which value is in force on a day."""

from datetime import date

import pytest

from loyalty.language.dated import Dated

PRICE = Dated(((date(2026, 1, 1), 29), (date(2027, 1, 1), 31)))


@pytest.mark.parametrize(
    ("day", "value"),
    [(date(2026, 1, 1), 29), (date(2026, 12, 31), 29), (date(2027, 1, 1), 31), (date(2030, 6, 1), 31)],
)
def test_a_value_holds_from_its_first_day(day: date, value: int) -> None:
    """The first day is inside, and the last value holds on."""
    assert value == PRICE.at(day)


def test_there_is_no_value_before_the_first_day() -> None:
    """Before the first day there is nothing to charge, so asking is an error."""
    with pytest.raises(LookupError, match="2025-12-31"):
        PRICE.at(date(2025, 12, 31))

    assert not PRICE.exists(date(2025, 12, 31))


def test_an_undated_value_always_holds() -> None:
    """A plain value is in force on every day there is."""
    assert 7 == Dated.always(7).at(date.min)
    assert Dated.always(7).exists(date.min)
