"""Stairstep: the amount of the band the quantity reaches, however many units it holds.

Nothing used is in the first band and costs its amount.
"""

from loyalty.language import tree
from loyalty.language.shapes.charges import StairBand, StairstepTerms
from loyalty.language.tree import Kind, Node
from loyalty.pricing.bands import Reach, reaches
from loyalty.pricing.charge_model import (
    NO_MONEY,
    NO_PRICE,
    NO_QUANTITY,
    Counted,
    MoneyNode,
    SliceNodes,
    slice_of,
)
from loyalty.pricing.rows import QUANTITY


def lower(terms: StairstepTerms, counted: Counted, money: MoneyNode) -> tuple[SliceNodes, ...]:
    """Give one slice for each band, all but one empty."""
    quantity = counted(QUANTITY)
    return tuple(_slice(band, reach, quantity, money) for band, reach in reaches(terms.bands))


def _slice(band: StairBand, reach: Reach, quantity: Node, money: MoneyNode) -> SliceNodes:
    reached = reach.holds(quantity)
    amount = money(band.amount, Kind.MONEY)
    return slice_of(
        reach.start,
        reach.up_to,
        quantity=tree.choose(reached, quantity, NO_QUANTITY),
        unit=NO_PRICE,
        flat=amount if amount == NO_MONEY else tree.choose(reached, amount, NO_MONEY),
    )
