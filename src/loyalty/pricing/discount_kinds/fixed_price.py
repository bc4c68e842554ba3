"""Another price for a line or for each unit; a lower price stays as it is."""

from loyalty.language import tree as t
from loyalty.language.tree import Comparison, Kind
from loyalty.pricing.discount_kinds.offer import NO_MONEY, Offer, Offered


def lower(offered: Offered) -> Offer:
    """Define the offer."""
    shape, lowering = offered.shape, offered.lowering
    assert shape.price is not None  # noqa: S101 - chosen by the caller
    price = lowering.money(shape.price)
    if shape.each == "unit":
        price = lowering.settled(t.mul(price, t.as_kind(lowering.fact("line.quantity"), Kind.NUMBER)))
    costs = offered.line(f"costs.{offered.rule.id}", t.add(offered.ground.rest, NO_MONEY))
    applies = offered.applying_by_line(t.compare(Comparison.GT, costs, price))
    off = t.most(t.sub(offered.ground.rest, price), NO_MONEY)
    return offered.takes(t.choose(offered.chosen(applies), off, NO_MONEY))
