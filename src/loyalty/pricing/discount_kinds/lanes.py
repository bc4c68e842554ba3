"""A lane of discounts, the rules in it, and what they leave of each line on the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from loyalty.language import tree as t
from loyalty.language.facts import VOUCHER, may_be_unknown
from loyalty.language.lowering import Lowering, Taking
from loyalty.language.occasions.belonging import of_purchases
from loyalty.language.occasions.benefits import BENEFIT
from loyalty.language.shapes.discounts import DiscountRuleShape
from loyalty.language.sheet import Rule, Scope, plain_rule
from loyalty.language.tree import Node, Read
from loyalty.pricing.budgets import held_lines
from loyalty.pricing.discount_kinds import KINDS
from loyalty.pricing.discount_kinds.offer import NO_MONEY, Ground, Offer, Offered, selection
from loyalty.pricing.line import Category, LineTemplate

NET = plain_rule("discounts", "Amount after discounts", "折后金额")
TIER = plain_rule("tier-discount", "Member tier discount", "会员等级折扣")
TIER_RATE = "tier.discount"


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule of a lane, or the tier's own discount, which has no ``shape``."""

    rule: Rule
    shape: DiscountRuleShape | None = None

    @classmethod
    def of(cls, lowering: Lowering, shape: DiscountRuleShape) -> "Entry":
        """Give the entry of a rule."""
        return cls(lowering.rule(shape.id, shape.name, shape.span), shape)

    @property
    def is_rate(self) -> bool:
        """Whether it is a plain percentage of each line."""
        shape = self.shape
        return shape is None or (shape.kind == "percent" and shape.each_line_alone and not shape.budget)

    def rate(self, lowering: Lowering, ground: Ground) -> tuple[Node, Node]:
        """Give whether a plain percentage is taken off a line, and the percentage."""
        if self.shape is None or self.shape.percent is None:
            return t.truth(value=True), lowering.fact(TIER_RATE)
        selected = selection(lowering, self.shape, self.rule)
        offered = Offered(lowering, self.shape, self.rule, ground, "", selected)
        percent = lowering.number(self.shape.percent)
        return offered.chosen(offered.applying(gives=percent)), percent

    def takes(self, lowering: Lowering, taken: str, ground: Ground) -> None:
        """Keep which line formula is what the rule takes off ``ground``, so that taking nothing is told."""
        if self.shape is None:
            return
        applies = f"when.{self.rule.id}"
        by_line = lowering.builder.scope_of(applies) is Scope.LINE
        off = lowering.fact(taken) if by_line else lowering.builder.total(taken)
        some = t.compare(t.Comparison.GT, off, NO_MONEY)
        lowering.takings.append(Taking(self.rule, applies, taken, some, (ground.rest.name, ground.room.name)))

    def offer(self, lowering: Lowering, ground: Ground, name: str) -> Offer:
        """Define what the rule takes off each line, as ``name`` where it looks at each by itself."""
        if self.shape is None:
            exact = lowering.settled(t.mul(ground.rest, lowering.fact(TIER_RATE)))
            lowering.builder.define(name, Scope.LINE, t.least(exact, ground.room), self.rule)
            return Offer(self.rule, name)
        selected = selection(lowering, self.shape, self.rule)
        offer = KINDS[self.shape.kind](Offered(lowering, self.shape, self.rule, ground, name, selected))
        if self.shape.budget:
            offer = Offer(self.rule, held_lines(lowering, self.shape, self.rule, offer.formula), whole=True)
        self.takes(lowering, offer.formula, ground)
        lowering.given_by(self.rule, offer.formula)
        return offer

    def category(self, lowering: Lowering) -> Category:
        """Give what the discount is by the most that decides it, from facts of one person to none."""
        if self.shape is None:
            return Category.DISCOUNT_MEMBER
        builder, declared = lowering.builder, lowering.shape.facts
        deciding = (f"when.{self.rule.id}", f"lines.{self.rule.id}")
        behind = {name for formula in deciding for name in builder.facts_behind(formula)}
        recorded = {name for name in behind & declared.keys() if may_be_unknown(name, declared[name])}
        if any(of_purchases(name) for name in behind) or any(
            declared[name].label not in {None, "membership"} for name in recorded
        ):
            return Category.DISCOUNT_INDIVIDUAL
        if any(name.startswith(VOUCHER) for name in behind):
            return Category.VOUCHER
        if any(name.startswith(BENEFIT) for formula in deciding for name in builder.looked_at(formula)):
            return Category.TIER_BENEFIT
        member = bool(recorded) or "member.enrolled" in behind
        return Category.DISCOUNT_MEMBER if member else Category.DISCOUNT_PUBLIC

    def line(self, lowering: Lowering, offer: Offer, shown_while: str | None = None) -> LineTemplate:
        """Give the line that shows an offer."""
        category = self.category(lowering)
        return LineTemplate(offer.formula, Scope.LINE, category, self.rule, sign=-1, shown_while=shown_while)


@dataclass(frozen=True, slots=True)
class Lane:
    """Rules that meet in one way; ``after`` names what the lane leaves of each line."""

    combine: str
    entries: tuple[Entry, ...]
    after: str


class Track:
    """What is left of each line as discounts are taken off, one after another."""

    def __init__(self, lowering: Lowering, full: Read, floor: Read | None) -> None:
        """Begin with what a line costs at list; ``floor`` is what no discount takes it below."""
        self.lowering, self.floor = lowering, floor
        self._rest: Node = full
        self._name = ""

    def leave(self, rest: Node, name: str) -> None:
        """Keep what is left now, to be named so where anything asks for it."""
        self._rest, self._name = rest, name

    def ground(self) -> Ground:
        """Give what the next rule is taken from."""
        define = self.lowering.builder.define
        if not isinstance(self._rest, Read):
            # INVARIANT: no rule takes more than a line's room, which is at most what is left of it.
            self._rest = define(self._name, Scope.LINE, self._rest, NET, never_negative=True)
        if self.floor is None:
            return Ground(self._rest, self._rest)
        name = f"room.{self._rest.name}"
        room = self.lowering.builder.defined(name) or define(
            name, Scope.LINE, t.sub(self._rest, self.floor), NET, never_negative=True
        )
        return Ground(self._rest, room)

    def end(self, amount: str) -> None:
        """Define what a line costs after all of them."""
        self.lowering.builder.define(amount, Scope.LINE, self._rest, NET, never_negative=True)


def tier_entry(lowering: Lowering) -> Iterator[Entry]:
    """Define the tier's rate and give its entry, nothing where no tier has a discount."""
    tiers = lowering.shape.tiers
    if tiers is None or not any(any(step.discount.values) for step in tiers.ladder):
        return
    rule = Rule(TIER.id, TIER.label, tiers.span)
    rate = lowering.by_tier(lambda step: step.discount, Fraction(0))
    lowering.builder.define(TIER_RATE, Scope.ORDER, rate, rule)
    yield Entry(rule)
