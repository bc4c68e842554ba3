"""Graduated blocks: each band's units in begun blocks, at that band's price of a block.

Every band but the last holds a whole number of blocks, which the checks of the terms see to,
so that no border charges two begun blocks for one.
"""

from loyalty.language.shapes.block_charges import GraduatedBlocksTerms
from loyalty.pricing.bands import block_slice, reaches
from loyalty.pricing.charge_model import Counted, MoneyNode, SliceNodes
from loyalty.pricing.rows import QUANTITY


def lower(terms: GraduatedBlocksTerms, counted: Counted, money: MoneyNode) -> tuple[SliceNodes, ...]:
    """Give one slice for each band; the charge is their sum."""
    quantity = counted(QUANTITY)
    return tuple(
        block_slice(band, reach, reach.within(quantity), money) for band, reach in reaches(terms.bands)
    )
