"""What rounding each line can cost an order: half a unit for each rounded number, or nothing for charges."""

from fractions import Fraction
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loyalty.decision.programme import Programme
from loyalty.decision.situate import NOBODY
from loyalty.language.readers.words import decimal_text
from tests.unit.decision.making import decided, line, programme

SOME = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
PRICES = st.integers(1, 99_999).map(lambda each: Fraction(each, 10_000))
QUANTITIES = st.integers(1, 9_999).map(lambda each: Fraction(each, 1_000))
ROWS = st.lists(st.tuples(PRICES, QUANTITIES), min_size=1, max_size=12)


@cache
def by(mode: str, percent: str) -> Programme:
    """Give a shop that rounds money by a mode, with a share off each line where there is one."""
    rule = f"{{id: off, name: {{en: Off}}, percent: {percent}%}}"
    return programme(
        f"basket: {{discounts: {{combine: best, rules: [{rule}]}}}}" if percent else "", round=mode
    )


def more(rows: list[tuple[Fraction, Fraction]], mode: str, percent: str = "") -> Fraction:
    """Give by how many minor units an order costs more than its exact sum."""
    lines = (line(decimal_text(price), decimal_text(quantity)) for price, quantity in rows)
    decision = decided(by(mode, percent), *lines, who=NOBODY)
    share = 1 - Fraction(percent or 0) / 100
    exact = sum((100 * price * quantity * share for price, quantity in rows), Fraction(0))
    return decision.due - exact


@SOME
@given(ROWS)
@pytest.mark.parametrize("mode", ["half_up", "half_even"])
def test_the_nearest_moves_each_amount_by_half_a_unit(
    mode: str, rows: list[tuple[Fraction, Fraction]]
) -> None:
    """However many lines there are, each number is at most half a cent off, either way."""
    assert abs(more(rows, mode)) <= Fraction(len(rows), 2)


@SOME
@given(ROWS)
@pytest.mark.parametrize("mode", ["half_up", "half_even"])
def test_a_share_taken_off_is_one_number_more_for_each_line(
    mode: str, rows: list[tuple[Fraction, Fraction]]
) -> None:
    """The discount is a share of the rounded amount, itself rounded: half a cent and what is left of one."""
    left = Fraction(7, 8)
    assert abs(more(rows, mode, "12.5")) <= len(rows) * (1 + left) / 2


@SOME
@given(ROWS)
def test_down_costs_nobody_more_and_a_discount_less_than_a_unit(
    rows: list[tuple[Fraction, Fraction]],
) -> None:
    """Nothing charged is more than it exactly is; of a discount less than a cent a line is missing."""
    assert -len(rows) < more(rows, "down") <= 0
    assert more(rows, "down", "12.5") < len(rows)


def test_many_lines_differ_by_more_than_a_unit() -> None:
    """A hundred halves of a cent rounded up come to fifty cents more: what is said of an order is no less."""
    assert Fraction(50) == more([(Fraction(1, 100), Fraction(1, 2))] * 100, "half_up")
