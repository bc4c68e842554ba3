"""Graduated blocks: each band's units in begun blocks, at that band's price of a block.

Every band but the last holds a whole number of blocks, which the checks of the terms see to,
so that no border charges two begun blocks for one.
"""

from loyalty.kernel.rounding import Rounding
from loyalty.language.shapes.block_charges import BlockBand, GraduatedBlocksTerms
from loyalty.language.tree import Kind, Node
from loyalty.pricing.bands import Reach, blocks, priced, reaches
from loyalty.pricing.charge_model import NO_PRICE, Blocks, Counted, MoneyNode, SliceNodes, slice_of
from loyalty.pricing.rows import QUANTITY


def lower(terms: GraduatedBlocksTerms, counted: Counted, money: MoneyNode) -> tuple[SliceNodes, ...]:
    """Give one slice for each band; the charge is their sum."""
    quantity = counted(QUANTITY)
    return tuple(_slice(band, reach, quantity, money) for band, reach in reaches(terms.bands))


def _slice(band: BlockBand, reach: Reach, quantity: Node, money: MoneyNode) -> SliceNodes:
    units = reach.within(quantity)
    count, price = blocks(units, band.size, Rounding.UP), money(band.price, Kind.PRICE)
    return slice_of(
        reach.start,
        reach.up_to,
        quantity=units,
        unit=NO_PRICE,
        flat=priced(count, price),
        blocks=Blocks(count, band.size, price),
    )
