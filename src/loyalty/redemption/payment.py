"""Points as payment: how many of the points offered are used, and the money they stand for.

Fewer than ``at_least`` are not used at all; more than ``at_most`` of the order are used up
to that limit. What they are worth is rounded down to the money step. Points are payment:
they change neither price nor tax.
"""

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.lowering import Condition, Lowering
from loyalty.language.shapes.earn import RedeemShape
from loyalty.language.sheet import Rule, Scope, plain_rule
from loyalty.language.tree import Comparison, Kind, Node

OFFERED = "order.points_offered"
USED = "points.used"
MONEY = "points.money"
PAYABLE = "total.payable"
PAYMENT = plain_rule("points-payment", "Paid with points", "积分抵扣")


def lower_payment(lowering: Lowering, shape: RedeemShape | None, *, due: str) -> Rule | None:
    """Define ``points.used``, ``points.money`` and ``total.payable``; give the rule where points can pay."""
    define = lowering.builder.define
    if shape is None:
        define(PAYABLE, Scope.ORDER, lowering.fact(due), PAYMENT)
        return None
    rule = Rule(PAYMENT.id, PAYMENT.label, shape.span)
    nothing = t.const(Kind.POINTS, 0)
    offered = lowering.fact(OFFERED)
    limit = define("points.limit", Scope.ORDER, _limit(lowering, shape, due), rule)
    enough = t.compare(Comparison.GE, t.least(offered, limit), lowering.points(shape.at_least))
    define("when.points-payment", Scope.ORDER, t.all_of(lowering.fact("member.enrolled"), enough), rule)
    lowering.conditions.append(Condition("when.points-payment", rule, Scope.ORDER, asked_by=OFFERED))
    used = t.choose(lowering.fact("when.points-payment"), t.least(offered, limit), nothing)
    define(USED, Scope.ORDER, used, rule)
    worth = t.const(Kind.MONEY, shape.worth.money * lowering.minor / shape.worth.points)
    value = t.mul(worth, t.as_kind(lowering.fact(USED), Kind.NUMBER))
    define(MONEY, Scope.ORDER, t.rounded(value, Rounding.DOWN, lowering.money_step), rule)
    define(PAYABLE, Scope.ORDER, t.sub(lowering.fact(due), lowering.fact(MONEY)), rule)
    return rule


def _limit(lowering: Lowering, shape: RedeemShape, due: str) -> Node:
    """Give the most points that pay no more than the limit, and never more than is due."""
    each = t.const(Kind.NUMBER, shape.worth.points / (shape.worth.money * lowering.minor))
    whole: Node = lowering.fact(due)
    if shape.at_most is not None:
        part = lowering.expression(shape.at_most.of, Kind.MONEY, Scope.ORDER)
        share = t.mul(part, lowering.number(shape.at_most.share))
        whole = t.least(share, whole)
    counted = t.mul(t.as_kind(whole, Kind.POINTS), each)
    return t.rounded(counted, Rounding.DOWN)
