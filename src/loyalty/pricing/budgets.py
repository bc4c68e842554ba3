"""Budgets of discounts: what is left of each for a rule, and what an order takes of it.

A rule takes off no more than is left of every budget it names. Rules that share a budget are
served in the order in which discounts are taken off, each of what those before it may take.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.occasions.moments import HISTORY
from loyalty.language.shapes.budgets import BudgetShape
from loyalty.language.shapes.discounts import DiscountRuleShape
from loyalty.language.shapes.programme import ProgrammeShape, discounts_of
from loyalty.language.sheet import Rule, Scope
from loyalty.language.tree import Comparison, Kind, Node, Read
from loyalty.pricing.line import LineTemplate

TAKEN = f"{HISTORY}taken."
"""What stands before the id of a budget in the input of what discounts took of it before."""
MONEY_LEFT, TIMES_LEFT, WITHIN, WON = "money-left", "times-left", "within", "won.line"
_TIMES_MAX = 10**9
_ONE, _NO_TIMES = t.const(Kind.QUANTITY, 1), t.const(Kind.QUANTITY, 0)
_NO_MONEY = t.const(Kind.MONEY, 0)


def taken_formula(rule: str) -> str:
    """Give the formula of what a rule takes off an order, of a rule with a budget."""
    return f"off.now.{rule}"


def taken_before(budget: str) -> str:
    """Give the name of the input of what was taken of a budget before."""
    return f"{TAKEN}{budget}"


def budgets_of(shape: ProgrammeShape, rule: DiscountRuleShape) -> list[BudgetShape]:
    """Give the budgets of a rule."""
    return [each for each in shape.budgets if each.id in rule.budget and each.is_of_discounts]


def most_of(budget: BudgetShape, minor: int) -> int:
    """Give what a budget has: money in minor units, of which a major one has ``minor``, or times."""
    return int(budget.money * minor) if budget.money is not None else budget.times or 0


def something_left(lowering: Lowering, shape: DiscountRuleShape, rule: Rule) -> Iterator[Node]:
    """Define what each budget of a rule leaves; give the tests that anything is left."""
    for budget in budgets_of(lowering.shape, shape):
        if "member" in budget.per:
            yield lowering.fact("member.enrolled")
        left = _left(lowering, shape, budget, rule)
        step = _ONE if budget.money is None else t.const(Kind.MONEY, lowering.money_step)
        yield t.compare(Comparison.GE, left, step)


def money_left(lowering: Lowering, shape: DiscountRuleShape) -> list[Node]:
    """Give what the budgets of money leave for a rule, after `something_left`."""
    money = (each for each in budgets_of(lowering.shape, shape) if each.money is not None)
    return [lowering.fact(f"{MONEY_LEFT}.{shape.id}.{budget.id}") for budget in money]


def held_lines(lowering: Lowering, shape: DiscountRuleShape, rule: Rule, formula: str) -> str:
    """Give the formula of what a rule with a budget takes off each line: of ``formula``, what is left.

    The lines before a line are served first.
    """
    builder, left = lowering.builder, money_left(lowering, shape)
    own: Node = lowering.fact(formula)
    if left:
        room = t.least(*left) if len(left) > 1 else left[0]
        upto = builder.running(formula)
        name = f"{WITHIN}.{rule.id}.before"
        before = builder.define(name, Scope.LINE, t.sub(upto, own), rule, never_negative=True)
        # INVARIANT: what is reached never falls from one line to the next.
        own = t.most(t.sub(t.least(upto, room), t.least(before, room)), _NO_MONEY)
    return builder.define(f"{WITHIN}.{rule.id}", Scope.LINE, own, rule).name


def held_of_order(lowering: Lowering, shape: DiscountRuleShape, rule: Rule, off: Node) -> Node:
    """Give what a rule takes off an order's fee, within its budgets."""
    if not shape.budget:
        return off
    held = t.least(off, *money_left(lowering, shape))
    return lowering.builder.define(f"{WITHIN}.{rule.id}", Scope.ORDER, held, rule)


def note_won(lowering: Lowering, rule: Rule, won: Node, value: Node) -> None:
    """Define what a rule with a budget takes off a line of which only the best rule counts."""
    lowering.builder.define(f"{WON}.{rule.id}", Scope.LINE, t.choose(won, value, _NO_MONEY), rule)


def note_taken(
    lowering: Lowering, rules: Iterable[DiscountRuleShape], lines: Iterable[LineTemplate]
) -> tuple[LineTemplate, ...]:
    """Define what each rule with a budget takes off the order, as the ``lines`` show it; give the lines."""
    lines = tuple(lines)
    for shape in rules:
        if shape.budget:
            rule = lowering.rule(shape.id, shape.name, shape.span)
            parts = [part for line in lines for part in _shown(lowering, line, shape.id)]
            lowering.builder.define(taken_formula(shape.id), Scope.ORDER, t.add(_NO_MONEY, *parts), rule)
    return lines


def _shown(lowering: Lowering, line: LineTemplate, rule: str) -> Iterator[Node]:
    """Give what a line of the explanation shows of a rule."""
    if any(each.rule.id == rule for each in line.candidates):
        line = replace(line, formula=f"{WON}.{rule}", scope=Scope.LINE)
    elif line.rule.id != rule:
        return
    formula = line.formula
    part: Node = lowering.builder.total(formula) if line.scope is Scope.LINE else lowering.fact(formula)
    if line.shown_while is not None:
        shown = t.compare(Comparison.EQ, lowering.fact(line.shown_while), t.const(Kind.NUMBER, 1))
        part = t.choose(shown, part, _NO_MONEY)
    yield part


def _left(lowering: Lowering, shape: DiscountRuleShape, budget: BudgetShape, rule: Rule) -> Read:
    """Define what a budget leaves for a rule, never below 0."""
    of_money, name = budget.money is not None, taken_before(budget.id)
    kind = Kind.MONEY if of_money else Kind.QUANTITY
    limit = int(lowering.shape.numbers.limits.money * lowering.minor) if of_money else _TIMES_MAX
    before = lowering.builder.input(name, Scope.ORDER, t.read(name, kind, 1, 0, limit))
    others = (_by_other(lowering, each, of_money=of_money) for each in _sharing(lowering, shape, budget))
    most = t.const(kind, most_of(budget, lowering.minor))
    left = t.most(t.sub(most, t.add(before, *others)), _NO_MONEY if of_money else _NO_TIMES)
    placed = Rule(rule.id, rule.label, budget.span)
    word = MONEY_LEFT if of_money else TIMES_LEFT
    return lowering.builder.define(f"{word}.{shape.id}.{budget.id}", Scope.ORDER, left, placed)


def _sharing(lowering: Lowering, shape: DiscountRuleShape, budget: BudgetShape) -> Iterator[Read]:
    """Give what the rules served before this one may take, of those that share its budget."""
    for other in discounts_of(lowering.shape):
        made = lowering.builder.defined(f"{WITHIN}.{other.id}")
        if made is not None and other.id != shape.id and budget.id in other.budget:
            yield made


def _by_other(lowering: Lowering, made: Read, *, of_money: bool) -> Node:
    by_line = lowering.builder.scope_of(made.name) is Scope.LINE
    off: Node = lowering.builder.total(made.name) if by_line else made
    return off if of_money else t.choose(t.compare(Comparison.GT, off, _NO_MONEY), _ONE, _NO_TIMES)
