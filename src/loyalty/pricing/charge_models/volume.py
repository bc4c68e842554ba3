"""Volume: all units at the price of the band the quantity reaches, and that band's flat amount.

The band of q is the first with q <= up_to; where flat amounts are not given back, theirs is
the band of the largest quantity the period has had. Where a later band is cheaper the charge falls at
its start; ``protect`` takes that away. The start of a later band above b, at price p and flat
amount g, costs s = b*p + g, and a protected charge is the smallest of the band's own cost and
every later band's s.

With prices and flat amounts of 0 or more a protected charge never falls: within a band its
own cost rises and the later starts stand still; and just above b the cost of the next band is
s or more, which the charge at b did not exceed.
"""

from fractions import Fraction
from typing import NamedTuple

from loyalty.language import tree
from loyalty.language.shapes.charges import VolumeTerms
from loyalty.language.tree import Comparison, Const, Kind, Node
from loyalty.pricing.bands import Reach, protection, reached, reaches
from loyalty.pricing.charge_model import (
    NO_MONEY,
    NO_QUANTITY,
    Counted,
    MoneyNode,
    SliceNodes,
    slice_of,
)
from loyalty.pricing.rows import QUANTITY


class _Band(NamedTuple):
    reach: Reach
    unit: Node
    flat: Node

    def cost(self, quantity: Node) -> Node:
        return slice_of(
            self.reach.start, self.reach.up_to, quantity=quantity, unit=self.unit, flat=self.flat
        ).amount


def lower(terms: VolumeTerms, counted: Counted, money: MoneyNode) -> tuple[SliceNodes, ...]:
    """Give one slice for each band, all but one empty, and one that takes away what protection takes away."""
    quantity = counted(QUANTITY)
    highest = reached(terms, counted)
    bands = _bands(terms, highest, money)
    slices = [_slice(band, quantity, highest) for band in bands]
    if not terms.protect:
        return tuple(slices)
    costs = [band.cost(quantity) for band in bands]
    spans, starts = [band.reach for band in bands], [_start_cost(band) for band in bands]
    return (*slices, protection(spans, costs, starts, quantity))


def _bands(terms: VolumeTerms, highest: Node, money: MoneyNode) -> list[_Band]:
    bands: list[_Band] = []
    for band, reach in reaches(terms.bands):
        flat = money(band.flat, Kind.MONEY)
        if not bands and flat != NO_MONEY and terms.zero_usage_pays_first_flat_fee is not True:
            flat = tree.choose(tree.compare(Comparison.GT, highest, NO_QUANTITY), flat, NO_MONEY)
        bands.append(_Band(reach, money(band.unit, Kind.PRICE), flat))
    return bands


def _slice(band: _Band, quantity: Node, highest: Node) -> SliceNodes:
    flat = band.flat
    if flat != NO_MONEY:
        flat = tree.choose(band.reach.holds(highest), flat, NO_MONEY)
    units = tree.choose(band.reach.holds(quantity), quantity, NO_QUANTITY)
    return slice_of(band.reach.start, band.reach.up_to, quantity=units, unit=band.unit, flat=flat)


def _start_cost(band: _Band) -> Node:
    start = band.reach.start
    if isinstance(band.unit, Const) and isinstance(band.flat, Const):
        unit = Fraction(int(band.unit.value), band.unit.den)
        return tree.const(Kind.MONEY, unit * start + Fraction(int(band.flat.value), band.flat.den))
    return band.cost(tree.const(Kind.QUANTITY, start))
