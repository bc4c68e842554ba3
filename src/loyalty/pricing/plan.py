"""One period of a plan: what recurs, what is used, how it is adjusted, tax, total."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from loyalty.language import tree as t
from loyalty.language.checks.signs import may_be_negative
from loyalty.language.dated import Dated
from loyalty.language.facts import denominator
from loyalty.language.lowering import Lowering
from loyalty.language.shapes.plans import PlanShape, UsageShape
from loyalty.language.sheet import Scope, plain_rule
from loyalty.language.tree import Kind, Node
from loyalty.pricing.charge import SliceTemplate, by_rows, lower_charge
from loyalty.pricing.charge_model import NO_MONEY, Counted
from loyalty.pricing.line import Category, LineTemplate
from loyalty.pricing.periods.adjusting import Adjusting
from loyalty.pricing.periods.crediting import lower_credits
from loyalty.pricing.periods.part import Part
from loyalty.pricing.periods.recurring import lower_recurring
from loyalty.pricing.periods.share import Share
from loyalty.pricing.periods.taxing import lower_period_taxes
from loyalty.pricing.rows import CELL_RULE, CLOSED, ROWS_MAX, SUBSCRIBED, cell_name, quantity_name

USAGE = "usage"
IS_CLOSED = "closed"
TOTAL = plain_rule("total", "Total", "合计")
PERIOD = plain_rule("period", "Period", "周期")


def lower_plan(
    lowering: Lowering, plan: PlanShape, *, alone: bool = False
) -> tuple[tuple[LineTemplate, ...], tuple[SliceTemplate, ...]]:
    """Define every formula of one period of ``plan``; give its lines and the slices of its charges.

    Of a charge that stands ``alone`` nothing lapses: below zero it is what is given.
    """
    closed = lowering.builder.input(CLOSED, Scope.ORDER, t.read(CLOSED, Kind.TRUTH))
    lowering.builder.define(IS_CLOSED, Scope.ORDER, closed, PERIOD)
    if plan.existing == "keep":
        day = t.read(SUBSCRIBED, Kind.DAY, 1, date.min.toordinal(), date.max.toordinal())
        lowering.priced_on = lowering.builder.input(SUBSCRIBED, Scope.ORDER, day)
    recurring = lower_recurring(lowering, plan, closed=lowering.fact(IS_CLOSED))
    lines = [*recurring.lines]
    slices = [*recurring.slices]
    parts, credits_ = [*recurring.parts], []
    for charge in plan.usage:
        line, pieces = _usage(lowering, plan, charge)
        lines.append(line)
        slices.extend(pieces)
        # While a period runs, its use is not due yet.
        due = t.choose(lowering.fact(IS_CLOSED), lowering.fact(line.formula), NO_MONEY)
        part = Part.of(line.formula, USAGE, due, line.rule, charge.taxed_as or plan.taxed_as)
        parts.append(part)
        if may_be_negative(charge.terms) and not alone:
            part.left = t.most(due, NO_MONEY)
            credits_.append(part)
    used = t.add(NO_MONEY, *(part.charged for part in parts if part.sum == USAGE))
    lowering.builder.define(USAGE, Scope.ORDER, used, TOTAL)
    lines.extend(lower_credits(lowering, credits_, parts))
    adjusting = Adjusting(lowering, plan, parts, closed=lowering.fact(IS_CLOSED))
    lines.extend(adjusting.run())
    # Taxes, rates and points are those of the day, also where a subscription keeps its prices.
    lowering.priced_on = None
    lines.extend(_total(lowering, plan, adjusting.parts))
    return tuple(lines), tuple(slices)


def _usage(
    lowering: Lowering, plan: PlanShape, charge: UsageShape
) -> tuple[LineTemplate, tuple[SliceTemplate, ...]]:
    declared = next((meter.name for meter in lowering.shape.meters if meter.id == charge.meter), None)
    rule = lowering.rule(f"{plan.id}.{charge.meter}", charge.name or declared or plan.name, charge.span)

    def money(values: Dated[Fraction], kind: Kind) -> Node:
        of_kind = {Kind.PRICE: lowering.price, Kind.NUMBER: lowering.number}
        return of_kind.get(kind, lowering.money)(values)

    mode = charge.terms.round

    def settled(exact: Node) -> Node:
        return lowering.settled(exact, mode)

    share = Share(lowering, prorated=plan.proration is not None)

    def shared(whole: Node) -> Node:
        return share.of(whole, mode) if plan.proration is not None else settled(share.of(whole))

    made, slices = lower_charge(
        lowering.builder,
        f"usage.{charge.meter}",
        charge.terms,
        _counted(lowering, charge),
        money=money,
        settled=settled,
        shared=shared if charge.prorated else None,
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


def _counted(lowering: Lowering, charge: UsageShape) -> Counted:
    """Give the quantities of a charge by name: inputs of the period, or of its rows."""
    numbers, rows = lowering.shape.numbers, by_rows(charge.terms)
    den = denominator(numbers.quantities.step)
    most = int(numbers.limits.quantity * den)

    def counted(name: str) -> Node:
        if rows:
            fact = cell_name(charge.meter, name)
            whole = t.read(fact, Kind.NUMBER, 1, 0, ROWS_MAX)
            node = whole if name == CELL_RULE else t.read(fact, Kind.QUANTITY, den, 0, most)
            return lowering.builder.input(fact, Scope.LINE, node)
        fact = quantity_name(charge.meter, name)
        return lowering.builder.input(fact, Scope.ORDER, t.read(fact, Kind.QUANTITY, den, 0, most))

    return counted


def _total(lowering: Lowering, plan: PlanShape, parts: Sequence[Part]) -> Iterator[LineTemplate]:
    define, nothing = lowering.builder.define, NO_MONEY
    define("total.net", Scope.ORDER, t.add(nothing, *(part.left for part in parts)), TOTAL)
    taxes = lower_period_taxes(lowering, plan, parts)
    yield from taxes
    inside = [lowering.fact(line.formula) for line in taxes if line.inside]
    added = [lowering.fact(line.formula) for line in taxes if not line.inside]
    define("total.tax_inside", Scope.ORDER, t.add(nothing, *inside), TOTAL)
    define("total.tax_added", Scope.ORDER, t.add(nothing, *added), TOTAL)
    define(
        "total.due", Scope.ORDER, t.add(lowering.fact("total.net"), lowering.fact("total.tax_added")), TOTAL
    )
