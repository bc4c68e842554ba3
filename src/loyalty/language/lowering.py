"""What every lowering needs: a sheet being built, the programme's facts, and dated values as nodes.

A lowering turns one part of a programme's shape into formulas. Each room owns its own
(`pricing.stages`, `earning.accrual`, `redemption.payment`, `pricing.plan`); this file owns
what they share, so that a fact, a dated value or a tier's benefit means the same everywhere.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from loyalty.kernel.money import currency
from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.dated import Dated
from loyalty.language.elaborate import elaborate
from loyalty.language.exchange.rates import Rate
from loyalty.language.facts import About, Environment, environment_of
from loyalty.language.findings import Finding, Span
from loyalty.language.occasions.belonging import SEGMENT, size_of
from loyalty.language.occasions.benefits import BENEFIT, benefit_read, benefits_of, stated
from loyalty.language.occasions.moments import DAY_MONTH, ORDER_DAY, WEEKDAY
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.segments import SegmentShape
from loyalty.language.shapes.tiers import TierShape
from loyalty.language.sheet import LocalText, Rule, Scope, SheetBuilder, names_read
from loyalty.language.syntax.syntax_tree import Expression, names_in
from loyalty.language.tables import ONLY_ROW, Table, lower_table
from loyalty.language.tree import Comparison, Kind, Node, Read

BELONGING = "segment."
"""What stands before the id of a segment in the formula of whether a member fits it."""

NO_TIER = "none"
"""The tier of somebody who is not a member; no ladder may use the word."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule that may or may not apply: the formula that says so, for the list of what did not.

    Where ``asked_by`` names a fact of the order, only an order in which it is not 0 asked for the rule.
    ``gives`` is what the rule gives, where that can be said whatever else holds: points, money, or a
    rate; where ``is_factor``, what points are multiplied by. Else ``result`` names the formula of it.
    Where ``is_cost``, that is what the rule would have charged.
    """

    formula: str
    rule: Rule
    scope: Scope
    asked_by: str | None = None
    gives: Node | None = None
    is_factor: bool = False
    result: str | None = None
    is_cost: bool = False


@dataclass(frozen=True, slots=True)
class Contestant:
    """A rule of which only the best of several counts on a line.

    ``step`` is the formula that holds the best so far once this rule had its turn: it rose
    where the rule took the lead. ``applies`` says whether the rule's own condition held (None:
    it has none), ``better`` that it is worth more than the best of all, which no loser is. Where
    ``won`` names a formula, that is 1 where the rule counts, whatever the steps. ``offers`` is
    what the rule would have given had it counted, a factor of points where ``is_factor``.
    """

    rule: Rule
    step: str
    applies: str | None
    better: Node
    offers: Node
    won: str | None = None
    is_factor: bool = False


@dataclass(frozen=True, slots=True)
class Taking:
    """A rule that takes something off the lines: ``taken`` is the formula of what, ``applies`` of when.

    ``some`` says that it takes anything: of a line where ``applies`` is of each line, else of the order.
    ``left`` names the line formulas of what was left to take it from when the rule had its turn.
    """

    rule: Rule
    applies: str
    taken: str
    some: Node
    left: tuple[str, ...] = ()


@dataclass(slots=True)
class Lowering:
    """One sheet on its way: formulas, conditions and findings of a programme's shape."""

    shape: ProgrammeShape
    tables: Mapping[str, Table]
    builder: SheetBuilder
    conditions: list[Condition] = field(default_factory=list)
    contests: list[tuple[Contestant, ...]] = field(default_factory=list)
    takings: list[Taking] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    environment: Environment = field(init=False)
    on_demand: dict[str, Callable[[], Read]] = field(default_factory=dict)
    """Facts the engine works out only where a rule reads them, by name."""
    rates: tuple[Rate, ...] = ()
    about: About = About.ORDER
    priced_on: Node | None = None
    """The day whose values dated amounts have, None: the order's day."""

    def __post_init__(self) -> None:
        """Make the names a rule may use; which of them are read is known only as rules are lowered."""
        self.environment = environment_of(self.shape, self.about)

    @property
    def minor(self) -> int:
        """How many minor units a major unit has."""
        return int(10 ** currency(self.shape.currency).exponent)

    @property
    def money_step(self) -> int:
        """The money step in minor units."""
        return int(self.shape.numbers.money.step * self.minor)

    def rule(self, rule_id: str, name: LocalText, span: Span | None) -> Rule:
        """Give the rule a formula belongs to."""
        return Rule(rule_id, MappingProxyType(dict(name)), span)

    def fact(self, name: str) -> Read:
        """Give the node that reads a fact: an input, or a formula for a fact that is derived."""
        made = self.builder.defined(name)
        if made is None and name in self.on_demand:
            made = self.on_demand[name]()
        if made is not None:
            return made
        if name.startswith(SEGMENT):
            return self._in_segment(name.removeprefix(SEGMENT))
        if name.startswith(BENEFIT):
            return self._benefit(name.removeprefix(BENEFIT))
        known = self.environment.names[name]
        declared = self.shape.facts.get(name)
        if declared is not None and declared.sum_of is not None:
            return self._sum_fact(name, declared.sum_of, declared.except_when, declared.span)
        return self.builder.input(name, known.scope, known.node)

    def expression(self, written: Expression, kind: Kind, scope: Scope) -> Node:
        """Give a rule's expression as a node of ``kind`` that may be read in ``scope``.

        Findings are kept; a node that cannot be is replaced by a constant, so that all
        findings of a programme come at once.
        """
        made = elaborate(written, self._knowing(written), kind, scope)
        self.findings.extend(made.findings)
        if made.node is None:
            return t.truth(value=False) if kind is Kind.TRUTH else t.const(kind, 0)
        return made.node

    def _knowing(self, written: Expression) -> Environment:
        """Give the names as this sheet has them: what a formula makes has that formula's own bounds."""
        names = dict(self.environment.names)
        for found in names_in(written):
            if found.name in names:
                names[found.name] = replace(names[found.name], node=self.fact(found.name))
        return replace(self.environment, names=names)

    def scope_of(self, node: Node) -> Scope:
        """Give LINE where a node reads anything of a line."""
        scopes = {self.builder.scope_of(n.name) for n in _reads(node)}
        return Scope.LINE if Scope.LINE in scopes else Scope.ORDER

    def when(  # noqa: PLR0913 - when a rule applies, all of it
        self,
        rule: Rule,
        test: Expression | None,
        days: tuple[date | None, date | None],
        scope: Scope,
        *,
        also: Node | None = None,
        further: Callable[[Node], Iterable[Node]] | None = None,
        asked_by: str | None = None,
        gives: Node | None = None,
        is_factor: bool = False,
    ) -> Read:
        """Define ``when.<rule>``: the rule's window and condition, at most in ``scope``; give its node.

        ``further`` makes more tests from these.
        """
        first, last = days
        parts: list[Node] = [] if also is None else [also]
        if first is not None:
            parts.append(_on(Comparison.GE, self.fact("order.day"), first))
        if last is not None:
            parts.append(_on(Comparison.LE, self.fact("order.day"), last))
        if test is not None:
            parts.append(self.expression(test, Kind.TRUTH, scope))
        if further is not None:
            parts.extend(further(t.all_of(*parts)))
        node = t.all_of(*parts)
        if names_read(node) & {WEEKDAY, DAY_MONTH}:
            # From which day on it applies is told as a distance from this one.
            self.fact(ORDER_DAY)
        own = self.scope_of(node)
        made = self.builder.define(f"when.{rule.id}", own, node, rule)
        if parts:
            self.conditions.append(Condition(f"when.{rule.id}", rule, own, asked_by, gives, is_factor))
        return made

    def given_by(self, rule: Rule, formula: str, *, is_cost: bool = False) -> None:
        """Keep which formula is what a rule gives, or charges, so that what it would can be worked out."""
        for place, condition in enumerate(self.conditions):
            if condition.rule.id == rule.id:
                self.conditions[place] = replace(condition, result=formula, is_cost=is_cost)

    def dated(self, values: Dated[Fraction], node_of: Callable[[Fraction], Node]) -> Node:
        """Give the value in force on the day that prices are asked for."""
        day = self.priced_on or self.fact("order.day")
        entries = values.entries
        node = node_of(entries[0][1])
        begins = entries[0][0]
        # An order is never before the programme's first day; a subscription may be.
        if begins is not None and (self.priced_on is not None or begins > self.shape.effective.from_):
            node = t.choose(_on(Comparison.GE, day, begins), node, t.refuse("no-value-yet", node.kind))
        for first, value in entries[1:]:
            assert first is not None  # noqa: S101 - only the first entry of a dated value may have no day
            node = t.choose(_on(Comparison.GE, day, first), node_of(value), node)
        return node

    def money(self, values: Dated[Fraction]) -> Node:
        """Give a dated amount, in minor units."""
        return self.dated(values, lambda v: t.const(Kind.MONEY, v * self.minor))

    def price(self, values: Dated[Fraction]) -> Node:
        """Give a dated unit price, in minor units for each unit."""
        return self.dated(values, lambda v: t.const(Kind.PRICE, v * self.minor))

    def number(self, values: Dated[Fraction]) -> Node:
        """Give a dated rate or factor."""
        return self.dated(values, lambda v: t.const(Kind.NUMBER, v))

    def points(self, values: Dated[Fraction]) -> Node:
        """Give a dated number of points."""
        return self.dated(values, lambda v: t.const(Kind.POINTS, v))

    def table(self, file: str, keys: Mapping[str, Node], nothing: Node, hit: str = ONLY_ROW) -> Node:
        """Give what a table gives by the nodes of its facts; of a dated one, on the day prices are of."""
        table = self.tables[file]
        on = (self.priced_on or self.fact(ORDER_DAY)) if table.dated else None
        return lower_table(table, keys, nothing, hit, on)

    def by_tier(self, pick: Callable[[TierShape], Dated[Fraction]], nobody: Fraction) -> Node:
        """Give a rate or factor of the member's tier; ``nobody``'s where there is none."""
        return self.of_tier(lambda step: self.number(pick(step)), t.const(Kind.NUMBER, nobody))

    def _benefit(self, name: str) -> Read:
        """Define ``tier.benefit.<id>``: what the member's tier gives of it, nothing where there is none."""
        shape, kind = self.shape, benefit_read(self.shape, name).kind

        def given(step: TierShape) -> Node:
            value = stated(shape, step, name) or Fraction(0)
            return t.truth(value=bool(value)) if kind is Kind.TRUTH else t.const(kind, value)

        nothing: Node = t.truth(value=False) if kind is Kind.TRUTH else t.const(kind, 0)
        declared = benefits_of(shape)[name]
        rule = self.rule(f"{BENEFIT}{name}", declared.name, declared.span)
        return self.builder.define(rule.id, Scope.ORDER, self.of_tier(given, nothing), rule)

    def of_tier(self, pick: Callable[[TierShape], Node], nobody: Node) -> Node:
        """Give what is picked of the member's tier, ``nobody``'s where there is none."""
        node = nobody
        if self.shape.tiers is None:
            return node
        if "member.tier" not in self.environment.names:
            finding = Finding(
                self.shape.tiers.span, "E603", "there are tiers, but no fact `member.tier`", "declare it"
            )
            self.findings.append(finding)
            return node
        tier, day = self.fact("member.tier"), self.priced_on
        # A tier's benefits are those of the day, also where a subscription keeps its prices.
        self.priced_on = None
        for step in self.shape.tiers.ladder:
            test = t.compare(Comparison.EQ, tier, t.text(step.name))
            node = t.choose(test, pick(step), node)
        self.priced_on = day
        return node

    def settled(self, exact: Node, mode: Rounding | None = None) -> Node:
        """Give money rounded once, as ``numbers.money`` says, or to its step by another ``mode``."""
        return t.rounded(exact, mode or self.shape.numbers.money.round, self.money_step)

    def whole(self, money: Node) -> Node:
        """Give money as it is where it counts whole minor units, else rounded once."""
        return money if money.den == 1 else self.settled(money)

    def shared(self, whole: Node, part: Node, total: Node, mode: Rounding | None = None) -> Node:
        """Give ``whole * part / total`` as money rounded once, as `settled` is; 0 where ``total`` is 0."""
        mode, step = mode or self.shape.numbers.money.round, self.money_step
        if step == 1:
            return t.ratio(whole, part, total, mode)
        in_steps = t.mul(whole, t.const(Kind.NUMBER, Fraction(1, step)))
        return t.mul(t.ratio(in_steps, part, total, mode), t.const(Kind.NUMBER, step))

    def belonging(self, segment: SegmentShape) -> Read:
        """Define ``segment.<id>``: whether what is known of a member fits a segment; give its node."""
        made = self.builder.defined(f"{BELONGING}{segment.id}")
        if made is not None:
            return made
        rule = self.rule(f"{BELONGING}{segment.id}", segment.name, segment.span)
        fits = self.expression(segment.when, Kind.TRUTH, Scope.ORDER)
        return self.builder.define(rule.id, Scope.ORDER, t.all_of(self.fact("member.enrolled"), fits), rule)

    def _in_segment(self, name: str) -> Read:
        """Define whether a member counts as one of a segment: it fits, and the segment is large enough."""
        segment = next(each for each in self.shape.segments if each.id == name)
        fits, size = self.belonging(segment), size_of(name)
        enough = t.compare(
            Comparison.GE,
            self.builder.input(size.name, Scope.ORDER, size),
            t.const(Kind.QUANTITY, segment.at_least_members),
        )
        rule = self.rule(f"{BELONGING}{name}", segment.name, segment.span)
        return self.builder.define(f"{SEGMENT}{name}", Scope.ORDER, t.all_of(fits, enough), rule)

    def _sum_fact(self, name: str, of: Expression, left_out: Expression | None, span: Span) -> Read:
        rule = Rule(name, MappingProxyType({"en": name, "zh-CN": name}), span)
        part = self.expression(of, Kind.MONEY, Scope.LINE)
        if left_out is not None:
            test = self.expression(left_out, Kind.TRUTH, Scope.LINE)
            part = t.choose(test, t.const(part.kind, 0), part)
        self.builder.define(f"{name}.part", Scope.LINE, self.whole(part), rule)
        return self.builder.define(name, Scope.ORDER, self.builder.total(f"{name}.part"), rule)


def _on(op: Comparison, asked: Node, day: date) -> Node:
    return t.compare(op, asked, t.const(Kind.DAY, day.toordinal()))


def _reads(node: Node) -> list[Read]:
    if isinstance(node, Read):
        return [node]
    return [found for child in t.children(node) for found in _reads(child)]
