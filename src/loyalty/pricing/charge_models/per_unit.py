"""Per unit: the quantity times a price, which may be finer than the minor unit."""

from fractions import Fraction

from loyalty.language.shapes.charges import PerUnitTerms
from loyalty.language.tree import Kind
from loyalty.pricing.charge_model import NO_MONEY, Counted, MoneyNode, SliceNodes, slice_of
from loyalty.pricing.rows import QUANTITY


def lower(terms: PerUnitTerms, counted: Counted, money: MoneyNode) -> tuple[SliceNodes, ...]:
    """Give quantity times price as one slice."""
    quantity = counted(QUANTITY)
    unit = money(terms.unit, Kind.PRICE)
    whole = slice_of(Fraction(0), None, quantity=quantity, unit=unit, flat=NO_MONEY)
    return (whole,)
