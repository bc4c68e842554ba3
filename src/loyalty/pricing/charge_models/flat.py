"""Flat: one amount, whatever the quantity."""

from fractions import Fraction

from loyalty.language.shapes.charges import FlatTerms
from loyalty.language.tree import Kind, Node
from loyalty.pricing.charge_model import NO_PRICE, MoneyNode, SliceNodes, slice_of


def lower(terms: FlatTerms, quantity: Node, money: MoneyNode) -> tuple[SliceNodes, ...]:
    """Give the amount as one slice that covers every quantity."""
    amount = money(terms.amount, Kind.MONEY)
    whole = slice_of(Fraction(0), None, quantity=quantity, unit=NO_PRICE, flat=amount)
    return (whole,)
