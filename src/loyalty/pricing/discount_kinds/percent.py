"""A percentage of each line, or of the order; with ``at_most``, together no more than that off the order.

Of the order, it is rounded once and shared over the lines; of each line, once for each.
"""

from loyalty.language import tree as t
from loyalty.language.tree import Node
from loyalty.pricing.discount_kinds.offer import NO_MONEY, NO_RATE, Offer, Offered


def lower(offered: Offered) -> Offer:
    """Define the offer."""
    shape, lowering = offered.shape, offered.lowering
    assert shape.percent is not None  # noqa: S101 - chosen by the caller
    percent = lowering.number(shape.percent)
    applies = offered.applying(gives=percent)
    rate = t.choose(applies if shape.each == "order" else offered.chosen(applies), percent, NO_RATE)
    if shape.each == "order":
        return _of_order(offered, rate)
    exact = t.mul(offered.ground.rest, rate)
    if shape.at_most is None:
        return offered.takes(lowering.settled(exact))
    parts = offered.line(f"part.{offered.rule.id}", t.least(lowering.settled(exact), offered.ground.room))
    return offered.takes_at_most(parts)


def _of_order(offered: Offered, rate: Node) -> Offer:
    """Define the offer of a percentage of what the chosen lines cost together, rounded once."""
    lowering, rule, ground = offered.lowering, offered.rule, offered.ground
    of = offered.line(f"of.{rule.id}", t.choose(offered.selected, ground.rest, NO_MONEY))
    room = offered.line(f"part.{rule.id}", t.choose(offered.selected, ground.room, NO_MONEY))
    whole = lowering.settled(t.mul(lowering.builder.total(of.name), rate))
    most = offered.shape.at_most
    return offered.takes_of_order(whole if most is None else t.least(whole, lowering.money(most)), room)
