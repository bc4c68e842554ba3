"""What a programme says about subscribing to a plan, apart from what it costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal
from zoneinfo import ZoneInfo

from loyalty.decision.refusals import Misfit, RequestMisfit, UnknownPlan
from loyalty.kernel.period import day_start
from loyalty.kernel.refusal import Refusal
from loyalty.language.findings import not_known
from loyalty.language.shapes.coupons import CouponShape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.values import Duration, Interval
from loyalty.subscriptions.refusals import NotForSubscription, RecurringConsentMissing, UnknownAddOn
from loyalty.subscriptions.schedule import Rhythm
from loyalty.subscriptions.share import Basis
from loyalty.subscriptions.timeline import Segment


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan's words on periods and changes; without ``basis`` it has no shares of a period.

    ``add_ons`` are the ids of what may be had besides.
    """

    plan: str
    rhythm: Rhythm
    basis: Basis | None = None
    on_change: Literal["credit_and_charge", "at_period_end"] | None = None
    back_dated: Duration | None = None
    trial: Duration | None = None
    add_ons: tuple[str, ...] = ()

    def check_add_ons(self, asked: Iterable[str]) -> None:
        """Raise UnknownAddOn for the first add-on that the plan does not have."""
        for name in asked:
            if name not in self.add_ons:
                sentence = f"The plan `{self.plan}` has no add-on `{name}`"
                raise UnknownAddOn(not_known(sentence, name, self.add_ons), plan=self.plan)


def offer_of(shape: ProgrammeShape, plan: str) -> Offer:
    """Give a plan's offer. Raises UnknownPlan, and NotForSubscription for a plan without a price."""
    found = next((one for one in shape.plans if one.id == plan), None)
    if found is None:
        known = [one.id for one in shape.plans]
        raise UnknownPlan(not_known(f"The programme has no plan `{plan}`", plan, known))
    if found.price is None:
        raise NotForSubscription(f"The plan `{plan}` has no recurring price.", plan=plan)
    rhythm = Rhythm(found.price.every, found.price.anchor)
    words = found.proration
    add_ons = tuple(one.id for one in found.add_ons)
    if words is None:
        return Offer(plan, rhythm, trial=found.trial, add_ons=add_ons)
    return Offer(plan, rhythm, words.basis, words.on_change, words.back_dated, found.trial, add_ons)


def has_seats(shape: ProgrammeShape, plan: str) -> bool:
    """Whether a plan has seats."""
    return any(one.has_seats for one in shape.plans if one.id == plan)


def check_seats(shape: ProgrammeShape, plan: str, seats: Fraction | int | None) -> None:
    """Raise RequestMisfit for other seats than one of a plan that has none; of no plan nothing is said."""
    if seats in {None, 1} or has_seats(shape, plan) or not any(one.id == plan for one in shape.plans):
        return
    with_seats = [f"`{one.id}`" for one in shape.plans if has_seats(shape, one.id)]
    hint = f"; plans with seats: {', '.join(with_seats)}" if with_seats else ""
    raise RequestMisfit(
        (Misfit("/seats", "no-seats", f"the plan `{plan}` has no seats", f"leave `seats` out{hint}"),)
    )


def not_sold(shape: ProgrammeShape, segment: Segment) -> Refusal | None:
    """Give why a period cannot be had any more: its plan, or an add-on held in it; None where it can."""
    try:
        offer = offer_of(shape, segment.plan)
        for stretch in segment.stretches:
            offer.check_add_ons(stretch.add_ons)
    except (UnknownPlan, UnknownAddOn, NotForSubscription) as refusal:
        return refusal
    return None


def not_agreed(shape: ProgrammeShape, plan: str, agreed: Rhythm) -> RecurringConsentMissing | None:
    """Give why a plan's price is not one for the periods that were agreed to, None where it is."""
    price = next((one.price for one in shape.plans if one.id == plan), None)
    if price is None or _length(price.every) == _length(agreed.interval):
        return None
    said = (
        f"The plan `{plan}` has a price for every {price.every} now, and the member agreed to be charged "
        f"every {agreed.interval}; leave that as it was, and give the other price a plan of its own."
    )
    return RecurringConsentMissing(said, plan=plan)


def _length(every: Interval) -> tuple[int, int]:
    return every.months, every.days


def still_lasts(coupon: CouponShape, segment: Segment, zone: ZoneInfo) -> bool:
    """Whether a coupon of a period still lasts in it: those that began before its first day do not count."""
    if coupon.lasts.periods is None:
        return True
    first = None if coupon.from_ is None else day_start(coupon.from_, zone)
    earlier = segment.coupons[coupon.id]
    return sum(first is None or first <= began for began in earlier) < coupon.lasts.periods


def counts_in(coupon: CouponShape, segment: Segment, zone: ZoneInfo) -> bool:
    """Whether a period has a coupon that lasts, is for its plan, and for the day on which it begins."""
    plans, day = coupon.applies_to.plans, segment.cycle.period.start.astimezone(zone).date()
    return (
        coupon.id in segment.coupons
        and (not plans or segment.plan in plans)
        and (coupon.from_ is None or coupon.from_ <= day)
        and (coupon.until is None or day <= coupon.until)
        and still_lasts(coupon, segment, zone)
    )
