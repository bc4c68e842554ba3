"""Limits of one rule: its caps per member and time, and the budget it shares with other rules.

What a rule gives is held to the fewest points that are left. A budget and a cap count whole
points: where a rule gives a part of one, the begun point counts.
"""

from collections.abc import Iterator

from loyalty.earning.award import NO_POINTS
from loyalty.earning.counts import BUDGET, GIVEN, formula_of_count, history_of, rules_of
from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.shapes.earn import CapShape, EarnRuleShape
from loyalty.language.sheet import Rule, Scope
from loyalty.language.tree import Comparison, Kind, Node, Read

CAP_LEFT, BUDGET_LEFT = "cap-left", "budget-left"


def is_limited(shape: EarnRuleShape) -> bool:
    """Whether a rule has caps of its own or a budget."""
    return bool(shape.caps) or shape.budget is not None


def time_of(cap: CapShape) -> str:
    """Give the time a cap is for."""
    return next(word for word in cap.per if word != "member")


def something_left(lowering: Lowering, shape: EarnRuleShape, rule: Rule) -> Iterator[Node]:
    """Define what each limit leaves; give the tests that it is at least the smallest number of points."""
    step = t.const(Kind.POINTS, lowering.shape.numbers.points.step)
    for left in _lefts(lowering, shape, rule):
        yield t.compare(Comparison.GE, left, step)


def room(lowering: Lowering, shape: EarnRuleShape) -> Node | None:
    """Give the fewest points that ``at_most`` and the limits leave on the order, None without any."""
    found: list[Node] = [lowering.points(shape.at_most)] if shape.at_most is not None else []
    found += [lowering.fact(_cap_left(shape, cap)) for cap in shape.caps]
    found += [lowering.fact(f"{BUDGET_LEFT}.{shape.id}")] if shape.budget is not None else []
    return t.least(*found) if len(found) > 1 else found[0] if found else None


def held(lowering: Lowering, shape: EarnRuleShape, name: str, points: Node, scope: Scope, rule: Rule) -> Read:  # noqa: PLR0913, PLR0917 - a formula and what it is held to
    """Define ``name``, the points of a rule within its limits, and what it gives of the order."""
    most = room(lowering, shape)
    if most is not None:
        points = _shared(lowering, points, most, rule) if scope is Scope.LINE else t.least(points, most)
    made = lowering.builder.define(name, scope, points, rule)
    note_given(lowering, shape, lowering.builder.total(name) if scope is Scope.LINE else made, rule)
    return made


def note_given(lowering: Lowering, shape: EarnRuleShape, points: Node, rule: Rule) -> None:
    """Define how many whole points a limited rule gives; nothing to somebody who is no member."""
    if is_limited(shape):
        step = int(lowering.shape.numbers.points.step)
        whole = t.rounded(points, Rounding.UP, step)
        given = t.choose(lowering.fact("member.enrolled"), whole, NO_POINTS)
        lowering.builder.define(formula_of_count(GIVEN, shape.id), Scope.ORDER, given, rule)


def _shared(lowering: Lowering, points: Node, most: Node, rule: Rule) -> Node:
    """Give a line's part of what a rule may come to on an order: the lines before it are served first."""
    builder, name = lowering.builder, f"uncapped.{rule.id}"
    own = builder.define(name, Scope.LINE, points, rule)
    upto = builder.running(name)
    before = builder.define(f"{name}.before", Scope.LINE, t.sub(upto, own), rule, never_negative=True)
    # INVARIANT: what is reached never falls from one line to the next.
    return t.most(t.sub(t.least(upto, most), t.least(before, most)), NO_POINTS)


def _cap_left(shape: EarnRuleShape, cap: CapShape) -> str:
    return f"{CAP_LEFT}.{shape.id}.{time_of(cap)}"


def _lefts(lowering: Lowering, shape: EarnRuleShape, rule: Rule) -> Iterator[Node]:
    define, step = lowering.builder.define, int(lowering.shape.numbers.points.step)
    for cap in shape.caps:
        placed = Rule(rule.id, rule.label, cap.span)
        given = counted_points(lowering, history_of(GIVEN, f"{shape.id}.{time_of(cap)}"))
        left = t.sub(lowering.points(cap.at_most), given)
        yield define(_cap_left(shape, cap), Scope.ORDER, whole_points(left, step), placed)
    if shape.budget is not None:
        budget = next(each for each in lowering.shape.budgets if each.id == shape.budget)
        given = counted_points(lowering, history_of(BUDGET, budget.id))
        left = t.sub(t.const(Kind.POINTS, budget.whole_points), t.add(given, *_by_others(lowering, shape)))
        placed = Rule(rule.id, rule.label, budget.span)
        yield define(f"{BUDGET_LEFT}.{shape.id}", Scope.ORDER, whole_points(left, step), placed)


def whole_points(left: Node, step: int) -> Node:
    """Give what is left as points that can be booked, never below 0."""
    if left.den * step > 1:
        left = t.rounded(left, Rounding.DOWN, step)
    return t.most(left, NO_POINTS)


def counted_points(lowering: Lowering, name: str) -> Read:
    """Give the node of an input that says how many points were given before."""
    most = int(lowering.shape.numbers.limits.points)
    return lowering.builder.input(name, Scope.ORDER, t.read(name, Kind.POINTS, 1, 0, most))


def _by_others(lowering: Lowering, shape: EarnRuleShape) -> Iterator[Node]:
    """Give what the rules before this one take of the same budget on this order."""
    for other in rules_of(lowering.shape):
        given = lowering.builder.defined(formula_of_count(GIVEN, other.id))
        if other.budget == shape.budget and given is not None:
            yield given
