"""Graduated: every unit at its own band's price, and a flat amount for each band reached.

Of q units the band above b up to c holds clamp(q - b, 0, c - b). A band is reached by
q > b; whether nothing used reaches the first band, the terms say. Where they say that flat
amounts are not given back, q is the largest quantity the period has had.
"""

from loyalty.language import tree
from loyalty.language.shapes.charges import Band, GraduatedTerms
from loyalty.language.tree import Comparison, Kind, Node
from loyalty.pricing.bands import Reach, reached, reaches
from loyalty.pricing.charge_model import NO_MONEY, Counted, MoneyNode, SliceNodes, slice_of
from loyalty.pricing.rows import QUANTITY


def lower(terms: GraduatedTerms, counted: Counted, money: MoneyNode) -> tuple[SliceNodes, ...]:
    """Give one slice for each band; the charge is their sum."""
    quantity = counted(QUANTITY)
    slices: list[SliceNodes] = []
    for band, reach in reaches(terms.bands):
        always = not slices and terms.zero_usage_pays_first_flat_fee is True
        flat = money(band.flat, Kind.MONEY)
        if flat != NO_MONEY and not always:
            begun = tree.compare(Comparison.GT, reached(terms, counted), _bound(reach))
            flat = tree.choose(begun, flat, NO_MONEY)
        slices.append(_slice(band, reach, quantity, money, flat))
    return tuple(slices)


def _bound(reach: Reach) -> Node:
    return tree.const(Kind.QUANTITY, reach.start)


def _slice(band: Band, reach: Reach, quantity: Node, money: MoneyNode, flat: Node) -> SliceNodes:
    unit = money(band.unit, Kind.PRICE)
    return slice_of(reach.start, reach.up_to, quantity=reach.within(quantity), unit=unit, flat=flat)
