"""Laws of rounding by name, held against plain fractions."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernel.rounding import Rounding, divide, round_fraction

NUMERATORS = st.integers(-(10**30), 10**30) | st.integers(-50, 50)
DENOMINATORS = st.integers(1, 10**15) | st.integers(1, 12)
MODES = st.sampled_from(Rounding)


@given(NUMERATORS, DENOMINATORS, MODES)
def test_rounding_is_within_one_and_never_moves_a_whole_number(n: int, d: int, mode: Rounding) -> None:
    """The result is less than one away, at most a half away in the half modes, and exact where it can be."""
    away = abs(divide(n, d, mode) - Fraction(n, d))

    assert away < 1
    assert away <= Fraction(1, 2) or mode in {Rounding.DOWN, Rounding.UP}
    assert divide(n * d, d, mode) == n


@given(NUMERATORS, DENOMINATORS, MODES)
def test_a_reversal_cancels(n: int, d: int, mode: Rounding) -> None:
    """Rounding a negative gives the negative of rounding, so that a refund cancels exactly."""
    assert divide(-n, d, mode) == -divide(n, d, mode)


@given(NUMERATORS, NUMERATORS, DENOMINATORS, MODES)
def test_rounding_keeps_order(a: int, b: int, d: int, mode: Rounding) -> None:
    """A larger value never rounds to less."""
    low, high = sorted((a, b))

    assert divide(low, d, mode) <= divide(high, d, mode)


@given(NUMERATORS, DENOMINATORS)
def test_down_and_up_point_to_and_from_zero(n: int, d: int) -> None:
    """Down never grows a size, up never shrinks it, and they differ by the rest only."""
    size = abs(Fraction(n, d))
    down, up = abs(divide(n, d, Rounding.DOWN)), abs(divide(n, d, Rounding.UP))

    assert down <= size <= up
    assert up - down == (0 if size == down else 1)


@given(st.integers(-(10**9), 10**9))
def test_ties_go_away_from_zero_or_to_even(n: int) -> None:
    """Half a unit goes away from zero in half_up and to the even neighbour in half_even."""
    half = Fraction(2 * n + 1, 2)

    assert abs(round_fraction(half, Rounding.HALF_UP)) == abs(half) + Fraction(1, 2)
    assert round_fraction(half, Rounding.HALF_EVEN) % 2 == 0


@given(NUMERATORS, DENOMINATORS, st.integers(1, 1000), MODES)
def test_rounding_does_not_depend_on_how_a_fraction_is_written(
    n: int, d: int, factor: int, mode: Rounding
) -> None:
    """Two ways to write one fraction round to one number."""
    assert divide(n * factor, d * factor, mode) == divide(n, d, mode) == round_fraction(Fraction(n, d), mode)
