"""Volume: all units at the price of the band the quantity reaches, and that band's flat amount.

The band of q is the first with q <= up_to. Where a later band is cheaper the charge falls at
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
from loyalty.pricing.charge_model import (
    NO_MONEY,
    NO_PRICE,
    NO_QUANTITY,
    MoneyNode,
    SliceNodes,
    slice_of,
)


class _Band(NamedTuple):
    start: Fraction
    up_to: Fraction | None
    unit: Node
    flat: Node

    def cost(self, quantity: Node) -> Node:
        return slice_of(self.start, self.up_to, quantity=quantity, unit=self.unit, flat=self.flat).amount


def lower(terms: VolumeTerms, quantity: Node, money: MoneyNode) -> tuple[SliceNodes, ...]:
    """Give one slice for each band, all but one empty, and one that takes away what protection takes away.

    The last slice of a protected charge has no units and a flat amount of 0 or less.
    """
    bands = _bands(terms, quantity, money)
    slices = [_slice(bands, place, quantity) for place in range(len(bands))]
    if not terms.protect:
        return tuple(slices)
    limits = _later_starts(bands)
    costs = [band.cost(quantity) for band in bands]
    held = [
        cost if limit is None else tree.least(cost, limit) for cost, limit in zip(costs, limits, strict=True)
    ]
    taken = tree.sub(_of_band(bands, held, quantity), _of_band(bands, costs, quantity))
    spared = slice_of(Fraction(0), None, quantity=NO_QUANTITY, unit=NO_PRICE, flat=taken)
    return (*slices, spared)


def _bands(terms: VolumeTerms, quantity: Node, money: MoneyNode) -> list[_Band]:
    bands: list[_Band] = []
    start = Fraction(0)
    for band in terms.bands:
        flat = money(band.flat, Kind.MONEY)
        if not bands and flat != NO_MONEY and terms.zero_usage_pays_first_flat_fee is not True:
            flat = tree.choose(tree.compare(Comparison.GT, quantity, NO_QUANTITY), flat, NO_MONEY)
        bands.append(_Band(start, band.up_to, money(band.unit, Kind.PRICE), flat))
        start = band.up_to if band.up_to is not None else start
    return bands


def _slice(bands: list[_Band], place: int, quantity: Node) -> SliceNodes:
    band = bands[place]
    tests = []
    if place:
        tests.append(tree.compare(Comparison.GT, quantity, tree.const(Kind.QUANTITY, band.start)))
    if band.up_to is not None:
        tests.append(tree.compare(Comparison.LE, quantity, tree.const(Kind.QUANTITY, band.up_to)))
    reached = tree.all_of(*tests)
    flat = band.flat if band.flat == NO_MONEY else tree.choose(reached, band.flat, NO_MONEY)
    units = tree.choose(reached, quantity, NO_QUANTITY)
    return slice_of(band.start, band.up_to, quantity=units, unit=band.unit, flat=flat)


def _of_band(bands: list[_Band], values: list[Node], quantity: Node) -> Node:
    """Choose the value of the band the quantity reaches, by halving, so that many bands nest little."""
    if len(bands) == 1:
        return values[0]
    middle = len(bands) // 2
    border = tree.const(Kind.QUANTITY, bands[middle].start)
    return tree.choose(
        tree.compare(Comparison.LE, quantity, border),
        _of_band(bands[:middle], values[:middle], quantity),
        _of_band(bands[middle:], values[middle:], quantity),
    )


def _later_starts(bands: list[_Band]) -> list[Node | None]:
    """Give, for each band, the least cost of the start of a later one."""
    limits: list[Node | None] = [None]
    for band in reversed(bands[1:]):
        start = _start_cost(band)
        known = limits[-1]
        limits.append(start if known is None else _least(start, known))
    return limits[::-1]


def _start_cost(band: _Band) -> Node:
    if isinstance(band.unit, Const) and isinstance(band.flat, Const):
        unit = Fraction(int(band.unit.value), band.unit.den)
        return tree.const(Kind.MONEY, unit * band.start + Fraction(int(band.flat.value), band.flat.den))
    return band.cost(tree.const(Kind.QUANTITY, band.start))


def _least(left: Node, right: Node) -> Node:
    if isinstance(left, Const) and isinstance(right, Const):
        return min(left, right, key=lambda c: Fraction(int(c.value), c.den))
    return tree.least(left, right)
