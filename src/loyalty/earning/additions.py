"""Points that a rule adds: once per order, per line, per unit, or for each whole step of an amount.

All of them add up; or only the best of an order counts, or the first that gives anything.
"""

from collections.abc import Sequence
from fractions import Fraction

from loyalty.earning.applying import applying, step_of
from loyalty.earning.award import NO_POINTS, AwardTemplate
from loyalty.earning.cards import times_given
from loyalty.earning.limits import held, note_given, room
from loyalty.earning.tabled import worth_of
from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.dated import Dated
from loyalty.language.lowering import Contestant, Lowering
from loyalty.language.shapes.earn import EarnRuleShape, EarnShape
from loyalty.language.shapes.wallets import POINTS as WALLET
from loyalty.language.sheet import Rule, Scope
from loyalty.language.tree import Comparison, Kind, Node, Read

Made = tuple[tuple[Node, ...], tuple[AwardTemplate, ...]]
"""What is added to the order's points, and the awards it is made of."""


def lower_additions(lowering: Lowering, shape: EarnShape, stage: str) -> Made:
    """Define what the rules add in the way a stage of ``combine`` names."""
    rules = [rule for rule in shape.rules if rule.add is not None and rule.wallet in {None, WALLET}]
    if stage == "additions":
        made = [addition(lowering, rule) for rule in rules]
        return tuple(node for node, _ in made), tuple(award for _, award in made)
    return _one_of(lowering, rules, best=stage == "best_addition")


def addition(lowering: Lowering, shape: EarnRuleShape) -> tuple[Node, AwardTemplate]:
    """Define what a rule adds, and give it over the whole order with its award."""
    rule, name = lowering.rule(shape.id, shape.name, shape.span), f"award.{shape.id}"
    scope = _scope(shape)
    points = _points(lowering, shape, rule)
    made: Node = held(lowering, shape, name, points, scope, rule)
    lowering.given_by(rule, name)
    if scope is Scope.LINE:
        made = lowering.builder.total(name)
    return made, AwardTemplate(name, scope, rule, wallet=shape.wallet or WALLET)


def _scope(shape: EarnRuleShape) -> Scope:
    return Scope.LINE if shape.once_per in {"line", "unit"} else Scope.ORDER


def _points(lowering: Lowering, shape: EarnRuleShape, rule: Rule) -> Node:
    """Give the points a rule adds, of the order or of each line."""
    assert shape.add is not None  # noqa: S101 - chosen by the caller
    stated, scope = isinstance(shape.add, Dated), _scope(shape)
    once = shape.once_per in {"order", "line", "card", "streak"}
    told = worth_of(lowering, shape, shape.add) if stated and once else None
    applies = applying(lowering, shape, rule, scope, told)
    worth = told or worth_of(lowering, shape, shape.add)
    if shape.once_per in {"card", "streak"}:
        return t.mul(worth, times_given(lowering, shape, applies, rule))
    counts = t.all_of(lowering.fact("filled"), applies) if scope is Scope.ORDER else applies
    return t.choose(counts, t.mul(worth, _times(lowering, shape, rule)) if not once else worth, NO_POINTS)


def _times(lowering: Lowering, shape: EarnRuleShape, rule: Rule) -> Node:
    """Give how often points are added: for each unit of a line, or each whole step of an amount."""
    if shape.once_per == "unit":
        return t.as_kind(lowering.fact("line.quantity"), Kind.NUMBER)
    amount, step = step_of(lowering, shape)
    counted = amount if amount.lo >= 0 else t.most(amount, t.const(Kind.MONEY, 0))
    each = t.const(Kind.NUMBER, Fraction(1, step))
    whole = t.rounded(counted, Rounding.DOWN, step)
    filled = lowering.builder.define(f"steps.{shape.id}", Scope.ORDER, whole, rule)
    return t.mul(t.as_kind(filled, Kind.NUMBER), each)


def _one_of(lowering: Lowering, rules: Sequence[EarnRuleShape], *, best: bool) -> Made:
    """Let one rule count of an order: the one that adds most, of equals the first; or the first at all."""
    define, builder = lowering.builder.define, lowering.builder
    leading: Node = NO_POINTS
    offers: list[tuple[Rule, Read, Node, Read]] = []
    for shape in rules:
        rule = lowering.rule(shape.id, shape.name, shape.span)
        offer: Node = define(f"offer.{shape.id}", _scope(shape), _points(lowering, shape, rule), rule)
        whole = builder.total(f"offer.{shape.id}") if _scope(shape) is Scope.LINE else offer
        most = room(lowering, shape)
        whole = whole if most is None else t.least(whole, most)
        total = define(f"offer.{shape.id}.total", Scope.ORDER, whole, rule)
        lowering.given_by(rule, total.name)
        before = t.compare(Comparison.LE, leading, NO_POINTS)
        leads = t.compare(Comparison.GT, total, leading) if best else before
        leading = define(f"best.{shape.id}", Scope.ORDER, t.choose(leads, total, leading), rule)
        offers.append((rule, total, leads, leading))
    awards, contest = [], []
    for shape, (rule, total, leads, step) in zip(rules, offers, strict=True):
        gives = t.compare(Comparison.GT, total, NO_POINTS)
        wins = t.all_of(gives, leads, t.compare(Comparison.EQ, step, leading))
        won = define(f"won.{rule.id}", Scope.ORDER, wins, rule)
        given = define(f"counts.{rule.id}", Scope.ORDER, gives, rule)
        made = define(f"award.{rule.id}", Scope.ORDER, t.choose(won, total, NO_POINTS), rule)
        note_given(lowering, shape, made, rule)
        awards.append(AwardTemplate(f"award.{rule.id}", Scope.ORDER, rule))
        better = t.compare(Comparison.GT, total, leading) if best else leads
        contest.append(Contestant(rule, step.name, given.name, better, total, won=won.name))
    if contest:
        lowering.contests.append(tuple(contest))
    return tuple(lowering.fact(award.formula) for award in awards), tuple(awards)
