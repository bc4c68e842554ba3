"""Per unit: the quantity times a price, which may be finer than the minor unit."""

from fractions import Fraction

from loyalty.language.shapes.charges import PerUnitTerms
from loyalty.language.tree import Kind, Node
from loyalty.pricing.charge_model import NO_MONEY, MoneyNode, SliceNodes, slice_of


def lower(terms: PerUnitTerms, quantity: Node, money: MoneyNode) -> tuple[SliceNodes, ...]:
    """Give quantity times price as one slice."""
    unit = money(terms.unit, Kind.PRICE)
    whole = slice_of(Fraction(0), None, quantity=quantity, unit=unit, flat=NO_MONEY)
    return (whole,)
