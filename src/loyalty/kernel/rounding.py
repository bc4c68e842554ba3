"""Rounding by name, on whole numbers and exact fractions only.

The four modes and their behaviour on negatives (a reversal must cancel exactly, so
every mode but ``half_even`` is symmetric around zero, and ``half_even`` is too):

==========  =====  =====  =====  ======  ======  ======
mode         2.5    2.4    3.5    -2.5    -2.4    -3.5
==========  =====  =====  =====  ======  ======  ======
half_even      2      2      4      -2      -2      -4
half_up        3      2      4      -3      -2      -4
down           2      2      3      -2      -2      -3
up             3      3      4      -3      -3      -4
==========  =====  =====  =====  ======  ======  ======
"""

from enum import StrEnum
from fractions import Fraction


class Rounding(StrEnum):
    """How an exact value becomes a whole number of steps; ``half_up`` is away from zero."""

    HALF_EVEN = "half_even"
    HALF_UP = "half_up"
    DOWN = "down"
    UP = "up"


def divide(numerator: int, denominator: int, mode: Rounding) -> int:
    """Give ``numerator / denominator`` as a whole number, rounded once by ``mode``.

    ``denominator`` must be positive.
    """
    if numerator < 0:
        return -divide(-numerator, denominator, mode)
    whole, rest = divmod(numerator, denominator)
    if mode is Rounding.DOWN or rest == 0:
        return whole
    if mode is Rounding.UP:
        return whole + 1
    twice = 2 * rest
    if twice == denominator:
        return whole + 1 if mode is Rounding.HALF_UP else whole + (whole & 1)
    return whole + (twice > denominator)


def round_fraction(value: Fraction, mode: Rounding) -> int:
    """Give ``value`` as a whole number, rounded once by ``mode``."""
    return divide(value.numerator, value.denominator, mode)
