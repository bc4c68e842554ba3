"""The accrual of an order: which points it earns, by which rule.

In fixed stages, as ``earn.combine`` lists them: base points of each line, times the tier's
factor, times the multipliers, plus additions; rounded once (``numbers.points``); then the
caps. What is paid with points earns nothing where the programme says ``earn_on: money_paid``.
"""

from dataclasses import dataclass
from fractions import Fraction

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.findings import Finding
from loyalty.language.lowering import Contestant, Lowering
from loyalty.language.shapes.earn import CapShape, EarnBaseShape, EarnRuleShape, EarnShape
from loyalty.language.shapes.wallets import POINTS as WALLET
from loyalty.language.sheet import Rule, Scope, plain_rule
from loyalty.language.tree import Comparison, Kind, Node, Read

EARNED = "points.earned"
EXACT = "points.exact"
POINTS = plain_rule("points", "Points", "积分")
BASE = plain_rule("base-points", "Base points", "基础积分")
TIER = plain_rule("tier-points", "Member tier points", "会员等级积分")
_ONE = t.const(Kind.NUMBER, 1)


@dataclass(frozen=True, slots=True)
class AwardTemplate:
    """How a formula becomes an award. ``winners`` name the rules of which only the best counts."""

    formula: str
    scope: Scope
    rule: Rule
    winners: tuple[tuple[str, Rule], ...] = ()
    wallet: str = WALLET


def lower_accrual(
    lowering: Lowering, shape: EarnShape, *, paid_share: Node | None
) -> tuple[AwardTemplate, ...]:
    """Define ``points.earned`` and what leads to it; give the awards it is made of.

    ``paid_share`` is the part of each line paid with points, where that earns nothing.
    """
    awards = [_base(lowering, shape, paid_share)]
    lines: Node = lowering.fact("award.base")
    for stage in shape.combine:
        if stage == "tier":
            lines, award = _tier(lowering, lines)
            awards.append(award)
        elif stage == "best_multiplier":
            lines, made = _best_multiplier(lowering, shape, lines)
            awards.extend(made)
        elif stage != "additions":
            lines, made = _every_multiplier(lowering, shape, lines, chained=stage == "chain_multipliers")
            awards.extend(made)
    lowering.builder.define("points.line", Scope.LINE, lines, POINTS)
    whole: list[Node] = [lowering.builder.total("points.line")]
    if "additions" in shape.combine:
        for rule in shape.rules:
            if rule.add is not None and rule.wallet in {None, WALLET}:
                node, award = addition(lowering, rule)
                whole.append(node)
                awards.append(award)
    lowering.builder.define(EXACT, Scope.ORDER, t.add(*whole), POINTS)
    _settle(lowering, shape)
    return tuple(awards)


def _base(lowering: Lowering, shape: EarnShape, paid_share: Node | None) -> AwardTemplate:
    rule = Rule(BASE.id, BASE.label, shape.base.span)
    counted = lowering.expression(shape.base.of, Kind.MONEY, Scope.LINE)
    if paid_share is not None:
        counted = t.sub(counted, paid_share)
    if counted.lo < 0:
        counted = t.most(counted, t.const(Kind.MONEY, 0))
    if shape.except_when is not None:
        left_out = lowering.expression(shape.except_when, Kind.TRUTH, Scope.LINE)
        counted = t.choose(left_out, t.const(Kind.MONEY, 0), counted)
    lowering.builder.define("earn.counted", Scope.LINE, counted, rule)
    rate = points_rate(lowering, shape.base)
    exact = t.mul(rate, t.as_kind(lowering.fact("earn.counted"), Kind.NUMBER))
    lowering.builder.define("award.base", Scope.LINE, exact, rule)
    return AwardTemplate("award.base", Scope.LINE, rule)


def points_rate(lowering: Lowering, base: EarnBaseShape) -> Node:
    """Give points for each minor unit."""
    if len(base.points.entries) == 1:
        points = base.points.entries[0][1]
        return lowering.dated(base.for_each, lambda each: _points_per(points, each * lowering.minor))
    if len(base.for_each.entries) == 1:
        each = base.for_each.entries[0][1]
        return lowering.dated(base.points, lambda points: _points_per(points, each * lowering.minor))
    lowering.findings.append(
        Finding(base.span, "E602", "both `points` and `for_each` change by date", "date one of the two")
    )
    return t.const(Kind.POINTS, 0)


def _points_per(points: Fraction, minor: Fraction) -> Node:
    return t.const(Kind.POINTS, points / minor)


def _tier(lowering: Lowering, lines: Node) -> tuple[Node, AwardTemplate]:
    span = lowering.shape.tiers.span if lowering.shape.tiers else None
    rule = Rule(TIER.id, TIER.label, span)
    factor = lowering.builder.define(
        "tier.earn", Scope.ORDER, lowering.by_tier(lambda step: step.earn, Fraction(1)), rule
    )
    extra = t.mul(lines, t.sub(factor, _ONE))
    made = lowering.builder.define("award.tier", Scope.LINE, extra, rule)
    return t.add(lines, made), AwardTemplate("award.tier", Scope.LINE, rule)


def _best_multiplier(
    lowering: Lowering, shape: EarnShape, lines: Node
) -> tuple[Node, tuple[AwardTemplate, ...]]:
    best: Node = _ONE
    winners: list[tuple[str, Rule]] = []
    factors: list[Node] = []
    for item in shape.rules:
        if item.multiply is None:
            continue
        rule = lowering.rule(item.id, item.name, item.span)
        applies = lowering.when(rule, item.when, (item.from_, item.until), Scope.LINE)
        factor = lowering.number(item.multiply)
        better = t.all_of(applies, t.compare(Comparison.GT, factor, best))
        name = f"multiplier.best.{item.id}"
        best = lowering.builder.define(name, Scope.LINE, t.choose(better, factor, best), rule)
        winners.append((name, rule))
        factors.append(factor)
    if not winners:
        return lines, ()
    lowering.contests.append(
        tuple(
            Contestant(rule, name, f"when.{rule.id}", t.compare(Comparison.GT, factor, best))
            for (name, rule), factor in zip(winners, factors, strict=True)
        )
    )
    extra = t.mul(lines, t.sub(best, _ONE))
    made = lowering.builder.define("award.multiplier", Scope.LINE, extra, POINTS)
    template = AwardTemplate("award.multiplier", Scope.LINE, POINTS, tuple(winners))
    return t.add(lines, made), (template,)


def _every_multiplier(
    lowering: Lowering, shape: EarnShape, lines: Node, *, chained: bool
) -> tuple[Node, tuple[AwardTemplate, ...]]:
    """Let every multiplier count: each of what was there before them, or each of what the last one left."""
    awards = []
    start = lines
    for item in shape.rules:
        if item.multiply is None:
            continue
        rule = lowering.rule(item.id, item.name, item.span)
        applies = lowering.when(rule, item.when, (item.from_, item.until), Scope.LINE)
        more = t.sub(lowering.number(item.multiply), _ONE)
        extra = t.mul(lines if chained else start, t.choose(applies, more, t.const(Kind.NUMBER, 0)))
        made = lowering.builder.define(f"award.{item.id}", Scope.LINE, extra, rule)
        lines = t.add(lines, made)
        awards.append(AwardTemplate(f"award.{item.id}", Scope.LINE, rule))
    return lines, tuple(awards)


def addition(lowering: Lowering, shape: EarnRuleShape) -> tuple[Node, AwardTemplate]:
    """Define what a rule adds, and give it over the whole order with its award."""
    assert shape.add is not None  # noqa: S101 - chosen by the caller
    rule = lowering.rule(shape.id, shape.name, shape.span)
    scope = Scope.LINE if shape.once_per == "line" else Scope.ORDER
    worth = lowering.points(shape.add)
    applies = lowering.when(rule, shape.when, (shape.from_, shape.until), scope, gives=worth)
    counts = t.all_of(lowering.fact("filled"), applies) if scope is Scope.ORDER else applies
    points = t.choose(counts, worth, t.const(Kind.POINTS, 0))
    name = f"award.{shape.id}"
    made: Node = lowering.builder.define(name, scope, points, rule)
    if scope is Scope.LINE:
        made = lowering.builder.total(name)
    return made, AwardTemplate(name, scope, rule, wallet=shape.wallet or WALLET)


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
    rule = plain_rule(
        f"cap-{time}", "Most points at all" if time == "ever" else f"Most points in a {time}", "积分上限"
    )
    placed = Rule(rule.id, rule.label, shape.span)
    name = f"history.points_{time}"
    most = int(lowering.shape.numbers.limits.points)
    earned = lowering.builder.input(name, Scope.ORDER, t.read(name, Kind.POINTS, 1, 0, most))
    left = t.sub(lowering.points(shape.at_most), earned)
    step = int(lowering.shape.numbers.points.step)
    if left.den * step > 1:
        left = t.rounded(left, Rounding.DOWN, step)
    room = t.most(left, t.const(Kind.POINTS, 0))
    return lowering.builder.define(f"points.cap.{time}", Scope.ORDER, t.least(value, room), placed)
