"""Coupons, and how a plan's price is adjusted: what they apply to exists, how they meet is said."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import get_args

from loyalty.language.checks.charges import first_above
from loyalty.language.findings import Finding, did_you_mean
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.coupons import AppliesToShape, CouponShape, Sum
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.plans import PlanShape, Stage
from loyalty.language.shapes.programme import ProgrammeShape

_SUMS: tuple[str, ...] = get_args(Sum)
_STAGES: tuple[str, ...] = get_args(Stage)
_ANY = frozenset({*_SUMS, "fees"})


def check_coupons(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with coupons, commitments and the order of adjustments."""
    for coupon in shape.coupons:
        yield from as_far_as_read(_applies(shape, coupon.applies_to))
    yield from as_far_as_read(_combined(shape))
    for plan in shape.plans:
        for part in (_order, _commitments):
            yield from as_far_as_read(part(shape, plan))


def _applies(shape: ProgrammeShape, limits: AppliesToShape) -> Iterator[Finding]:
    plans = [plan for plan in shape.plans if not limits.plans or plan.id in limits.plans]
    yield from _unknown(limits, "plans", limits.plans, "plan", [plan.id for plan in shape.plans])
    meters = [charge.meter for plan in plans for charge in plan.usage]
    yield from _unknown(limits, "meters", limits.meters, "meter", meters)


def _unknown(
    limits: AppliesToShape, key: str, named: Iterable[str], what: str, known: Iterable[str]
) -> Iterator[Finding]:
    for name in named:
        if name not in known:
            help_ = did_you_mean(name, known) or f"name a {what} that the coupon can meet"
            yield Finding(limits.place(key), "E426", f"no {what} `{name}` for this coupon", help_)


def _combined(shape: ProgrammeShape) -> Iterator[Finding]:
    if shape.combine_coupons is not None:
        return
    for plan in shape.plans:
        percents = [*_percents(shape, plan)]
        if any(first & second for first, second in combinations(percents, 2)):
            last = [coupon for coupon in _of(shape, plan) if coupon.percent is not None][-1]
            message = f"several percentages can meet on `{plan.id}`, and nothing says how"
            help_ = "write `combine_coupons: best`, `sum` or `chain`"
            yield Finding(last.place("percent"), "E427", message, help_)
            return


def _order(shape: ProgrammeShape, plan: PlanShape) -> Iterator[Finding]:
    if plan.order:
        if sorted(plan.order) != sorted(_STAGES):
            stages = ", ".join(f"`{stage}`" for stage in _STAGES)
            message = "`order` names each adjustment once"
            yield Finding(plan.place("order"), "E428", message, f"they are {stages}")
        return
    works_on = dict(_works_on(shape, plan))
    for first, second in combinations(works_on, 2):
        if works_on[first] & works_on[second]:
            message = f"`{first}` and `{second}` can meet on `{plan.id}`; which comes first changes the total"
            yield Finding(plan.span, "E429", message, "write `order`", warning=True)
            return


def _works_on(shape: ProgrammeShape, plan: PlanShape) -> Iterator[tuple[str, frozenset[str]]]:
    """Give the adjustments a plan has, in the usual order, with the sums that each is about."""
    percents = [*_percents(shape, plan)]
    if percents:
        yield "percent", frozenset().union(*percents)
    amounts = [_sums(coupon) for coupon in _of(shape, plan) if coupon.amount is not None]
    if amounts:
        yield "amount", frozenset().union(*amounts)
    if plan.minimum is not None:
        yield "minimum", frozenset(plan.minimum.counts)
    if plan.maximum is not None:
        yield "maximum", frozenset(plan.maximum.counts)
    if plan.fees:
        yield "fees", frozenset({"fees"})


def _of(shape: ProgrammeShape, plan: PlanShape) -> Iterator[CouponShape]:
    """Give the coupons that may meet a plan."""
    for coupon in shape.coupons:
        meters = {charge.meter for charge in plan.usage}
        limits = coupon.applies_to
        if limits.plans and plan.id not in limits.plans:
            continue
        if limits.sums or not limits.meters or not meters.isdisjoint(limits.meters):
            yield coupon


def _sums(coupon: CouponShape) -> frozenset[str]:
    """Give the sums a coupon is taken off; without limits also fees, where they come before it."""
    limits = coupon.applies_to
    if not limits.sums and not limits.meters:
        return _ANY
    return frozenset({*limits.sums, *(("usage",) if limits.meters else ())})


def _percents(shape: ProgrammeShape, plan: PlanShape) -> Iterator[frozenset[str]]:
    if plan.tier_discount is not None:
        yield frozenset(plan.tier_discount.applies_to)
    yield from (_sums(coupon) for coupon in _of(shape, plan) if coupon.percent is not None)


def _commitments(shape: ProgrammeShape, plan: PlanShape) -> Iterator[Finding]:
    least, most = plan.minimum, plan.maximum
    if least is not None and least.after is not None and plan.order:
        late = {"percent", "amount"}.intersection(plan.order[plan.order.index("minimum") :])
        if late:
            message = "the minimum counts after coupons, but `order` puts it before them"
            yield Finding(least.place("after"), "E450", message, "write `before: coupons`, or mend `order`")
    if least is not None and most is not None:
        below = first_above(least.amount, most.amount, shape.effective.from_)
        if below is not None:
            help_ = f"write `{decimal_text(below)}` or more, or lower `minimum`"
            yield Finding(most.place("amount"), "E450", "`maximum` is below `minimum`", help_)
