"""What every kind of discount stands on: the ground it is taken from, and whether and where it applies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.shapes.discounts import DiscountRuleShape, ReachedShape
from loyalty.language.sheet import Rule, Scope
from loyalty.language.syntax.syntax_tree import Expression
from loyalty.language.tree import Comparison, Kind, Node, Read
from loyalty.pricing.budgets import something_left
from loyalty.pricing.tax import line_rate

NO_UNITS: Final = t.const(Kind.QUANTITY, 0)
NO_MONEY: Final = t.const(Kind.MONEY, 0)
NO_RATE: Final = t.const(Kind.NUMBER, 0)
ONE: Final = t.const(Kind.NUMBER, 1)
FULL: Final = "line.list_amount"
"""What a line costs before any discount."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a line costs when a rule has its turn, and how much of that may be taken off."""

    rest: Read
    room: Read


@dataclass(frozen=True, slots=True)
class Offer:
    """What a rule takes off each line: the line formula ``formula``, never above the line's room.

    ``whole`` says that it is worked out for the order and then shared over lines.
    """

    rule: Rule
    formula: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """A rule on its turn: what it says, what it is taken from, the name of what it takes.

    ``selected`` says of a line whether the rule is about it, whether or not it applies.
    """

    lowering: Lowering
    shape: DiscountRuleShape
    rule: Rule
    ground: Ground
    name: str
    selected: Node

    def applying(self, *needs: Node, gives: Node | None = None) -> Read:
        """Define ``when.<rule>``: days, conditions, and what the kind itself needs; give its node.

        ``gives`` is the rate of what the rule takes off, where it is a rate.
        """
        shape, alone = self.shape, _asks_lines(self.shape)
        also = [*_conditions(self), *needs]
        scope = Scope.LINE if alone else Scope.ORDER
        days: tuple[date | None, date | None] = (shape.from_, shape.until)
        needed = t.all_of(*also) if also else None
        return self.lowering.when(self.rule, shape.when, days, scope, also=needed, gives=gives)

    def applying_by_line(self, need: Node, gives: Node | None = None) -> Read:
        """Define ``when.<rule>`` of each line by itself: of one that the rule is about, ``need`` too."""
        needs = (need,) if self.shape.lines is None else (self.selected, need)
        return self.applying(*needs, gives=gives)

    def chosen(self, applies: Node) -> Node:
        """Give whether the rule takes something off a line, where ``applies`` says whether it applies."""
        return applies if _asks_lines(self.shape) else t.all_of(applies, self.selected)

    def units(self, suffix: str, counts: Node) -> Read:
        """Define ``units.<rule><suffix>``: the quantity of the lines for which ``counts`` holds, else 0."""
        quantity = t.choose(counts, self.lowering.fact("line.quantity"), NO_UNITS)
        return self.line(f"units.{self.rule.id}{suffix}", quantity)

    def line(self, name: str, value: Node, *, never_negative: bool = True) -> Read:
        """Define a line formula of the rule."""
        return self.lowering.builder.define(name, Scope.LINE, value, self.rule, never_negative=never_negative)

    def order(self, name: str, value: Node) -> Read:
        """Define an order formula of the rule."""
        return self.lowering.builder.define(name, Scope.ORDER, value, self.rule)

    def part_of_rest(self, units: Node) -> Node:
        """Give what ``units`` of the line's quantity cost of its rest, rounded once."""
        return self.lowering.shared(self.ground.rest, units, self.lowering.fact("line.quantity"))

    def takes(self, money: Node) -> Offer:
        """Define the offer: exact ``money`` off each line by itself, rounded once."""
        off = t.least(self.lowering.whole(money), self.ground.room)
        return self._made(off if off.lo >= 0 else t.most(off, NO_MONEY))

    def _made(self, off: Node) -> Offer:
        self.line(self.name, off)
        return Offer(self.rule, self.name)

    def takes_of_order(self, whole: Node, over: Read) -> Offer:
        """Define the offer: ``whole`` off the order, no more than ``over`` of each line, and shared over it.

        Where the rule says so, ``whole`` is with tax or without, other than prices are stated:
        it is shared over what the lines are then, and each share is what that is of a price.
        """
        name, lowering = f"off.{self.rule.id}", self.lowering
        change = _tax_change(lowering, self.shape.tax)
        weight = over
        if change is not None:
            weight = self.line(f"{name}.taxed", _changed(lowering, over, change))
        taken = self.order(name, t.least(whole, lowering.builder.total(weight.name)))
        share = spread(lowering, name, taken, over=weight.name, rule=self.rule)
        if change is None:
            return Offer(self.rule, share.name, whole=True)
        all_of_it = t.compare(Comparison.EQ, share, weight)
        off = t.least(over, _changed(lowering, share, (change[1], change[0])))
        self.line(f"{name}.net", t.choose(all_of_it, over, off))
        return Offer(self.rule, f"{name}.net", whole=True)

    def takes_at_most(self, parts: Read) -> Offer:
        """Define the offer: ``parts`` off the lines, together at most what the rule says."""
        assert self.shape.at_most is not None  # noqa: S101 - asked by the caller
        return self.takes_of_order(self.lowering.money(self.shape.at_most), parts)

    def stated(self, amount: Node) -> Node:
        """Give an amount that the rule states, off a line, as prices are stated, rounded once."""
        change = _tax_change(self.lowering, self.shape.tax)
        return (
            self.lowering.whole(amount)
            if change is None
            else _changed(self.lowering, amount, (change[1], change[0]))
        )


def selection(lowering: Lowering, shape: DiscountRuleShape, rule: Rule) -> Node:
    """Give whether a line is one the rule is about; where ``lines`` says so, as ``lines.<rule>``."""
    asked = shape.lines
    if asked is None and _asks_lines(shape):
        asked = shape.when
        return t.truth(value=True) if asked is None else lowering.expression(asked, Kind.TRUTH, Scope.LINE)
    if asked is None:
        return t.truth(value=True)
    holds = lowering.expression(asked, Kind.TRUTH, Scope.LINE)
    return lowering.builder.define(f"lines.{rule.id}", Scope.LINE, holds, rule)


def at_least(count: Node, least: int) -> Node:
    """Give whether a number of units is enough."""
    return t.compare(Comparison.GE, count, t.const(count.kind, least))


def whole_sets(units: Node, size: int, most: int | None) -> Node:
    """Give the units in whole sets of ``size``, in at most so many sets."""
    sets = t.rounded(units, Rounding.DOWN, size)
    return sets if most is None else t.least(sets, t.const(Kind.QUANTITY, size * most))


def ranked_part(offered: Offered, pool: Read, allowed: Node, *, dearest: bool = False) -> Node:
    """Give how many of a line's units in ``pool`` are among the ``allowed`` cheapest of all lines."""
    before = ranked_before(offered, pool, dearest=dearest)
    left = t.sub(allowed, before)
    return t.least(pool, t.most(left, NO_UNITS))


def ranked_before(offered: Offered, pool: Read, *, dearest: bool) -> Read:
    """Define ``<pool>.before``: units of lines that come before a line by their unit price."""
    lowering, price = offered.lowering, offered.lowering.fact("line.unit_price")
    key = t.sub(t.const(Kind.PRICE, 0), price) if dearest else t.add(price, t.const(Kind.PRICE, 0))
    ranked = offered.line(f"{pool.name}.rank", key, never_negative=False)
    upto = lowering.builder.running(pool.name, by=ranked.name)
    return offered.line(f"{pool.name}.before", t.sub(upto, pool))


def spread(lowering: Lowering, name: str, whole: Node, *, over: str, rule: Rule) -> Read:
    """Define ``<name>.share``: a part of ``whole`` for each line, in proportion to the line formula ``over``.

    Cumulative: the shares add up to ``whole`` for any rounding, and none is below zero. Where
    ``whole`` is at most the sum of ``over``, no share is more than its line's.
    """
    builder = lowering.builder
    weight, total, upto = lowering.fact(over), builder.total(over), builder.running(over)
    first = builder.define(f"{name}.before", Scope.LINE, t.sub(upto, weight), rule, never_negative=True)
    below = builder.define(f"{name}.below", Scope.LINE, lowering.shared(whole, first, total), rule)
    reached = builder.define(f"{name}.upto", Scope.LINE, lowering.shared(whole, upto, total), rule)
    return builder.define(f"{name}.share", Scope.LINE, t.sub(reached, below), rule, never_negative=True)


def _asks_lines(shape: DiscountRuleShape) -> bool:
    return shape.lines is None and shape.each_line_alone


def _conditions(offered: Offered) -> Sequence[Node]:
    """Give what the order must be besides ``when``."""
    shape, made = offered.shape, []
    if shape.contains is not None:
        made.append(_some(offered, "contains", shape.contains))
    if shape.reached is not None:
        made.append(_reached(offered, shape.reached))
    if shape.lines is not None:
        made.append(_some(offered, "matching", offered.selected))
    made.extend(something_left(offered.lowering, shape, offered.rule))
    return made


def _some(offered: Offered, word: str, asked: Expression | Node) -> Node:
    """Give whether at least one line is so."""
    lowering = offered.lowering
    holds = asked if isinstance(asked, Node) else lowering.expression(asked, Kind.TRUTH, Scope.LINE)
    one = offered.line(f"{word}.{offered.rule.id}.line", t.choose(holds, ONE, NO_RATE))
    count = offered.order(f"{word}.{offered.rule.id}", lowering.builder.total(one.name))
    return t.compare(Comparison.GE, count, ONE)


def _reached(offered: Offered, shape: ReachedShape) -> Node:
    lowering, rule = offered.lowering, offered.rule
    if shape.amount is None:
        return _enough_units(offered, shape)
    part: Node = lowering.fact(FULL) if shape.measured == "before_discounts" else offered.ground.rest
    if shape.lines is not None:
        holds = lowering.expression(shape.lines, Kind.TRUTH, Scope.LINE)
        part = t.choose(holds, part, NO_MONEY)
    change = _tax_change(lowering, shape.tax)
    counted = part if change is None else _changed(lowering, part, change)
    line = offered.line(f"reached.{rule.id}.line", counted)
    come_to = offered.order(f"reached.{rule.id}", lowering.builder.total(line.name))
    return t.compare(Comparison.GE, come_to, lowering.money(shape.amount))


def _enough_units(offered: Offered, shape: ReachedShape) -> Node:
    """Give whether the lines that count are of enough units together."""
    lowering = offered.lowering
    counts: Node = t.truth(value=True)
    if shape.lines is not None:
        counts = lowering.expression(shape.lines, Kind.TRUTH, Scope.LINE)
    pool = offered.units(".reached", counts)
    total = offered.order(f"count.{offered.rule.id}.reached", lowering.builder.total(pool.name))
    return t.compare(Comparison.GE, total, t.const(Kind.QUANTITY, shape.units or 0))


def _tax_change(lowering: Lowering, tax: Literal["included", "excluded"] | None) -> tuple[Node, Node] | None:
    """Give what an amount of a line is multiplied and divided by to be with tax, or without.

    None where ``tax`` says nothing, or what prices say already.
    """
    basket = lowering.shape.basket
    taxes = basket.tax if basket is not None else ()
    contained = any(shape.prices == "include_tax" for shape in taxes)
    if tax is None or not taxes or contained is (tax == "included"):
        return None
    whole = t.add(ONE, line_rate(lowering, taxes))
    return (ONE, whole) if contained else (whole, ONE)


def _changed(lowering: Lowering, amount: Node, change: tuple[Node, Node]) -> Node:
    """Give an amount of a line multiplied and divided, rounded once."""
    times, by = change
    return lowering.settled(t.mul(amount, times)) if by is ONE else lowering.shared(amount, times, by)
