"""What an event earns by each of its rules: conditions, what must have been before, cards, streaks, limits.

A sheet of its own for every event that may be told of. Rules stand in the order of the file:
of a budget or a cap the later ones get what the earlier ones leave.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from loyalty.earning.award import NO_MONEY, NO_POINTS, AwardTemplate
from loyalty.earning.cards import reached, times_given
from loyalty.earning.counts import BUDGET, EARNED, history_of
from loyalty.earning.events.event import Why
from loyalty.earning.limits import BUDGET_LEFT, CAP_LEFT, counted_points, whole_points
from loyalty.earning.wallets import earned_formula
from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.occasions.moments import EVENT_DAY, HISTORY, ORDERS
from loyalty.language.shapes.earn import CapShape
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.programme import rules_for
from loyalty.language.shapes.wallets import POINTS
from loyalty.language.sheet import Rule, Scope, plain_rule
from loyalty.language.tree import Comparison, Kind, Node

BOUGHT = f"{HISTORY}bought."
"""What stands before the id of a rule in the number of orders that it needs."""
TOGETHER = plain_rule("together", "Points of the event", "本次活动积分")
FREE = plain_rule("event", "An event costs nothing", "活动本身不收费")
_MOST = 10**9
_ONE, _NONE = t.const(Kind.QUANTITY, 1), t.const(Kind.QUANTITY, 0)


def why_formula(why: Why, rule: str) -> str:
    """Give the name of the formula that is 0 where a rule gives nothing for this reason."""
    return f"why.{why}.{rule}"


def award_formula(rule: str) -> str:
    """Give the name of the formula of what a rule gives."""
    return f"award.{rule}"


def whole_formula(rule: str) -> str:
    """Give the name of the formula of what a rule would give without limits."""
    return f"uncapped.{rule}"


def budget_left_formula(rule: str) -> str:
    """Give the name of the formula of what a rule's budget leaves."""
    return f"{BUDGET_LEFT}.{rule}"


def lower_occasion(lowering: Lowering, event: str) -> tuple[AwardTemplate, ...]:
    """Define what every rule of an event gives, and the sum in each wallet; give the awards."""
    day = lowering.fact(EVENT_DAY)
    lowering.priced_on = day
    lowering.builder.define("filled", Scope.ORDER, t.truth(value=True), TOGETHER)
    made = _Made(lowering)
    for shape in rules_for(lowering.shape, event):
        made.rule(shape)
    for wallet, awards in made.by_wallet.items():
        name = "points.exact" if wallet == POINTS else f"points.exact.{wallet}"
        whole = lowering.builder.define(name, Scope.ORDER, t.add(NO_POINTS, *awards), TOGETHER)
        most = int(lowering.shape.numbers.limits.points)
        lowering.builder.define(earned_formula(wallet), Scope.ORDER, whole, TOGETHER, most=most)
    for total in ("due", "payable", "tax_inside", "tax_added"):
        lowering.builder.define(f"total.{total}", Scope.ORDER, NO_MONEY, FREE)
    return tuple(made.awards)


def lower_bought(lowering: Lowering, shape: EarnEventShape) -> None:
    """Define whether an order has a line that a rule needs."""
    assert shape.needs is not None  # noqa: S101 - chosen by the caller
    assert shape.needs.lines is not None  # noqa: S101 - as above
    rule = lowering.rule(shape.id, shape.name, shape.needs.span)
    test = lowering.expression(shape.needs.lines, Kind.TRUTH, Scope.LINE)
    lowering.builder.define(f"{BOUGHT}line", Scope.LINE, t.choose(test, _ONE, _NONE), rule)
    lowering.builder.define(f"{BOUGHT}{shape.id}", Scope.ORDER, lowering.builder.total(f"{BOUGHT}line"), rule)


@dataclass(slots=True)
class _Made:
    """The awards made so far, by the wallet they go to and the budget they come from."""

    lowering: Lowering
    awards: list[AwardTemplate] = field(default_factory=list)
    by_wallet: dict[str, list[Node]] = field(default_factory=dict)
    by_budget: dict[str, list[Node]] = field(default_factory=dict)

    def rule(self, shape: EarnEventShape) -> None:
        """Define when a rule applies, why it does not, and what it gives."""
        lowering, wallet = self.lowering, shape.wallet or POINTS
        rule = lowering.rule(shape.id, shape.name, shape.span)
        each, lefts = _points(lowering, shape), list(self._lefts(shape, wallet))
        step = t.const(Kind.POINTS, lowering.shape.numbers.points.step)
        tests = dict(_before(lowering, shape))

        def further(counts: Node) -> Iterator[Node]:
            tests[Why.CONDITION] = counts
            tests[Why.NOT_FULL] = t.all_of(*reached(lowering, shape, rule, counts))
            for why in (Why.CAP, Why.BUDGET):
                some = (t.compare(Comparison.GE, left, step) for by, left in lefts if by is why)
                tests[why] = t.all_of(*some)
            yield from (tests[why] for why in (Why.NOT_FULL, Why.CAP, Why.BUDGET))

        applies = lowering.when(
            rule,
            shape.when,
            (None, None),
            Scope.ORDER,
            also=t.all_of(*tests.values()),
            further=further,
            gives=each,
        )
        for why, test in tests.items():
            lowering.builder.define(why_formula(why, shape.id), Scope.ORDER, test, rule)
        times = times_given(lowering, shape, applies, rule)
        whole = lowering.builder.define(
            whole_formula(shape.id), Scope.ORDER, t.choose(applies, t.mul(each, times), NO_POINTS), rule
        )
        held = t.least(whole, *(left for _, left in lefts))
        award = lowering.builder.define(award_formula(shape.id), Scope.ORDER, held, rule)
        self.awards.append(AwardTemplate(award.name, Scope.ORDER, rule, wallet=wallet))
        self.by_wallet.setdefault(wallet, []).append(award)
        self.by_budget.setdefault(shape.budget or "", []).append(award)

    def _lefts(self, shape: EarnEventShape, wallet: str) -> Iterator[tuple[Why, Node]]:
        """Define what every limit leaves, each with the reason it is told by."""
        lowering, step = self.lowering, int(self.lowering.shape.numbers.points.step)
        define, earn = lowering.builder.define, lowering.shape.earn
        for cap in earn.caps if earn is not None and wallet == POINTS else ():
            time = next(word for word in cap.per if word != "member")
            if time != "order":
                left = t.sub(self._most(cap), self._taken(f"{HISTORY}points_{time}", self.by_wallet, wallet))
                rule = Rule(shape.id, TOGETHER.label, cap.span)
                name = f"{CAP_LEFT}.{shape.id}.{time}"
                yield Why.CAP, define(name, Scope.ORDER, whole_points(left, step), rule)
        for budget in lowering.shape.budgets:
            if budget.id == shape.budget:
                taken = self._taken(history_of(BUDGET, budget.id), self.by_budget, budget.id)
                left = t.sub(t.const(Kind.POINTS, budget.whole_points), taken)
                rule = Rule(shape.id, TOGETHER.label, budget.span)
                yield (
                    Why.BUDGET,
                    define(budget_left_formula(shape.id), Scope.ORDER, whole_points(left, step), rule),
                )

    def _taken(self, name: str, by: dict[str, list[Node]], of: str) -> Node:
        return t.add(counted_points(self.lowering, name), *by.get(of, ()))

    def _most(self, cap: CapShape) -> Node:
        """Give a cap, which is without end before its first day."""
        first = cap.at_most.first_day
        most = self.lowering.points(cap.at_most)
        if first is None:
            return most
        begun = t.compare(Comparison.GE, self.lowering.fact(EVENT_DAY), t.const(Kind.DAY, first.toordinal()))
        return t.choose(begun, most, t.const(Kind.POINTS, 2 * self.lowering.shape.numbers.limits.points))


def _before(lowering: Lowering, shape: EarnEventShape) -> Iterator[tuple[Why, Node]]:
    """Give the tests of days, of what must have been before, and of what must not."""
    day, first = (
        lowering.fact(EVENT_DAY),
        max(filter(None, (shape.from_, shape.points.first_day)), default=None),
    )
    days = [t.compare(Comparison.GE, day, t.const(Kind.DAY, first.toordinal()))] if first is not None else []
    if shape.until is not None:
        days.append(t.compare(Comparison.LE, day, t.const(Kind.DAY, shape.until.toordinal())))
    yield Why.NOT_IN_FORCE, t.all_of(*days)
    if shape.needs is not None:
        anything = shape.needs.lines is None and shape.needs.within is None
        name = ORDERS if anything else f"{BOUGHT}{shape.id}"
        bought = lowering.builder.input(name, Scope.ORDER, t.read(name, *_COUNT))
        yield Why.NO_ORDER, t.compare(Comparison.GE, bought, _ONE)
    if shape.once_per not in {"event", "card", "streak"}:
        time = "ever" if shape.once_per == "member" else shape.once_per
        name = history_of(EARNED, f"{shape.id}.{time}")
        earned = lowering.builder.input(name, Scope.ORDER, t.read(name, *_COUNT))
        yield Why.ALREADY, t.compare(Comparison.LE, earned, _NONE)


_COUNT = (Kind.QUANTITY, 1, 0, _MOST)


def _points(lowering: Lowering, shape: EarnEventShape) -> Node:
    """Give the points of the day; before the first value there are none, as the rule's days say."""
    (_, earliest), *later = shape.points.entries
    node: Node = t.const(Kind.POINTS, earliest)
    for first, value in later:
        assert first is not None  # noqa: S101 - only the first entry of a dated value may have no day
        begun = t.compare(Comparison.GE, lowering.fact(EVENT_DAY), t.const(Kind.DAY, first.toordinal()))
        node = t.choose(begun, t.const(Kind.POINTS, value), node)
    return node
