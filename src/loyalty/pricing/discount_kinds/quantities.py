"""Less for larger quantities: a percentage or a unit price from a quantity on, for every unit."""

from loyalty.language import tree as t
from loyalty.language.shapes.discounts import StepShape
from loyalty.language.tree import Comparison, Kind, Node
from loyalty.pricing.discount_kinds.offer import NO_MONEY, Offer, Offered


def lower(offered: Offered) -> Offer:
    """Define the offer."""
    shape = offered.shape.quantities
    assert shape is not None  # noqa: S101 - chosen by the caller
    pool = offered.units("", offered.selected)
    alone = shape.counted == "each_line"
    count: Node = pool if alone else offered.lowering.builder.total(pool.name)
    if not alone:
        count = offered.order(f"count.{offered.rule.id}", count)
    enough, lowest = _reaches(count, shape.steps[0]), shape.steps[0].percent
    rate = offered.lowering.number(lowest) if lowest is not None else None
    applies = offered.applying_by_line(enough, rate) if alone else offered.applying(enough, gives=rate)
    off: Node = NO_MONEY
    for step in shape.steps:
        off = t.choose(_reaches(count, step), _off(offered, step), off)
    return offered.takes(t.choose(offered.chosen(applies), off, NO_MONEY))


def _reaches(count: Node, step: StepShape) -> Node:
    return t.compare(Comparison.GE, count, t.const(Kind.QUANTITY, step.from_))


def _off(offered: Offered, step: StepShape) -> Node:
    lowering, rest = offered.lowering, offered.ground.rest
    if step.percent is not None:
        return lowering.settled(t.mul(rest, lowering.number(step.percent)))
    assert step.unit is not None  # noqa: S101 - the shape demands a percentage or a unit price
    price = lowering.settled(t.mul(lowering.price(step.unit), lowering.fact("line.quantity")))
    return t.most(t.sub(rest, price), NO_MONEY)
