"""Graduated: every unit at its own band's price, and a flat amount for each band reached.

Of q units the band above b up to c holds clamp(q - b, 0, c - b). A band is reached by
q > b; whether nothing used reaches the first band, the terms say.
"""

from fractions import Fraction

from loyalty.language import tree
from loyalty.language.shapes.charges import Band, GraduatedTerms
from loyalty.language.tree import Comparison, Kind, Node
from loyalty.pricing.charge_model import (
    NO_MONEY,
    NO_QUANTITY,
    MoneyNode,
    SliceNodes,
    slice_of,
)


def lower(terms: GraduatedTerms, quantity: Node, money: MoneyNode) -> tuple[SliceNodes, ...]:
    """Give one slice for each band; the charge is their sum."""
    slices: list[SliceNodes] = []
    start = Fraction(0)
    for band in terms.bands:
        always = not slices and terms.zero_usage_pays_first_flat_fee is True
        slices.append(_slice(band, start, quantity, money, always=always))
        start = band.up_to if band.up_to is not None else start
    return tuple(slices)


def _slice(band: Band, start: Fraction, quantity: Node, money: MoneyNode, *, always: bool) -> SliceNodes:
    below = tree.const(Kind.QUANTITY, start)
    inside = quantity
    if band.up_to is not None:
        inside = tree.least(inside, tree.const(Kind.QUANTITY, band.up_to))
    if start:
        inside = tree.most(NO_QUANTITY, tree.sub(inside, below))
    flat = money(band.flat, Kind.MONEY)
    if flat != NO_MONEY and not always:
        flat = tree.choose(tree.compare(Comparison.GT, quantity, below), flat, NO_MONEY)
    unit = money(band.unit, Kind.PRICE)
    return slice_of(start, band.up_to, quantity=inside, unit=unit, flat=flat)
