"""The recipes: which stages make the sheet of a basket, a plan, an event, in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loyalty.earning.accrual import lower_accrual
from loyalty.earning.award import AwardTemplate
from loyalty.earning.events.occasion import lower_bought, lower_occasion
from loyalty.earning.referral import lower_referral
from loyalty.earning.wallets import lower_wallets
from loyalty.language import tree as t
from loyalty.language.exchange.rates import Rate
from loyalty.language.facts import About
from loyalty.language.findings import NOWHERE, Finding
from loyalty.language.lowering import Condition, Contestant, Lowering, Taking
from loyalty.language.shapes.earn import RedeemShape
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.plans import PlanShape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.sheet import Rule, Scope, Sheet, SheetBuilder
from loyalty.language.syntax.syntax_tree import names_in
from loyalty.language.tables import Table
from loyalty.language.tree import Kind, Node
from loyalty.pricing.charge import SliceTemplate
from loyalty.pricing.discount_kinds.offer import spread
from loyalty.pricing.line import LineTemplate
from loyalty.pricing.periods.conversion import lower_conversion
from loyalty.pricing.plan import lower_plan
from loyalty.pricing.rows import ROWS_MAX
from loyalty.pricing.stages import DUE, LINE_AMOUNT, lower_price
from loyalty.redemption.payment import BILL_DUE, MONEY, PAYABLE, PAYMENT, lower_payment
from loyalty.tiers.measure import lower_event_measures, lower_measure
from loyalty.vouchers.given import lower_given

BITS_MAX = 1200
"""The most binary digits of a formula's denominator and largest numerator together."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A lowered sheet with what its formulas mean, and every finding met on the way."""

    sheet: Sheet
    lines: tuple[LineTemplate, ...]
    awards: tuple[AwardTemplate, ...]
    conditions: tuple[Condition, ...]
    contests: tuple[tuple[Contestant, ...], ...]
    takings: tuple[Taking, ...]
    slices: tuple[SliceTemplate, ...]
    payment: Rule | None
    findings: tuple[Finding, ...]


def basket_recipe(shape: ProgrammeShape, tables: Mapping[str, Table]) -> Recipe:
    """Give the sheet of a basket: price, points as payment, accrual, vouchers for the next one."""
    lowering = Lowering(shape, tables, SheetBuilder("basket", shape.numbers.limits.lines))
    lines = lower_price(lowering)
    payment = lower_payment(lowering, shape.redeem, due=DUE)
    awards: tuple[AwardTemplate, ...] = ()
    if shape.earn is not None:
        awards = lower_accrual(lowering, shape.earn, paid_share=_paid_share(lowering, shape.redeem, payment))
    awards += lower_wallets(lowering)
    if shape.referral is not None:
        lower_referral(lowering, shape.referral, due=DUE)
    lower_given(lowering)
    lower_measure(lowering)
    _needed_later(lowering)
    return _recipe(lowering, lines, awards=awards, payment=payment)


def _needed_later(lowering: Lowering) -> None:
    """Read the facts of lines that an event may ask of later, so that the order keeps them."""
    for rule in lowering.shape.events:
        lines = rule.needs.lines if rule.needs is not None else None
        for name in sorted({each.name for each in names_in(lines)} if lines is not None else ()):
            if name.startswith("line."):
                lowering.fact(name)


def event_recipe(shape: ProgrammeShape, event: str) -> Recipe:
    """Give the sheet of an event: what each of its rules earns, and what it counts towards a tier."""
    lowering = Lowering(shape, {}, SheetBuilder(f"event {event}", 1), about=About.EVENT)
    awards = lower_occasion(lowering, event)
    lower_event_measures(lowering, event)
    return _recipe(lowering, (), awards=awards)


def bought_recipe(shape: ProgrammeShape, rule: EarnEventShape) -> Recipe | None:
    """Give the sheet that tells whether an order has a line that a rule needs, None where any does."""
    if rule.needs is None or rule.needs.lines is None:
        return None
    lines = shape.numbers.limits.lines
    lowering = Lowering(shape, {}, SheetBuilder(f"bought {rule.id}", lines), about=About.BOUGHT)
    lower_bought(lowering, rule)
    return _recipe(lowering, ())


def segments_recipe(shape: ProgrammeShape) -> Recipe | None:
    """Give the sheet of who fits which segment, whatever its size; None without segments."""
    if not shape.segments:
        return None
    lowering = Lowering(shape, {}, SheetBuilder("segments", 1))
    for segment in shape.segments:
        lowering.belonging(segment)
    return _recipe(lowering, ())


def plan_recipe(
    shape: ProgrammeShape,
    plan: PlanShape,
    tables: Mapping[str, Table],
    rates: tuple[Rate, ...] = (),
    *,
    alone: bool = False,
) -> Recipe:
    """Give the sheet of a plan: one period's price, usage, fees and tax, and how it may be paid.

    ``alone``: it is made of one charge whose terms stand alone, which may come to less than nothing.
    """
    lowering = Lowering(shape, tables, SheetBuilder(f"plan {plan.id}", ROWS_MAX), rates=rates)
    lines, slices = lower_plan(lowering, plan, alone=alone)
    limit = None
    if plan.points is not None:
        limit = t.mul(lowering.fact(DUE), lowering.number(plan.points.at_most))
    payment = lower_payment(lowering, shape.redeem if plan.points else None, due=DUE, limit=limit)
    lower_conversion(lowering, lowering.fact(PAYABLE))
    return _recipe(lowering, lines, slices=slices, payment=payment)


def payment_recipe(shape: ProgrammeShape, plan: PlanShape) -> Recipe | None:
    """Give the sheet by which points pay an invoice of a plan, None where they cannot.

    An invoice is due for several periods, so what is due is an input here.
    """
    if plan.points is None or shape.redeem is None:
        return None
    lowering = Lowering(shape, {}, SheetBuilder(f"payment {plan.id}", 1))
    most = int(shape.numbers.limits.money * lowering.minor)
    due = lowering.builder.input(BILL_DUE, Scope.ORDER, t.read(BILL_DUE, Kind.MONEY, 1, 0, most))
    lowering.builder.define(DUE, Scope.ORDER, due, PAYMENT)
    limit = t.mul(lowering.fact(DUE), lowering.number(plan.points.at_most))
    payment = lower_payment(lowering, shape.redeem, due=DUE, limit=limit)
    return _recipe(lowering, (), payment=payment)


def exchange_recipe(shape: ProgrammeShape, rates: tuple[Rate, ...]) -> Recipe | None:
    """Give the sheet that tells what an invoice leaves to pay in another currency, None without rates."""
    if shape.currencies is None:
        return None
    lowering = Lowering(shape, {}, SheetBuilder("exchange", 1), rates=rates)
    most = int(shape.numbers.limits.money * lowering.minor)
    payable = lowering.builder.input(BILL_DUE, Scope.ORDER, t.read(BILL_DUE, Kind.MONEY, 1, 0, most))
    lower_conversion(lowering, payable)
    return _recipe(lowering, ())


def _recipe(
    lowering: Lowering,
    lines: tuple[LineTemplate, ...],
    *,
    awards: tuple[AwardTemplate, ...] = (),
    slices: tuple[SliceTemplate, ...] = (),
    payment: Rule | None = None,
) -> Recipe:
    sheet = lowering.builder.sheet()
    findings = (*lowering.findings, *_too_fine(sheet))
    conditions, contests = tuple(lowering.conditions), tuple(lowering.contests)
    takings = tuple(lowering.takings)
    return Recipe(sheet, lines, awards, conditions, contests, takings, slices, payment, findings)


def _too_fine(sheet: Sheet) -> Iterator[Finding]:
    """Find the first formula whose exact value may take more digits than anybody can check."""
    for formula in sheet.formulas:
        bits = formula.tree.den.bit_length() + max(-formula.lo, formula.hi).bit_length()
        if bits > BITS_MAX:
            place = formula.rule.span or NOWHERE
            message = f"`{formula.rule.id}` makes a fraction of more than {BITS_MAX * 3 // 10} digits"
            yield Finding(place, "E604", message, "use fewer or rounder factors")
            return


def _paid_share(lowering: Lowering, shape: RedeemShape | None, payment: Rule | None) -> Node | None:
    """Give the part of each line that points pay, spread over what they may pay for."""
    if shape is None or payment is None or shape.earn_on != "money_paid":
        return None
    limits = names_in(shape.at_most.of) if shape.at_most is not None else ()
    parts = {f"{name.name}.part" for name in limits if lowering.builder.defined(f"{name.name}.part")}
    over = parts.pop() if len(parts) == 1 else LINE_AMOUNT
    return spread(lowering, MONEY, lowering.fact(MONEY), over=over, rule=payment)
