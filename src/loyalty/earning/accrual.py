"""The accrual of an order: which points it earns, by which rule.

In fixed stages, as ``earn.combine`` lists them: base points of each line, times the tier's
factor, times the multipliers, plus additions; rounded once (``numbers.points``); then the
caps. What is paid with points earns nothing where the programme says ``earn_on: money_paid``.
"""

from fractions import Fraction

from loyalty.earning.additions import lower_additions
from loyalty.earning.award import EARNED, EXACT, ONE, POINTS, TIER, AwardTemplate
from loyalty.earning.base import lower_base
from loyalty.earning.multipliers import lower_multipliers
from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.shapes.earn import ADDING, CapShape, EarnShape
from loyalty.language.sheet import Rule, Scope, plain_rule
from loyalty.language.tree import Kind, Node, Read

_CAPPED = {"ever": "Most points at all", "order": "Most points of an order"}


def lower_accrual(
    lowering: Lowering, shape: EarnShape, *, paid_share: Node | None
) -> tuple[AwardTemplate, ...]:
    """Define ``points.earned`` and what leads to it; give the awards it is made of.

    ``paid_share`` is the part of each line paid with points, where that earns nothing.
    """
    awards = [lower_base(lowering, shape, paid_share)]
    lines: Node = lowering.fact("award.base")
    for stage in shape.combine:
        if stage == "tier":
            lines, award = _tier(lowering, lines)
            awards.append(award)
        elif stage not in ADDING:
            lines, made = lower_multipliers(lowering, shape, lines, stage)
            awards.extend(made)
    lowering.builder.define("points.line", Scope.LINE, lines, POINTS)
    whole: list[Node] = [lowering.builder.total("points.line")]
    for stage in shape.combine:
        if stage in ADDING:
            added, made = lower_additions(lowering, shape, stage)
            whole.extend(added)
            awards.extend(made)
    lowering.builder.define(EXACT, Scope.ORDER, t.add(*whole), POINTS)
    _settle(lowering, shape)
    return tuple(awards)


def _tier(lowering: Lowering, lines: Node) -> tuple[Node, AwardTemplate]:
    span = lowering.shape.tiers.span if lowering.shape.tiers else None
    rule = Rule(TIER.id, TIER.label, span)
    factor = lowering.builder.define(
        "tier.earn", Scope.ORDER, lowering.by_tier(lambda step: step.earn, Fraction(1)), rule
    )
    extra = t.mul(lines, t.sub(factor, ONE))
    made = lowering.builder.define("award.tier", Scope.LINE, extra, rule)
    return t.add(lines, made), AwardTemplate("award.tier", Scope.LINE, rule)


def _settle(lowering: Lowering, shape: EarnShape) -> None:
    """Round once, hold to the caps, and give nothing to somebody who is not a member."""
    numbers = lowering.shape.numbers.points
    define = lowering.builder.define
    exact = lowering.fact(EXACT)
    value: Node = define(
        "points.rounded", Scope.ORDER, t.rounded(exact, numbers.round, int(numbers.step)), POINTS
    )
    for cap in shape.caps:
        value = _capped(lowering, cap, value)
    nothing = t.const(Kind.POINTS, 0)
    enrolled = lowering.fact("member.enrolled")
    most = int(lowering.shape.numbers.limits.points)
    define(EARNED, Scope.ORDER, t.choose(enrolled, value, nothing), POINTS, most=most)


def _capped(lowering: Lowering, shape: CapShape, value: Node) -> Read:
    time = next(word for word in shape.per if word != "member")
    most = int(lowering.shape.numbers.limits.points)
    rule = plain_rule(f"cap-{time}", _CAPPED.get(time, f"Most points in a {time}"), "积分上限")
    placed = Rule(rule.id, rule.label, shape.span)
    left = lowering.points(shape.at_most)
    if time != "order":
        name = f"history.points_{time}"
        earned = lowering.builder.input(name, Scope.ORDER, t.read(name, Kind.POINTS, 1, 0, most))
        left = t.sub(left, earned)
    step = int(lowering.shape.numbers.points.step)
    if left.den * step > 1:
        left = t.rounded(left, Rounding.DOWN, step)
    room = t.most(left, t.const(Kind.POINTS, 0))
    return lowering.builder.define(f"points.cap.{time}", Scope.ORDER, t.least(value, room), placed)
