"""Parameters that are numbers: shares of something, and amounts of money."""

from fractions import Fraction

from loyalty.constraints.verdict import Params
from loyalty.language.texts.scalars import decimal


def share_of(params: Params, key: str) -> Fraction:
    """Give a percentage as a share of 1; ``10%`` is 1/10."""
    return (decimal(str(params[key]).removesuffix("%")) or Fraction(0)) / 100


def amount_of(params: Params, key: str) -> Fraction:
    """Give an amount in major units of the programme's currency."""
    return decimal(str(params[key])) or Fraction(0)
