"""Flat: one amount, whatever the quantity."""

from fractions import Fraction

from loyalty.language.shapes.charges import FlatTerms
from loyalty.language.tree import Kind
from loyalty.pricing.charge_model import NO_PRICE, Counted, MoneyNode, SliceNodes, slice_of
from loyalty.pricing.rows import QUANTITY


def lower(terms: FlatTerms, counted: Counted, money: MoneyNode) -> tuple[SliceNodes, ...]:
    """Give the amount as one slice that covers every quantity."""
    quantity = counted(QUANTITY)
    amount = money(terms.amount, Kind.MONEY)
    whole = slice_of(Fraction(0), None, quantity=quantity, unit=NO_PRICE, flat=amount)
    return (whole,)
