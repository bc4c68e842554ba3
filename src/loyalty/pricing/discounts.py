"""Discounts of a basket: percentages of each line, then amounts off the order, spread over its lines.

``combine`` names how several percentages of one line meet: ``best`` (the largest alone),
``sum`` (each of the list amount, together at most all of it) or ``chain`` (each of what the
ones before left). The tier's discount comes first, then the rules as the file lists them.
Amounts off the order are spread by cumulative rounding: share i is R(c_i) - R(c_i-1), so
the shares add up whatever the rounding.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from loyalty.language import tree as t
from loyalty.language.facts import may_be_unknown
from loyalty.language.lowering import Contestant, Lowering
from loyalty.language.shapes.basket import DiscountRuleShape
from loyalty.language.sheet import Rule, Scope, plain_rule
from loyalty.language.tree import Comparison, Kind, Node
from loyalty.pricing.line import Candidate, Category, LineTemplate

TIER = plain_rule("tier-discount", "Member tier discount", "会员等级折扣")
NET = plain_rule("discounts", "Amount after discounts", "折后金额")
NET_OF_PERCENTS = "net"
_ZERO = t.const(Kind.NUMBER, 0)


@dataclass(frozen=True, slots=True)
class _Percent:
    """One percentage that may be taken off a line: its rule, whether it applies, its rate."""

    rule: Rule
    applies: Node
    rate: Node
    category: Category

    @property
    def condition(self) -> str | None:
        """The formula that says whether it applies, None where it always does."""
        return self.applies.name if isinstance(self.applies, t.Read) else None


def lower_discounts(lowering: Lowering, *, list_amount: str, amount: str) -> tuple[LineTemplate, ...]:
    """Define ``amount`` (the line after every discount); give the discount lines."""
    shape = lowering.shape.basket.discounts if lowering.shape.basket else None
    rules = shape.rules if shape else ()
    percents = [*_tier(lowering), *(_percent(lowering, rule) for rule in rules if rule.percent is not None)]
    combine = shape.combine if shape else "best"
    lines: list[LineTemplate] = []
    if percents and combine == "best":
        lines.append(_best(lowering, percents, list_amount))
    elif percents:
        lines.extend(_each(lowering, percents, list_amount, chained=combine == "chain"))
    taken = [lowering.fact(line.formula) for line in lines]
    net = t.sub(lowering.fact(list_amount), t.add(*taken)) if taken else lowering.fact(list_amount)
    amounts = [rule for rule in rules if rule.amount is not None]
    if not amounts:
        lowering.builder.define(amount, Scope.LINE, net, NET, never_negative=True)
        return tuple(lines)
    # INVARIANT: no percentage is over 100, so no discount is more than its line.
    lowering.builder.define(NET_OF_PERCENTS, Scope.LINE, net, NET, never_negative=True)
    lines.extend(_off_the_order(lowering, amounts, amount))
    return tuple(lines)


def _tier(lowering: Lowering) -> Iterator[_Percent]:
    tiers = lowering.shape.tiers
    if tiers is None or not any(any(step.discount.values) for step in tiers.ladder):
        return
    rate = lowering.by_tier(lambda step: step.discount, Fraction(0))
    made = lowering.builder.define("tier.discount", Scope.ORDER, rate, _placed(TIER, lowering))
    yield _Percent(_placed(TIER, lowering), t.truth(value=True), made, Category.DISCOUNT_MEMBER)


def _placed(rule: Rule, lowering: Lowering) -> Rule:
    tiers = lowering.shape.tiers
    return Rule(rule.id, rule.label, tiers.span if tiers else None)


def _percent(lowering: Lowering, shape: DiscountRuleShape) -> _Percent:
    assert shape.percent is not None  # noqa: S101 - chosen by the caller
    rule = lowering.rule(shape.id, shape.name, shape.span)
    applies = lowering.when(rule, shape.when, (shape.from_, shape.until), Scope.LINE)
    return _Percent(rule, applies, lowering.number(shape.percent), _category(lowering, f"when.{shape.id}"))


def _category(lowering: Lowering, formula: str) -> Category:
    """Give DISCOUNT_MEMBER where anything of a member's record decides, else DISCOUNT_PUBLIC."""
    behind = lowering.builder.facts_behind(formula)
    declared = lowering.shape.facts
    recorded = {name for name in behind & declared.keys() if may_be_unknown(name, declared[name])}
    if recorded or "member.enrolled" in behind:
        return Category.DISCOUNT_MEMBER
    return Category.DISCOUNT_PUBLIC


def _best(lowering: Lowering, percents: list[_Percent], list_amount: str) -> LineTemplate:
    best: Node = _ZERO
    candidates = []
    for percent in percents:
        name = f"discount.best.{percent.rule.id}"
        better = t.all_of(percent.applies, t.compare(Comparison.GT, percent.rate, best))
        best = lowering.builder.define(name, Scope.LINE, t.choose(better, percent.rate, best), percent.rule)
        candidates.append(Candidate(name, percent.rule, percent.category))
    lowering.contests.append(
        tuple(
            Contestant(p.rule, c.formula, p.condition, t.compare(Comparison.GT, p.rate, best))
            for p, c in zip(percents, candidates, strict=True)
        )
    )
    exact = t.mul(lowering.fact(list_amount), best)
    lowering.builder.define("discount", Scope.LINE, lowering.settled(exact), NET)
    return LineTemplate(
        "discount", Scope.LINE, Category.DISCOUNT_PUBLIC, NET, sign=-1, candidates=tuple(candidates)
    )


def _each(
    lowering: Lowering, percents: list[_Percent], list_amount: str, *, chained: bool
) -> Iterator[LineTemplate]:
    rest = whole = lowering.fact(list_amount)
    for percent in percents:
        rate = t.choose(percent.applies, percent.rate, _ZERO)
        off = lowering.settled(t.mul(rest if chained else whole, rate))
        name = f"discount.{percent.rule.id}"
        taken = lowering.builder.define(name, Scope.LINE, t.least(off, rest), percent.rule)
        rest = lowering.builder.define(
            f"rest.{percent.rule.id}", Scope.LINE, t.sub(rest, taken), percent.rule, never_negative=True
        )
        yield LineTemplate(name, Scope.LINE, percent.category, percent.rule, sign=-1)


def _off_the_order(lowering: Lowering, rules: list[DiscountRuleShape], amount: str) -> Iterator[LineTemplate]:
    """Take amounts off the order, one after another, each spread over what the last one left."""
    builder = lowering.builder
    for number, shape in enumerate(rules, start=1):
        assert shape.amount is not None  # noqa: S101 - chosen by the caller
        rule = lowering.rule(shape.id, shape.name, shape.span)
        over = NET_OF_PERCENTS if number == 1 else f"net.{rules[number - 2].id}"
        applies = lowering.when(rule, shape.when, (shape.from_, shape.until), Scope.ORDER)
        money = t.least(lowering.money(shape.amount), builder.total(over))
        off = t.choose(applies, money, t.const(Kind.MONEY, 0))
        name = f"off.{shape.id}"
        taken = builder.define(name, Scope.ORDER, off, rule, never_negative=True)
        share = spread(lowering, name, taken, over=over, rule=rule)
        left = amount if number == len(rules) else f"net.{shape.id}"
        # INVARIANT: a share of at most the whole is at most its line, since the line is whole money.
        builder.define(left, Scope.LINE, t.sub(lowering.fact(over), share), NET, never_negative=True)
        yield LineTemplate(
            f"{name}.share", Scope.LINE, _category(lowering, f"when.{shape.id}"), rule, sign=-1
        )


def spread(lowering: Lowering, name: str, whole: Node, *, over: str, rule: Rule) -> Node:
    """Define ``<name>.share``: a part of ``whole`` for each line, in proportion to the line formula ``over``.

    Cumulative: the shares add up to ``whole`` for any rounding, and none is below zero.
    """
    builder = lowering.builder
    weight, total, upto = lowering.fact(over), builder.total(over), builder.running(over)
    first = builder.define(f"{name}.before", Scope.LINE, t.sub(upto, weight), rule, never_negative=True)
    below = builder.define(f"{name}.below", Scope.LINE, lowering.shared(whole, first, total), rule)
    reached = builder.define(f"{name}.upto", Scope.LINE, lowering.shared(whole, upto, total), rule)
    return builder.define(f"{name}.share", Scope.LINE, t.sub(reached, below), rule, never_negative=True)
