"""What is taken off a period: the tier's discount and coupons, percentages and amounts.

Percentages come from the tier first, then from coupons: those limited to meters, those limited to
plans or sums, the others; of equal ones as the file lists them; amounts in the same order.
``combine_coupons`` names how percentages meet: ``chain`` (each of what the ones before left), ``sum``
(each of what there was before the first, together at most all of it) or ``best`` (the one that takes
most off). Each is rounded once and never more than what is left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from loyalty.language import tree as t
from loyalty.language.lowering import Condition, Lowering
from loyalty.language.shapes.coupons import CouponShape
from loyalty.language.shapes.plans import PlanShape
from loyalty.language.sheet import Rule, Scope, plain_rule
from loyalty.language.tree import Comparison, Kind, Node, Read
from loyalty.pricing.charge_model import NO_MONEY
from loyalty.pricing.line import Category, LineTemplate
from loyalty.pricing.periods.part import Part, take
from loyalty.pricing.rows import coupon_active, coupon_left, coupon_used

TIER = plain_rule("tier-discount", "Member tier discount", "会员等级折扣")
TIER_FORMULA = "discount"


@dataclass(frozen=True, slots=True)
class _Percent:
    """A percentage: the formula of what it takes, the parts it is of, its rate, when, the most it takes."""

    formula: str
    rule: Rule
    category: Category
    over: tuple[Part, ...]
    rate: Node
    applies: Node
    asked_by: str | None = None
    at_most: Node | None = None


def meant(plan: PlanShape, coupon: CouponShape) -> bool:
    """Give whether a coupon may ever be taken off a plan."""
    limits = coupon.applies_to
    meters = {charge.meter for charge in plan.usage}
    has = {
        "price": plan.price is not None,
        "seats": plan.seats is not None,
        "add_ons": bool(plan.add_ons),
        "usage": bool(plan.usage),
    }
    if limits.plans and plan.id not in limits.plans:
        return False
    if not limits.sums and not limits.meters:
        return True
    return any(has[sum_] for sum_ in limits.sums) or not meters.isdisjoint(limits.meters)


def in_order(coupons: Sequence[CouponShape]) -> list[CouponShape]:
    """Give coupons in the order in which they are taken off."""

    def width(coupon: CouponShape) -> int:
        limits = coupon.applies_to
        return 0 if limits.meters else 1 if limits.plans or limits.sums else 2

    return sorted(coupons, key=width)


class Reductions:
    """The discounts and coupons of one plan, as their formulas are defined."""

    def __init__(self, lowering: Lowering, plan: PlanShape) -> None:
        """Take the tier's discount and the coupons that are meant for ``plan``."""
        self.lowering, self.plan = lowering, plan
        self.coupons = in_order([c for c in lowering.shape.coupons if meant(plan, c)])

    def percents(self, parts: Sequence[Part]) -> list[LineTemplate]:
        """Take the percentages off ``parts``; give their lines."""
        found = [*self._tier(parts)]
        for coupon in self.coupons:
            over = _over(coupon, parts)
            if coupon.percent is not None and over:
                found.append(self._percent(coupon, over, coupon.percent))
        combine = self.lowering.shape.combine_coupons
        if combine == "best" and len(found) > 1:
            return self._best(found)
        return self._each(found, of_the_whole=combine == "sum")

    def amounts(self, parts: Sequence[Part]) -> list[LineTemplate]:
        """Take the amounts off ``parts``, one after another; give their lines."""
        lines = []
        for coupon in self.coupons:
            over = _over(coupon, parts)
            if coupon.amount is None or not over:
                continue
            rule, applies = self._rule(coupon), self._applies(coupon)
            most = self.lowering.shape.numbers.limits.money * self.lowering.minor
            if coupon.rest == "carried":
                left = t.read(coupon_left(coupon.id), Kind.MONEY, 1, 0, int(most))
                amount: Node = self.lowering.builder.input(left.name, Scope.ORDER, left)
            else:
                amount = t.const(Kind.MONEY, coupon.amount * self.lowering.minor)
            name = coupon_used(coupon.id)
            off = t.choose(applies, t.least(amount, self._base(name, over, rule)), NO_MONEY)
            taken = take(self.lowering, name, off, over, rule)
            self.lowering.given_by(rule, taken.name)
            lines.append(_line(taken.name, Category.DISCOUNT_PUBLIC, rule))
        return lines

    def _tier(self, parts: Sequence[Part]) -> list[_Percent]:
        shape, lowering = self.plan.tier_discount, self.lowering
        if shape is None:
            return []
        rule = Rule(TIER.id, TIER.label, shape.span)
        rate = lowering.by_tier(lambda step: step.discount, Fraction(0))
        made = lowering.builder.define("tier.discount", Scope.ORDER, rate, rule)
        at_most = lowering.money(shape.at_most) if shape.at_most is not None else None
        over = tuple(part for part in parts if part.sum in shape.applies_to)
        always = t.truth(value=True)
        category = Category.DISCOUNT_MEMBER
        return [_Percent(TIER_FORMULA, rule, category, over, made, always, at_most=at_most)] if over else []

    def _percent(self, coupon: CouponShape, over: tuple[Part, ...], rate: Fraction) -> _Percent:
        return _Percent(
            coupon_used(coupon.id),
            self._rule(coupon),
            Category.DISCOUNT_PUBLIC,
            over,
            t.const(Kind.NUMBER, rate),
            self._applies(coupon, t.const(Kind.NUMBER, rate)),
            coupon_active(coupon.id),
        )

    def _each(self, percents: Sequence[_Percent], *, of_the_whole: bool) -> list[LineTemplate]:
        wholes = [t.add(*(part.left for part in percent.over)) for percent in percents]
        lines = []
        for percent, whole in zip(percents, wholes, strict=True):
            base = self._base(percent.formula, percent.over, percent.rule)
            off = self._off(percent, whole if of_the_whole else base)
            # More than there is left can only be taken of what was there before.
            off = t.least(off, base) if of_the_whole else off
            taken = take(self.lowering, percent.formula, off, percent.over, percent.rule)
            lines.append(_line(taken.name, percent.category, percent.rule))
        return lines

    def _best(self, percents: Sequence[_Percent]) -> list[LineTemplate]:
        """Take off the one that takes most; of equal ones the first."""
        builder = self.lowering.builder
        would: list[Read] = []
        for percent in percents:
            base = self._base(percent.formula, percent.over, percent.rule)
            off = self._off(percent, base)
            would.append(builder.define(f"{percent.formula}.alone", Scope.ORDER, off, percent.rule))
        lines = []
        for n, percent in enumerate(percents):
            beats = [t.compare(Comparison.GT, would[n], other) for other in would[:n]]
            holds = [t.compare(Comparison.GE, would[n], other) for other in would[n + 1 :]]
            best = builder.define(
                f"{percent.formula}.best", Scope.ORDER, t.all_of(*beats, *holds), percent.rule
            )
            if percent.asked_by is not None:
                condition = Condition(best.name, percent.rule, Scope.ORDER, percent.asked_by, gives=would[n])
                self.lowering.conditions.append(condition)
            off = t.choose(best, would[n], NO_MONEY)
            taken = take(self.lowering, percent.formula, off, percent.over, percent.rule)
            lines.append(_line(taken.name, percent.category, percent.rule))
        return lines

    def _off(self, percent: _Percent, base: Node) -> Node:
        """Give what a percentage alone takes off ``base``, rounded once."""
        off: Node = self.lowering.settled(t.mul(base, percent.rate))
        if percent.at_most is not None:
            off = t.least(off, percent.at_most)
        return t.choose(percent.applies, off, NO_MONEY)

    def _base(self, name: str, over: Sequence[Part], rule: Rule) -> Read:
        """Define what is left of some parts, which a reduction is of."""
        left = t.add(*(part.left for part in over))
        return self.lowering.builder.define(f"{name}.base", Scope.ORDER, left, rule)

    def _rule(self, coupon: CouponShape) -> Rule:
        return self.lowering.rule(coupon.id, coupon.name, coupon.span)

    def _applies(self, coupon: CouponShape, gives: Node | None = None) -> Node:
        """Define whether a coupon holds; one that nobody has is not spoken of."""
        name = coupon_active(coupon.id)
        active = self.lowering.builder.input(name, Scope.ORDER, t.read(name, Kind.TRUTH))
        days = (coupon.from_, coupon.until)
        return self.lowering.when(
            self._rule(coupon), None, days, Scope.ORDER, also=active, asked_by=name, gives=gives
        )


def _over(coupon: CouponShape, parts: Sequence[Part]) -> tuple[Part, ...]:
    """Give the parts a coupon is taken off; one without limits is taken off all there are."""
    limits = coupon.applies_to
    if not limits.sums and not limits.meters:
        return tuple(parts)
    meters = {f"usage.{meter}" for meter in limits.meters}
    return tuple(part for part in parts if part.sum in limits.sums or part.name in meters)


def _line(formula: str, category: Category, rule: Rule) -> LineTemplate:
    return LineTemplate(formula, Scope.ORDER, category, rule, sign=-1)
