"""Plans: terms of usage hold together, unprotected volume prices are waived, fees fit where they stand."""

from collections.abc import Iterator

from loyalty.language.checks.charges import check_terms
from loyalty.language.checks.falling import falling
from loyalty.language.findings import Finding
from loyalty.language.shapes.basket import FeeShape
from loyalty.language.shapes.plans import PlanShape, TierDiscountShape, UsageShape
from loyalty.language.shapes.programme import EffectiveShape, ProgrammeShape


def check_plans(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with plans and with fees."""
    for fee in shape.basket.fees if shape.basket else ():
        if fee.charged == "once":
            yield Finding(fee.place("charged"), "E420", "`charged: once` is for the fees of plans")
        yield from _limits(fee, shape.effective)
    for plan in shape.plans:
        for fee in plan.fees:
            yield from _limits(fee, shape.effective)
        for use in plan.usage:
            yield from check_terms(use.terms)
            yield from _unprotected(shape, plan, use)
        if plan.tier_discount is not None:
            yield from _tier_discount(plan.tier_discount, has_tiers=shape.tiers is not None)


def _tier_discount(discount: TierDiscountShape, *, has_tiers: bool) -> Iterator[Finding]:
    if not has_tiers:
        yield Finding(discount.span, "E412", "a tier's discount, but there are no `tiers`")
    if len(set(discount.applies_to)) < len(discount.applies_to):
        yield Finding(discount.place("applies_to"), "E412", "a tier's discount is taken off each sum once")


def _limits(fee: FeeShape, effective: EffectiveShape) -> Iterator[Finding]:
    low, high = fee.at_least, fee.at_most
    if low is None or high is None:
        return
    changes = {day for values in (low, high) for day, _ in values.entries if day is not None}
    for day in sorted({effective.from_, *changes}):
        if low.exists(day) and high.exists(day) and low.at(day) > high.at(day):
            yield Finding(fee.place("at_most"), "E206", "`at_most` is below `at_least`")
            return


def _unprotected(shape: ProgrammeShape, plan: PlanShape, use: UsageShape) -> Iterator[Finding]:
    found = falling(use.terms, shape.effective.from_)
    where = f"{plan.id}.{use.meter}"
    waived = any(w.constraint == "more_never_costs_less" and w.where == where for w in shape.waivers)
    if found is not None and not waived:
        help_ = f"{found.remedy}, or waive `more_never_costs_less` where `{where}`"
        yield Finding(found.place, "E407", found.message, help_)
