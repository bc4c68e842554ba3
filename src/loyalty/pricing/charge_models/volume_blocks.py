"""Volume blocks: all units in begun blocks of the band the quantity reaches.

As in volume a later, cheaper band makes the charge fall at its start, and ``protect`` takes
that away. Just above its start b a band costs (b / size, whole blocks only, and one more)
times its price; why a protected charge never falls is told in `volume`.
"""

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree
from loyalty.language.shapes.block_charges import BlockBand, VolumeBlocksTerms
from loyalty.language.tree import Kind, Node
from loyalty.pricing.bands import Reach, blocks, priced, protection, reaches
from loyalty.pricing.charge_model import (
    NO_PRICE,
    NO_QUANTITY,
    Blocks,
    Counted,
    MoneyNode,
    SliceNodes,
    slice_of,
)
from loyalty.pricing.rows import QUANTITY


def lower(terms: VolumeBlocksTerms, counted: Counted, money: MoneyNode) -> tuple[SliceNodes, ...]:
    """Give one slice for each band, all but one empty, and one that takes away what protection takes away."""
    quantity = counted(QUANTITY)
    bands = reaches(terms.bands)
    slices = [_slice(band, reach, quantity, money) for band, reach in bands]
    if not terms.protect:
        return tuple(slices)
    spans = [reach for _, reach in bands]
    prices = [money(band.price, Kind.PRICE) for band in terms.bands]
    costs = [
        priced(blocks(quantity, band.size, Rounding.UP), price)
        for band, price in zip(terms.bands, prices, strict=True)
    ]
    starts = [
        priced(tree.const(Kind.QUANTITY, reach.start // band.size + 1), price)
        for (band, reach), price in zip(bands, prices, strict=True)
    ]
    return (*slices, protection(spans, costs, starts, quantity))


def _slice(band: BlockBand, reach: Reach, quantity: Node, money: MoneyNode) -> SliceNodes:
    units = tree.choose(reach.holds(quantity), quantity, NO_QUANTITY)
    count, price = blocks(units, band.size, Rounding.UP), money(band.price, Kind.PRICE)
    return slice_of(
        reach.start,
        reach.up_to,
        quantity=units,
        unit=NO_PRICE,
        flat=priced(count, price),
        blocks=Blocks(count, band.size, price),
    )
