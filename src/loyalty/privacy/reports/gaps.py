"""How far outcomes of groups lie apart: means, their difference, and how sure that is.

The interval is that of the difference of two means with unequal variances, 1.96 standard errors to each
side (about 95 of 100 for large groups). It says nothing of why, and nothing of the law.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

WIDTH = Fraction(196, 100)
_FINE = 10**6


@dataclass(frozen=True, slots=True)
class Group:
    """A group by a value of a fact: how many outcomes, of how many people, their mean and variance."""

    value: str
    n: int
    people: int
    mean: Fraction
    variance: Fraction


@dataclass(frozen=True, slots=True)
class Gap:
    """By how much the mean of a group is above that of the group it is compared with, and the interval."""

    difference: Fraction
    low: Fraction
    high: Fraction


def group_of(value: str, outcomes: Sequence[Fraction], people: int) -> Group:
    """Give a group of at least one outcome; of one alone the variance is taken as 0."""
    n = len(outcomes)
    mean = sum(outcomes, Fraction(0)) / n
    squares = sum(((each - mean) ** 2 for each in outcomes), Fraction(0))
    return Group(value, n, people, mean, squares / (n - 1) if n > 1 else Fraction(0))


def gap(group: Group, other: Group) -> Gap:
    """Give how far a group is above another; the half width is rounded up to a millionth."""
    difference = group.mean - other.mean
    half = WIDTH * _root(group.variance / group.n + other.variance / other.n)
    return Gap(difference, difference - half, difference + half)


def _root(value: Fraction) -> Fraction:
    """Give the square root, rounded up to a millionth."""
    scaled = -(-value.numerator * _FINE**2 // value.denominator)
    root = isqrt(scaled)
    return Fraction(root + (root * root < scaled), _FINE)
