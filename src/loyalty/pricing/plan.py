"""One period of a plan: its price, what usage costs, the tier's discount, fees, tax, total."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from loyalty.language import tree as t
from loyalty.language.dated import Dated
from loyalty.language.facts import denominator
from loyalty.language.lowering import Lowering
from loyalty.language.shapes.plans import PlanShape, TierDiscountShape, UsageShape
from loyalty.language.sheet import Rule, Scope, plain_rule
from loyalty.language.tree import Kind, Node
from loyalty.pricing.charge import SliceTemplate, lower_charge
from loyalty.pricing.fees import lower_fees
from loyalty.pricing.line import Category, LineTemplate
from loyalty.pricing.periods.recurring import ADD_ONS, PRICE, SEATS, lower_recurring
from loyalty.pricing.rows import CLOSED, FIRST_PERIOD, SUBSCRIBED, quantity_name
from loyalty.pricing.tax import lower_plan_tax

USAGE = "usage"
IS_CLOSED = "closed"
TOTAL = plain_rule("total", "Total", "合计")
PERIOD = plain_rule("period", "Period", "周期")


def lower_plan(
    lowering: Lowering, plan: PlanShape
) -> tuple[tuple[LineTemplate, ...], tuple[SliceTemplate, ...]]:
    """Define every formula of one period of ``plan``; give its lines and the slices of its charges."""
    closed = lowering.builder.input(CLOSED, Scope.ORDER, t.read(CLOSED, Kind.TRUTH))
    lowering.builder.define(IS_CLOSED, Scope.ORDER, closed, PERIOD)
    if plan.existing == "keep":
        day = t.read(SUBSCRIBED, Kind.DAY, 1, date.min.toordinal(), date.max.toordinal())
        lowering.priced_on = lowering.builder.input(SUBSCRIBED, Scope.ORDER, day)
    recurring = lower_recurring(lowering, plan, closed=lowering.fact(IS_CLOSED))
    lines = [*recurring.lines]
    slices = [*recurring.slices]
    for charge in plan.usage:
        line, pieces = _usage(lowering, plan, charge)
        lines.append(line)
        slices.extend(pieces)
    amounts = [lowering.fact(line.formula) for line in lines if line.category is Category.USAGE]
    nothing = t.const(Kind.MONEY, 0)
    # While a period runs, its use is not due yet.
    used = t.choose(lowering.fact(IS_CLOSED), t.add(nothing, *amounts), nothing)
    lowering.builder.define(USAGE, Scope.ORDER, used, TOTAL)
    lines.extend(_tier_discount(lowering, plan.tier_discount))
    first = None
    if any(fee.charged == "once" for fee in plan.fees):
        first = lowering.builder.input(FIRST_PERIOD, Scope.ORDER, t.read(FIRST_PERIOD, Kind.TRUTH))
    lines.extend(lower_fees(lowering, plan.fees, first_period=first))
    lines.extend(_total(lowering, plan, lines))
    return tuple(lines), tuple(slices)


def _usage(
    lowering: Lowering, plan: PlanShape, charge: UsageShape
) -> tuple[LineTemplate, tuple[SliceTemplate, ...]]:
    numbers = lowering.shape.numbers
    den = denominator(numbers.quantities.step)
    most = int(numbers.limits.quantity * den)
    name = quantity_name(charge.meter)
    quantity = lowering.builder.input(name, Scope.ORDER, t.read(name, Kind.QUANTITY, den, 0, most))
    declared = next((meter.name for meter in lowering.shape.meters if meter.id == charge.meter), None)
    rule = lowering.rule(f"{plan.id}.{charge.meter}", charge.name or declared or plan.name, charge.span)

    def money(values: Dated[Fraction], kind: Kind) -> Node:
        of_kind = {Kind.PRICE: lowering.price, Kind.NUMBER: lowering.number}
        return of_kind.get(kind, lowering.money)(values)

    mode = charge.terms.round

    def settled(exact: Node) -> Node:
        return lowering.settled(exact, mode)

    made, slices = lower_charge(
        lowering.builder,
        f"usage.{charge.meter}",
        charge.terms,
        quantity,
        money=money,
        settled=settled,
        rule=rule,
    )
    line = LineTemplate(
        made.name,
        Scope.ORDER,
        Category.USAGE,
        rule,
        purpose=f"use of {charge.meter}",
        shown_at_zero=True,
        shown_while=IS_CLOSED,
    )
    return line, slices


def _tier_discount(lowering: Lowering, shape: TierDiscountShape | None) -> Iterator[LineTemplate]:
    if shape is None:
        return
    rule = Rule("tier-discount", plain_rule("", "Member tier discount", "会员等级折扣").label, shape.span)
    rate = lowering.by_tier(lambda step: step.discount, Fraction(0))
    lowering.builder.define("tier.discount", Scope.ORDER, rate, rule)
    base = t.add(*(lowering.fact(name) for name in shape.applies_to))
    off: Node = lowering.settled(t.mul(base, lowering.fact("tier.discount")))
    if shape.at_most is not None:
        off = t.least(off, lowering.money(shape.at_most))
    lowering.builder.define("discount", Scope.ORDER, off, rule)
    yield LineTemplate("discount", Scope.ORDER, Category.DISCOUNT_MEMBER, rule, sign=-1)


def _total(lowering: Lowering, plan: PlanShape, lines: list[LineTemplate]) -> Iterator[LineTemplate]:
    define, nothing = lowering.builder.define, t.const(Kind.MONEY, 0)
    fees = (Category.MANDATORY_FEE, Category.OPTIONAL_FEE)
    charged = [lowering.fact(line.formula) for line in lines if line.category in fees]
    taken = [lowering.fact(line.formula) for line in lines if line.sign < 0]
    sums = [lowering.fact(name) for name in (PRICE, SEATS, ADD_ONS, USAGE)]
    net = t.add(*sums, *charged)
    define("total.net", Scope.ORDER, t.sub(net, t.add(*taken)) if taken else net, TOTAL)
    added: Node = nothing
    inside: Node = nothing
    if plan.tax is not None:
        line = lower_plan_tax(lowering, plan.tax, "total.net")
        inside, added = (
            (lowering.fact(line.formula), nothing) if line.inside else (nothing, lowering.fact(line.formula))
        )
        yield line
    define("total.tax_inside", Scope.ORDER, inside, TOTAL)
    define("total.tax_added", Scope.ORDER, added, TOTAL)
    define(
        "total.due", Scope.ORDER, t.add(lowering.fact("total.net"), lowering.fact("total.tax_added")), TOTAL
    )
    define("total.payable", Scope.ORDER, lowering.fact("total.due"), TOTAL)
