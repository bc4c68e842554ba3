"""Another price for a line or for each unit; a lower price stays as it is."""

from loyalty.language import tree as t
from loyalty.language.tree import Kind
from loyalty.pricing.discount_kinds.offer import NO_MONEY, Offer, Offered


def lower(offered: Offered) -> Offer:
    """Define the offer."""
    shape, lowering = offered.shape, offered.lowering
    assert shape.price is not None  # noqa: S101 - chosen by the caller
    applies = offered.applying()
    price = lowering.money(shape.price)
    if shape.each == "unit":
        price = lowering.settled(t.mul(price, t.as_kind(lowering.fact("line.quantity"), Kind.NUMBER)))
    off = t.most(t.sub(offered.ground.rest, price), NO_MONEY)
    return offered.takes(t.choose(offered.chosen(applies), off, NO_MONEY))
