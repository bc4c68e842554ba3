"""Dynamic: the amounts that the events bring, added up and multiplied.

The quantity is the sum of the amounts in major units, so the multiplier is the price of one.
"""

from fractions import Fraction

from loyalty.language.shapes.charges import DynamicTerms
from loyalty.language.tree import Kind
from loyalty.pricing.charge_model import NO_MONEY, Counted, MoneyNode, SliceNodes, slice_of
from loyalty.pricing.rows import QUANTITY


def lower(terms: DynamicTerms, counted: Counted, money: MoneyNode) -> tuple[SliceNodes, ...]:
    """Give the sum of the amounts times the multiplier as one slice."""
    unit = money(terms.multiplier, Kind.PRICE)
    whole = slice_of(Fraction(0), None, quantity=counted(QUANTITY), unit=unit, flat=NO_MONEY)
    return (whole,)
