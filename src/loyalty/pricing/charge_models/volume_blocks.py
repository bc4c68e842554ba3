"""Volume blocks: all units in begun blocks of the band the quantity reaches.

As in volume a later, cheaper band makes the charge fall at its start, and ``protect`` takes
that away. Just above its start b a band costs (b / size, whole blocks only, and one more)
times its price; why a protected charge never falls is told in `volume`.
"""

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree
from loyalty.language.shapes.block_charges import VolumeBlocksTerms
from loyalty.language.tree import Kind
from loyalty.pricing.bands import block_slice, blocks, priced, protection, reaches
from loyalty.pricing.charge_model import NO_QUANTITY, Counted, MoneyNode, SliceNodes
from loyalty.pricing.rows import QUANTITY


def lower(terms: VolumeBlocksTerms, counted: Counted, money: MoneyNode) -> tuple[SliceNodes, ...]:
    """Give one slice for each band, all but one empty, and one that takes away what protection takes away."""
    quantity = counted(QUANTITY)
    bands = reaches(terms.bands)
    slices = [
        block_slice(band, reach, tree.choose(reach.holds(quantity), quantity, NO_QUANTITY), money)
        for band, reach in bands
    ]
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
