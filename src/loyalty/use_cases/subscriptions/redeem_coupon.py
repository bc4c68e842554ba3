"""Give a subscription a coupon: it counts from the next period on, before the first from that one."""

from dataclasses import dataclass

from loyalty.subscriptions.asking import Wish, change
from loyalty.subscriptions.timeline import Timeline
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.coupons import check_coupons, coupons_of
from loyalty.use_cases.subscriptions.writing import AskedFor, Words, change_told


@dataclass(frozen=True, slots=True)
class RedeemCoupon:
    """The coupon by its id in the programme."""

    asked: AskedFor
    coupon: str


def redeem_coupon(services: Services, command: RedeemCoupon, once: Once) -> Told:
    """Give the subscription with the coupon, as `change_told`.

    Raises also UnknownCoupon, CouponGiven, SubscriptionEnded.
    """

    def turn(timeline: Timeline, words: Words) -> Timeline:
        check_coupons(words.programme.shape, (command.coupon,), coupons_of(timeline))
        return change(timeline, words.offer, Wish(coupons=(command.coupon,)), words.moment)

    return change_told(services, command.asked, turn, once)
