"""Points as payment: how many of the points offered are used, and the money they stand for.

Fewer than ``at_least`` are not used at all; more than ``at_most`` of the order are used up to
that limit, and where there are ``steps``, whole ones. What they are worth is rounded down to
the money step, and points that would buy nothing by that stay the member's. Points are payment:
they change neither price nor tax. Where the file says so, what they are worth is that of the
member's tier.
"""

from collections.abc import Callable
from fractions import Fraction

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.lowering import Condition, Lowering
from loyalty.language.shapes.earn import RedeemShape
from loyalty.language.sheet import Rule, Scope, plain_rule
from loyalty.language.tree import Comparison, Kind, Node

OFFERED = "order.points_offered"
BILL_DUE = "bill.due"
"""What an invoice leaves to pay, where points pay an invoice instead of an order."""
USED = "points.used"
MONEY = "points.money"
PAYABLE = "total.payable"
PAYMENT = plain_rule("points-payment", "Paid with points", "积分抵扣")


def lower_payment(
    lowering: Lowering, shape: RedeemShape | None, *, due: str, limit: Node | None = None
) -> Rule | None:
    """Define ``points.used``, ``points.money`` and ``total.payable``; give the rule where points can pay.

    ``limit`` is the most money they may pay where it is not the ``at_most`` of ``shape``.
    """
    define = lowering.builder.define
    if shape is None:
        define(PAYABLE, Scope.ORDER, lowering.fact(due), PAYMENT)
        return None
    rule = Rule(PAYMENT.id, PAYMENT.label, shape.span)
    nothing = t.const(Kind.POINTS, 0)
    whole = t.least(_limit(lowering, shape, due) if limit is None else limit, lowering.fact(due))
    most = define("points.limit", Scope.ORDER, _cost(lowering, shape, whole, Rounding.DOWN), rule)
    useful = _useful(lowering, shape, _in_steps(shape, t.least(lowering.fact(OFFERED), most)))
    enough = t.compare(Comparison.GE, useful, lowering.points(shape.at_least))
    define("when.points-payment", Scope.ORDER, t.all_of(lowering.fact("member.enrolled"), enough), rule)
    pays = _worth(lowering, shape, lowering.points(shape.at_least))
    lowering.conditions.append(Condition("when.points-payment", rule, Scope.ORDER, OFFERED, gives=pays))
    used = t.choose(lowering.fact("when.points-payment"), useful, nothing)
    define(USED, Scope.ORDER, used, rule)
    define(MONEY, Scope.ORDER, _worth(lowering, shape, lowering.fact(USED)), rule)
    define(PAYABLE, Scope.ORDER, t.sub(lowering.fact(due), lowering.fact(MONEY)), rule)
    return rule


def _worth(lowering: Lowering, shape: RedeemShape, points: Node) -> Node:
    """Give the money that points pay."""
    each = _by_tier(lowering, shape, lambda money: t.const(Kind.MONEY, money))
    exact = t.mul(each, t.as_kind(points, Kind.NUMBER))
    return t.rounded(exact, Rounding.DOWN, lowering.money_step)


def _cost(lowering: Lowering, shape: RedeemShape, money: Node, mode: Rounding) -> Node:
    """Give the points that pay an amount of money."""
    each = _by_tier(lowering, shape, lambda money: t.const(Kind.NUMBER, 1 / money))
    return t.rounded(t.mul(t.as_kind(money, Kind.POINTS), each), mode)


def _by_tier(lowering: Lowering, shape: RedeemShape, node_of: Callable[[Fraction], Node]) -> Node:
    """Give what is made of the minor units that a point pays, for the member's tier."""
    worth, minor = shape.worth, lowering.minor
    nobody = node_of(worth.each() * minor)
    if not worth.by_tier:
        return nobody
    return lowering.of_tier(lambda step: node_of(worth.each(step.name) * minor), nobody)


def _in_steps(shape: RedeemShape, points: Node) -> Node:
    """Give the points in whole steps."""
    return points if shape.steps is None else t.rounded(points, Rounding.DOWN, int(shape.steps))


def _useful(lowering: Lowering, shape: RedeemShape, points: Node) -> Node:
    """Give the fewest points that are worth as much: all, unless one is worth part of a money step."""
    tiers = ("", *(shape.worth.by_tier or ()))
    steps = [shape.worth.each(tier) * lowering.minor / lowering.money_step for tier in tiers]
    if all(step.denominator == 1 for step in steps):
        return points
    return _cost(lowering, shape, _worth(lowering, shape, points), Rounding.UP)


def _limit(lowering: Lowering, shape: RedeemShape, due: str) -> Node:
    """Give the most money that points may pay of an order."""
    if shape.at_most is None:
        return lowering.fact(due)
    part = lowering.expression(shape.at_most.of, Kind.MONEY, Scope.ORDER)
    return t.mul(part, lowering.number(shape.at_most.share))
