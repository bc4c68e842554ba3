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
    if alone and offered.shape.lines is not None:
        # The rule is asked of the order: one line that is enough will do.
        enough = offered.line(f"enough.{offered.rule.id}", _some_step(shape.steps, count))
        applies = offered.applying(t.compare(Comparison.GE, _sum(offered, enough.name), _ONE))
    else:
        applies = offered.applying(_reaches(count, shape.steps[0]))
    off: Node = NO_MONEY
    for step in shape.steps:
        off = t.choose(_reaches(count, step), _off(offered, step), off)
    return offered.takes(t.choose(offered.chosen(applies), off, NO_MONEY))


_ONE = t.const(Kind.NUMBER, 1)


def _some_step(steps: tuple[StepShape, ...], count: Node) -> Node:
    return t.choose(_reaches(count, steps[0]), _ONE, t.const(Kind.NUMBER, 0))


def _sum(offered: Offered, name: str) -> Node:
    return offered.order(f"count.{offered.rule.id}", offered.lowering.builder.total(name))


def _reaches(count: Node, step: StepShape) -> Node:
    return t.compare(Comparison.GE, count, t.const(Kind.QUANTITY, step.from_))


def _off(offered: Offered, step: StepShape) -> Node:
    lowering, rest = offered.lowering, offered.ground.rest
    if step.percent is not None:
        return lowering.settled(t.mul(rest, lowering.number(step.percent)))
    assert step.unit is not None  # noqa: S101 - the shape demands a percentage or a unit price
    price = lowering.settled(t.mul(lowering.price(step.unit), lowering.fact("line.quantity")))
    return t.most(t.sub(rest, price), NO_MONEY)
