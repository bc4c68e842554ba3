"""What a period comes to at least and at most: the rest up to the least, and what is over the most.

The least M for a paid share f of the period is R(M * f); what is short of it is due when the period is
over: T = max(0, R(M * f) - counted). The most N for a share h in which the plan was held, paused or
not, takes off max(0, counted + T - R(N * h)): nothing is owed for a pause, but what is used in it is
charged, and so the most counts it. Where h is 0, as it is by the day within one day, it takes nothing.
"""

from collections.abc import Sequence

from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.shapes.plans import MaximumShape, MinimumShape
from loyalty.language.sheet import Rule, Scope, plain_rule
from loyalty.language.tree import Node, Read
from loyalty.pricing.charge_model import NO_MONEY
from loyalty.pricing.line import Category, LineTemplate
from loyalty.pricing.periods.part import Part, take
from loyalty.pricing.periods.share import Share

MINIMUM = "minimum"
MAXIMUM = "maximum"
_MINIMUM = plain_rule(MINIMUM, "Up to the minimum of the period", "补足本期最低消费")
_MAXIMUM = plain_rule(MAXIMUM, "Down to the maximum of the period", "减至本期最高收费")


def lower_minimum(
    lowering: Lowering, shape: MinimumShape, parts: Sequence[Part], *, share: Share, closed: Read
) -> tuple[Part, LineTemplate]:
    """Define ``minimum``, what is short of the least; give it as a part, and its line."""
    rule = Rule(_MINIMUM.id, _MINIMUM.label, shape.span)
    define = lowering.builder.define
    counted = [
        part.charged if shape.before is not None else part.left for part in parts if part.sum in shape.counts
    ]
    known = define(f"{MINIMUM}.counted", Scope.ORDER, t.add(NO_MONEY, *counted), rule)
    least = define(f"{MINIMUM}.least", Scope.ORDER, share.of(lowering.money(shape.amount)), rule)
    short = t.choose(closed, t.most(NO_MONEY, t.sub(least, known)), NO_MONEY)
    part = Part.of(MINIMUM, MINIMUM, define(MINIMUM, Scope.ORDER, short, rule), rule, None)
    return part, LineTemplate(MINIMUM, Scope.ORDER, Category.SUBSCRIPTION, rule, purpose="minimum commitment")


def lower_maximum(
    lowering: Lowering, shape: MaximumShape, parts: Sequence[Part], *, share: Share
) -> LineTemplate:
    """Define ``maximum``, what is over the most, and take it off the parts that count; give its line."""
    rule = Rule(_MAXIMUM.id, _MAXIMUM.label, shape.span)
    define = lowering.builder.define
    over = [part for part in parts if part.sum in shape.counts or part.sum == MINIMUM]
    counted: list[Node] = [part.left for part in over]
    known = define(f"{MAXIMUM}.counted", Scope.ORDER, t.add(NO_MONEY, *counted), rule)
    most = define(f"{MAXIMUM}.most", Scope.ORDER, share.of(lowering.money(shape.amount)), rule)
    off = t.choose(share.some, t.most(NO_MONEY, t.sub(known, most)), NO_MONEY)
    take(lowering, MAXIMUM, off, over, rule)
    return LineTemplate(MAXIMUM, Scope.ORDER, Category.DISCOUNT_PUBLIC, rule, sign=-1)
