"""The smallest balance that buys less is found exactly, for every balance there is."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.comparison.losing.worth import TooFineError, Worth, smallest_that_buys_less
from loyalty.kernel.rounding import Rounding

MOST = 600

worths = st.builds(
    Worth,
    st.fractions(min_value=Fraction(1, 12), max_value=3, max_denominator=12),
    st.integers(0, 40),
    st.sampled_from((1, 2, 3, 5, 10)),
    st.none() | st.integers(1, 120),
    st.sampled_from(Rounding),
)


@given(worths, worths)
def test_it_is_what_trying_every_balance_finds(old: Worth, new: Worth) -> None:
    """Of two value functions with any least, steps, most and rounding, brute force finds the same balance."""
    tried = next((b for b in range(MOST + 1) if old.of(b) > new.of(b)), None)

    assert tried == smallest_that_buys_less(old, new, MOST)


@pytest.mark.parametrize(
    ("new", "smallest"),
    [
        (Worth(Fraction(1), least=500), None),
        (Worth(Fraction(1), least=400), None),
        (Worth(Fraction(1), least=501), 500),
        (Worth(Fraction(99, 100), least=500), 500),
        (Worth(Fraction(1), least=500, steps=100), 501),
        (Worth(Fraction(1), least=500, most=2000), 2001),
        (Worth(Fraction(999_999, 1_000_000), least=1), 500),
    ],
)
def test_points_of_a_shop(new: Worth, smallest: int | None) -> None:
    """A cent a point from 500 points on, against other terms."""
    assert smallest == smallest_that_buys_less(Worth(Fraction(1), least=500), new, 10**8)


def test_a_loss_may_begin_far_out() -> None:
    """Where fewer points are enough but each is worth a little less, only larger balances buy less."""
    old, new = Worth(Fraction(10), steps=10), Worth(Fraction(101, 10) - Fraction(1, 7), mode=Rounding.UP)

    assert smallest_that_buys_less(old, new, 10**8) == next(b for b in range(10**5) if old.of(b) > new.of(b))


def test_what_is_too_fine_is_not_guessed() -> None:
    """Where two functions meet again only after millions of points, nothing is said."""
    with pytest.raises(TooFineError):
        smallest_that_buys_less(Worth(Fraction(1, 999_983)), Worth(Fraction(1, 999_979)), 10**8)
