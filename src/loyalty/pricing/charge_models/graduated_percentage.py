"""Graduated percentage: every part of an amount of money at its own band's rate.

It is graduated with the rate as the price of one unit of money: the quantity is the amount in
major units, and so are the bounds.
"""

from loyalty.language.shapes.charges import Band, GraduatedPercentageTerms, GraduatedTerms
from loyalty.pricing.charge_model import Counted, MoneyNode, SliceNodes
from loyalty.pricing.charge_models import graduated


def lower(terms: GraduatedPercentageTerms, counted: Counted, money: MoneyNode) -> tuple[SliceNodes, ...]:
    """Give one slice for each band, its unit price the rate; the charge is their sum."""
    bands = tuple(Band(up_to=b.up_to, above=b.above, unit=b.rate, flat=b.flat) for b in terms.bands)
    same = GraduatedTerms(
        bands=bands,
        zero_usage_pays_first_flat_fee=terms.zero_usage_pays_first_flat_fee,
        flat_fees_reverse=terms.flat_fees_reverse,
    )
    return graduated.lower(same, counted, money)
