"""Multipliers of a line's points, and how several of them meet.

The best counts; or the first that applies, in the order they are written; or all of them,
added up or one after the other. Lanes are stretches of that road with a way of their own:
each lane multiplies what the lanes before it have left.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from loyalty.earning.applying import applying
from loyalty.earning.award import NO_NUMBER, ONE, POINTS, AwardTemplate
from loyalty.earning.limits import held, is_limited
from loyalty.earning.tabled import table_formula, worth_of
from loyalty.language import tree as t
from loyalty.language.dated import Dated
from loyalty.language.lowering import Contestant, Lowering
from loyalty.language.shapes.earn import EarnRuleShape, EarnShape
from loyalty.language.sheet import Rule, Scope
from loyalty.language.tree import Comparison, Node

Made = tuple[Node, tuple[AwardTemplate, ...]]
"""The points of a line afterwards, and the awards that made the difference."""


def lower_multipliers(lowering: Lowering, shape: EarnShape, lines: Node, stage: str) -> Made:
    """Multiply ``lines``, the points of each line, in the way a stage of ``combine`` names."""
    rules = [rule for rule in shape.rules if rule.multiply is not None]
    if stage != "lanes":
        return _WAYS[stage.partition("_")[0]](lowering, rules, lines, "multiplier")
    awards: tuple[AwardTemplate, ...] = ()
    for lane in shape.lanes:
        inside = [rule for rule in rules if rule.lane == lane.name]
        lines, made = _WAYS[lane.combine](lowering, inside, lines, f"multiplier.{lane.name}")
        awards += made
    return lines, awards


def _applies(lowering: Lowering, item: EarnRuleShape) -> tuple[Rule, Node, Node]:
    """Give a multiplier's rule, whether it applies to a line, and its factor."""
    assert item.multiply is not None  # noqa: S101 - chosen by the caller
    rule = lowering.rule(item.id, item.name, item.span)
    # What a table gives is defined while it is asked when the rule applies.
    factor = worth_of(lowering, item, item.multiply) if isinstance(item.multiply, Dated) else None
    applies = applying(lowering, item, rule, Scope.LINE, factor)
    if factor is None:
        lowering.given_by(rule, table_formula(item.id))
    return rule, applies, factor or worth_of(lowering, item, item.multiply)


def _best(lowering: Lowering, rules: Sequence[EarnRuleShape], lines: Node, name: str) -> Made:
    best: Node = ONE
    winners: list[tuple[str, Rule]] = []
    factors: list[Node] = []
    for item in rules:
        rule, applies, factor = _applies(lowering, item)
        better = t.all_of(applies, t.compare(Comparison.GT, factor, best))
        step = f"multiplier.best.{item.id}"
        best = lowering.builder.define(step, Scope.LINE, t.choose(better, factor, best), rule)
        winners.append((step, rule))
        factors.append(factor)
    if not winners:
        return lines, ()
    lowering.contests.append(
        tuple(
            Contestant(
                rule, step, f"when.{rule.id}", t.compare(Comparison.GT, factor, best), factor, is_factor=True
            )
            for (step, rule), factor in zip(winners, factors, strict=True)
        )
    )
    if any(is_limited(item) or item.at_most is not None for item in rules):
        return _each_on_its_own(lowering, rules, lines, best)
    extra = t.mul(lines, t.sub(best, ONE))
    made = lowering.builder.define(f"award.{name}", Scope.LINE, extra, POINTS)
    return t.add(lines, made), (AwardTemplate(f"award.{name}", Scope.LINE, POINTS, tuple(winners)),)


def _each_on_its_own(lowering: Lowering, rules: Sequence[EarnRuleShape], lines: Node, best: Node) -> Made:
    """Give what the best multiplier makes to the rule that leads with it, so that its limits hold."""
    reached: Node = ONE
    start = lines
    awards: list[AwardTemplate] = []
    for item in rules:
        rule, step = lowering.rule(item.id, item.name, item.span), lowering.fact(f"multiplier.best.{item.id}")
        leads = t.all_of(t.compare(Comparison.GT, step, reached), t.compare(Comparison.EQ, step, best))
        extra = t.mul(start, t.choose(leads, t.sub(step, ONE), NO_NUMBER))
        lines = t.add(lines, held(lowering, item, f"award.{item.id}", extra, Scope.LINE, rule))
        awards.append(AwardTemplate(f"award.{item.id}", Scope.LINE, rule))
        reached = step
    return lines, tuple(awards)


def _first(lowering: Lowering, rules: Sequence[EarnRuleShape], lines: Node, _name: str) -> Made:
    """Let the first multiplier count that applies, also where it takes away."""
    define, start = lowering.builder.define, lines
    taken: Node = t.truth(value=False)
    awards: list[AwardTemplate] = []
    contest: list[Contestant] = []
    for item in rules:
        rule, applies, factor = _applies(lowering, item)
        free = t.negation(taken)
        counts = define(f"counts.{item.id}", Scope.LINE, t.all_of(applies, free), rule)
        extra = t.mul(start, t.choose(counts, t.sub(factor, ONE), NO_NUMBER))
        lines = t.add(lines, held(lowering, item, f"award.{item.id}", extra, Scope.LINE, rule))
        awards.append(AwardTemplate(f"award.{item.id}", Scope.LINE, rule))
        contest.append(
            Contestant(rule, counts.name, f"when.{item.id}", free, factor, won=counts.name, is_factor=True)
        )
        taken = define(f"taken.{item.id}", Scope.LINE, t.any_of(taken, applies), rule)
    if contest:
        lowering.contests.append(tuple(contest))
    return lines, tuple(awards)


def _sum(lowering: Lowering, rules: Sequence[EarnRuleShape], lines: Node, _name: str) -> Made:
    return _every(lowering, rules, lines, chained=False)


def _chain(lowering: Lowering, rules: Sequence[EarnRuleShape], lines: Node, _name: str) -> Made:
    return _every(lowering, rules, lines, chained=True)


def _every(lowering: Lowering, rules: Sequence[EarnRuleShape], lines: Node, *, chained: bool) -> Made:
    """Let every multiplier count: each of what was there before them, or each of what the last one left."""
    awards = []
    start = lines
    for item in rules:
        rule, applies, factor = _applies(lowering, item)
        extra = t.mul(lines if chained else start, t.choose(applies, t.sub(factor, ONE), NO_NUMBER))
        made = held(lowering, item, f"award.{item.id}", extra, Scope.LINE, rule)
        lines = t.add(lines, made)
        awards.append(AwardTemplate(f"award.{item.id}", Scope.LINE, rule))
    return lines, tuple(awards)


_Way = Callable[[Lowering, Sequence[EarnRuleShape], Node, str], Made]
_WAYS: Final[Mapping[str, _Way]] = {"best": _best, "first": _first, "sum": _sum, "chain": _chain}
