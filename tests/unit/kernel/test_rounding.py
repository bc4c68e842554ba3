"""The four rounding modes, by table and by law."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernel.rounding import Rounding, divide, round_fraction

# tenths, then half_even, half_up, down, up: the table of the module's own docstring
TABLE = [
    (25, 2, 3, 2, 3),
    (24, 2, 2, 2, 3),
    (35, 4, 4, 3, 4),
    (-25, -2, -3, -2, -3),
    (-24, -2, -2, -2, -3),
    (-35, -4, -4, -3, -4),
    (20, 2, 2, 2, 2),
    (0, 0, 0, 0, 0),
]


@pytest.mark.parametrize("row", TABLE)
def test_modes(row: tuple[int, ...]) -> None:
    """Each mode gives what the table of the modes says, negatives included."""
    tenths, *expected = row

    assert expected == [divide(tenths, 10, mode) for mode in Rounding]


@given(st.fractions(), st.sampled_from(Rounding))
def test_symmetric_and_near(value: Fraction, mode: Rounding) -> None:
    """A negative rounds like its positive, less than one whole away; wholes stay as they are."""
    rounded = round_fraction(value, mode)

    assert -rounded == round_fraction(-value, mode)
    assert abs(rounded - value) < 1
    assert value.denominator > 1 or rounded == value
