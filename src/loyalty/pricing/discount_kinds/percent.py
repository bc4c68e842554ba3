"""A percentage of each line; with ``at_most``, together no more than that off the order."""

from loyalty.language import tree as t
from loyalty.pricing.discount_kinds.offer import NO_RATE, Offer, Offered


def lower(offered: Offered) -> Offer:
    """Define the offer."""
    shape, lowering = offered.shape, offered.lowering
    assert shape.percent is not None  # noqa: S101 - chosen by the caller
    percent = lowering.number(shape.percent)
    rate = t.choose(offered.chosen(offered.applying(gives=percent)), percent, NO_RATE)
    exact = t.mul(offered.ground.rest, rate)
    if shape.at_most is None:
        return offered.takes(lowering.settled(exact))
    parts = offered.line(f"part.{offered.rule.id}", t.least(lowering.settled(exact), offered.ground.room))
    whole = t.least(lowering.builder.total(parts.name), lowering.money(shape.at_most))
    return offered.takes_of_order(whole, parts.name)
