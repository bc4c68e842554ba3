"""Plans: terms of usage hold together, unprotected volume prices are waived, fees fit where they stand."""

from collections.abc import Iterator
from typing import Final

from loyalty.language.checks.charges import check_terms, crossed, no_window
from loyalty.language.checks.days import attributes_of, parts_of
from loyalty.language.checks.falling import falling
from loyalty.language.checks.signs import may_be_negative
from loyalty.language.dated import Dated
from loyalty.language.facts import is_derived, may_be_unknown
from loyalty.language.findings import Finding, did_you_mean
from loyalty.language.shapes.basket import FeeShape, TaxShape
from loyalty.language.shapes.charges import MatrixTerms, PercentageTerms
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.plans import PlanShape, UsageShape
from loyalty.language.shapes.programme import ProgrammeShape

_SHARE: Final = "such as `proration: {basis: day, on_change: at_period_end}` beside `price`"
"""What says what a share of a period costs."""


def check_plans(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with plans and with fees."""
    yield from as_far_as_read(_basket(shape))
    for plan in shape.plans:
        for part in (_price, _fees, _usage, _tier_discount, _seats, _points, _existing, _allowances):
            yield from as_far_as_read(part(shape, plan))


def _basket(shape: ProgrammeShape) -> Iterator[Finding]:
    for fee in shape.basket.fees if shape.basket is not None else ():
        if fee.is_read("charged") and fee.charged == "once":
            yield Finding(
                fee.place("charged"), "E420", "`charged: once` is for the fees of plans", "take it out"
            )
        if fee.is_read("prorated") and fee.prorated:
            yield Finding(fee.place("prorated"), "E461", "`prorated` is for the fees of plans", "take it out")
        if fee.is_read("lines") and fee.is_read("each") and fee.lines is not None and fee.each != "unit":
            yield Finding(
                fee.place("lines"),
                "E210",
                "`lines` needs `each: unit` beside it",
                "write both, or take `lines` out",
            )
        yield from as_far_as_read(_limits(fee, shape))
        yield from as_far_as_read(_waits(fee, shape))


def _waits(fee: FeeShape, shape: ProgrammeShape) -> Iterator[Finding]:
    """Give facts that a fee cannot wait for, since no request states them."""
    stated = [
        name
        for name, fact in shape.facts.items()
        if not is_derived(name, fact) and not may_be_unknown(name, fact)
    ]
    for name in fee.calculable_when:
        if name not in stated:
            help_ = did_you_mean(name, stated) or "name a fact of the sale that is declared under `facts`"
            message = f"`{name}` is no fact that a quote may state"
            yield Finding(fee.place("calculable_when"), "E303", message, help_)


def _price(_: ProgrammeShape, plan: PlanShape) -> Iterator[Finding]:
    price = plan.price
    if price is None or price.anchor != "calendar":
        return
    if price.is_read("every") and not price.every.of_the_calendar:
        message = f"the calendar has no periods of {price.every}"
        help_ = "such as `week`, `month`, `quarter`, `6 months`, `year`; or `anchor: anniversary`"
        yield Finding(price.place("every"), "E440", message, help_)
    if plan.proration is None:
        message = "with the calendar the first period is a share of one, but there is no `proration`"
        yield Finding(price.place("anchor"), "E441", message, _SHARE)


def _fees(shape: ProgrammeShape, plan: PlanShape) -> Iterator[Finding]:
    for fee in plan.fees:
        if fee.is_read("each") and fee.each == "unit":
            message = "a period has no lines whose units could pay a fee"
            yield Finding(fee.place("each"), "E461", message, "write a charge of a meter")
        if fee.is_read("calculable_when") and fee.calculable_when:
            message = "a period is billed when everything is known"
            yield Finding(fee.place("calculable_when"), "E461", message, "take it out")
        yield from as_far_as_read(_limits(fee, shape))
        if fee.is_read("prorated") and fee.prorated and plan.proration is None:
            message = f"`{fee.id}` is prorated, but the plan has no `proration`"
            yield Finding(fee.place("prorated"), "E461", message, _SHARE)


def _usage(shape: ProgrammeShape, plan: PlanShape) -> Iterator[Finding]:
    for use in plan.usage:
        if use.is_read("terms"):
            yield from as_far_as_read(check_terms(use.terms))
            yield from as_far_as_read(_single_events(shape, use))
        if use.is_read("prorated") and use.prorated and plan.proration is None:
            message = f"`{use.meter}` is prorated, but the plan has no `proration`"
            yield Finding(use.place("prorated"), "E461", message, _SHARE)
        if use.is_read("terms"):
            yield from as_far_as_read(_unprotected(shape, plan, use))


def _tier_discount(shape: ProgrammeShape, plan: PlanShape) -> Iterator[Finding]:
    discount = plan.tier_discount
    if discount is None:
        return
    if discount.is_read("applies_to") and len(set(discount.applies_to)) < len(discount.applies_to):
        message = "a tier's discount is taken off each sum once"
        yield Finding(discount.place("applies_to"), "E412", message, "name each once")
    if shape.tiers is None:
        message = "a tier's discount, but there are no `tiers`"
        yield Finding(discount.span, "E412", message, "write `tiers`, or take `tier_discount` out")


def _allowances(_: ProgrammeShape, plan: PlanShape) -> Iterator[Finding]:
    charged = [charge.meter for charge in plan.usage if charge.is_read("meter")]
    for allowance in plan.allowances:
        if allowance.is_read("meter") and allowance.meter not in charged:
            help_ = (
                did_you_mean(allowance.meter, charged)
                or "name a meter of the plan's `usage`; `unit: 0` is free"
            )
            message = f"the plan does not charge for `{allowance.meter}`"
            yield Finding(allowance.place("meter"), "E433", message, help_)


def _seats(_: ProgrammeShape, plan: PlanShape) -> Iterator[Finding]:
    seats = plan.seats
    if seats is None or not seats.is_read("terms"):
        return
    if plan.price is not None and plan.price.per == "seat":
        yield Finding(seats.span, "E425", "seats have a price already, `per: seat`", "write one of them")
    terms = seats.terms
    yield from as_far_as_read(check_terms(terms))
    yield from as_far_as_read(no_window(terms, "seats"))
    if may_be_negative(terms):
        message = "seats cost nothing at least"
        yield Finding(terms.place("negative"), "E425", message, "take `negative` out")
    for word in ("round", "round_each_band"):
        if getattr(terms, word, None):
            message = f"seats are rounded once, for each stretch of time; they have no `{word}`"
            yield Finding(terms.place(word), "E425", message, "take it out")


def _points(shape: ProgrammeShape, plan: PlanShape) -> Iterator[Finding]:
    if plan.points is not None and shape.redeem is None:
        message = "points are to pay for the plan, but nothing says what they are worth"
        yield Finding(plan.points.span, "E461", message, "write `redeem`")


def _single_events(shape: ProgrammeShape, use: UsageShape) -> Iterator[Finding]:
    """Find a meter that makes another thing of events than their sum, where they are charged one by one."""
    terms = use.terms
    inner = [cell.terms for cell in terms.cells] if isinstance(terms, MatrixTerms) else [terms]
    if isinstance(terms, MatrixTerms) and terms.otherwise is not None:
        inner.append(terms.otherwise)
    if not any(isinstance(part, PercentageTerms) for part in inner):
        return
    for meter in shape.meters:
        more = (meter.group_by, meter.carry, meter.convert, meter.round, meter.below_zero)
        if meter.id == use.meter and (meter.aggregate != "sum" or any(more)):
            message = f"`percentage` takes the events of `{meter.id}` one by one"
            yield Finding(use.place("meter"), "E454", message, "declare a meter with `aggregate: sum` alone")


def _existing(_: ProgrammeShape, plan: PlanShape) -> Iterator[Finding]:
    """Find values that change while nobody says whether a subscription that is there keeps the old ones."""
    if plan.existing is not None:
        return
    for part in parts_of(plan):
        if isinstance(part, TaxShape):  # the law changes it, for everybody
            continue
        for name in attributes_of(part):
            value = getattr(part, name)
            if isinstance(value, Dated) and len(value.entries) > 1:
                message = f"`{name.rstrip('_')}` changes, and nothing says whether subscriptions keep it"
                help_ = "write `existing: keep` or `existing: move` beside the plan's `price`"
                yield Finding(value.places[1], "E424", message, help_)
                return


def _limits(fee: FeeShape, shape: ProgrammeShape) -> Iterator[Finding]:
    low, high = fee.at_least, fee.at_most
    if low is None or high is None:
        return
    yield from crossed(fee, ("at_least", low), ("at_most", high), shape.effective.from_)


def _unprotected(shape: ProgrammeShape, plan: PlanShape, use: UsageShape) -> Iterator[Finding]:
    found = falling(use.terms, shape.effective.from_)
    where = f"{plan.id}.{use.meter}"
    waived = any(w.constraint == "more_never_costs_less" and w.where == where for w in shape.waivers)
    if found is not None and not waived:
        help_ = f"{found.remedy}, or waive `more_never_costs_less` where `{where}`"
        yield Finding(found.place, "E407", found.message, help_)
