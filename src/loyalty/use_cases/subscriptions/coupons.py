"""Coupons of a subscription: those that a programme has, each given once."""

from collections.abc import Collection, Iterable
from datetime import datetime

from loyalty.language.findings import did_you_mean
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.subscriptions.changes import Changed, Started
from loyalty.subscriptions.records import CouponUse, Subscription
from loyalty.subscriptions.refusals import CouponGiven, UnknownCoupon
from loyalty.subscriptions.timeline import Timeline
from loyalty.unit_of_work import UnitOfWork


def check_coupons(shape: ProgrammeShape, codes: Collection[str], given: Collection[str]) -> None:
    """Raise UnknownCoupon for one the programme has not, CouponGiven for one that is ``given`` already."""
    known = [coupon.id for coupon in shape.coupons]
    for code in codes:
        if code not in known:
            near = did_you_mean(code, known)
            said = f"The programme has no coupon `{code}`"
            raise UnknownCoupon(f"{said}; {near}" if near else f"{said}.")
    if len(set(codes)) < len(codes) or set(codes) & set(given):
        raise CouponGiven


def coupons_of(timeline: Timeline) -> list[str]:
    """Give the coupons a subscription was given, in that order."""
    told = (change.coupons for change in timeline.changes if isinstance(change, Started | Changed))
    return [code for codes in told for code in codes]


def give(unit: UnitOfWork, to: Subscription, codes: Iterable[str], at: datetime) -> None:
    """Keep that coupons were given. Raises CouponGiven where another writer gave one meanwhile."""
    for code in codes:
        if not unit.credit.give_coupon(CouponUse(to.member_id, to.programme, code, to.id, at)):
            raise CouponGiven
