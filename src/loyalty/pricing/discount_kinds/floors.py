"""Price floors: what no discount takes a line below; the highest holds, and none raises a price."""

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.shapes.discounts import DiscountsShape, FloorShape
from loyalty.language.sheet import Rule, Scope, plain_rule
from loyalty.language.tree import Kind, Node, Read
from loyalty.pricing.discount_kinds.offer import NO_MONEY

FLOOR = plain_rule("price-floor", "Lowest price", "最低价")


def lower_floor(lowering: Lowering, shape: DiscountsShape | None, list_amount: str) -> Read | None:
    """Define ``floor``: the least a line may cost, in whole minor units; None where no floor is stated."""
    if shape is None or not shape.floors:
        return None
    full = lowering.fact(list_amount)
    highest = t.most(*(_floor(lowering, floor, full) for floor in shape.floors))
    rule = Rule(FLOOR.id, FLOOR.label, shape.floors[0].span)
    return lowering.builder.define("floor", Scope.LINE, t.least(highest, full), rule)


def _floor(lowering: Lowering, shape: FloorShape, full: Node) -> Node:
    exact: Node
    if shape.amount is not None:
        exact = lowering.money(shape.amount)
    elif shape.unit is not None:
        exact = t.mul(lowering.price(shape.unit), lowering.fact("line.quantity"))
    else:
        assert shape.share is not None  # noqa: S101 - the shape demands one of the three
        exact = t.mul(full, lowering.number(shape.share))
    # Up, since a floor that is rounded down could be gone below.
    floor = t.rounded(exact, Rounding.UP, lowering.money_step)
    if shape.lines is None:
        return floor
    return t.choose(lowering.expression(shape.lines, Kind.TRUTH, Scope.LINE), floor, NO_MONEY)
