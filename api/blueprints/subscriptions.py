"""Subscriptions: started, changed, paused, resumed, cancelled, billed; and each of it as a preview."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right, caller
from api.blueprints.common import CREATED, OK, Answer, chosen_programme, path_value, reached_member, replayed
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.billing.invoices import SUBSCRIPTION as SUBSCRIPTION_ID
from api.schemas.billing.invoices import BilledOut
from api.schemas.billing.subscriptions import (
    BILL_EXAMPLE,
    CHANGE_EXAMPLE,
    COUPON_EXAMPLE,
    START_EXAMPLE,
    WHEN_EXAMPLE,
    BillIn,
    BookedOut,
    CancelIn,
    ChangeIn,
    CouponIn,
    OfMemberAsk,
    StartIn,
    SubscriptionOut,
    SubscriptionsOut,
    WhenIn,
    agreed_of,
    when_of,
)
from api.schemas.common import OfProgramme
from loyalty.access.scopes import Scope
from loyalty.use_cases.billing.bill_subscription import BillSubscription, bill_subscription
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.subscriptions.cancel_subscription import cancel_subscription
from loyalty.use_cases.subscriptions.change_subscription import ChangeSubscription, change_subscription
from loyalty.use_cases.subscriptions.list_subscriptions import list_subscriptions
from loyalty.use_cases.subscriptions.pause_subscription import pause_subscription
from loyalty.use_cases.subscriptions.redeem_coupon import RedeemCoupon, redeem_coupon
from loyalty.use_cases.subscriptions.resume_subscription import resume_subscription
from loyalty.use_cases.subscriptions.show_subscription import show_subscription
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription, start_subscription
from loyalty.use_cases.subscriptions.writing import AskedFor

subscriptions = Resource(
    "subscriptions",
    "Plans in use over time. Every change can be asked for as a preview, and is billed at once.",
)
READ = Right(Scope.SUBSCRIPTIONS_READ)
WRITE = Right(Scope.SUBSCRIPTIONS_WRITE, books=True)
START = Exchange(BookedOut, takes=StartIn, status=CREATED, request_example=START_EXAMPLE, own_id=True)
CHANGE = Exchange(BookedOut, takes=ChangeIn, request_example=CHANGE_EXAMPLE)
WHEN = Exchange(BookedOut, takes=WhenIn, request_example=WHEN_EXAMPLE)
CANCEL = Exchange(BookedOut, takes=CancelIn, request_example=WHEN_EXAMPLE)
COUPON = Exchange(BookedOut, takes=CouponIn, request_example=COUPON_EXAMPLE)
BILL = Exchange(BilledOut, takes=BillIn, request_example=BILL_EXAMPLE)


@subscriptions.route("PUT", "/v1/subscriptions/<subscription_id>", WRITE, START)
def start(body: dict[str, Any], subscription_id: str) -> Answer:
    """Start a subscription.

    The id is yours, once per programme, for ever: the same start again is answered with 200 and
    what was booked. The first period is billed at once; a trial costs nothing.
    """
    command = StartSubscription(
        _key(body["programme"], subscription_id),
        member=reached_member(body["member"]),
        plan=body["plan"],
        seats=body.get("seats"),
        add_ons=body.get("add_ons"),
        coupons=tuple(body.get("coupons", ())),
        at=body.get("at"),
        preview=body["preview"],
        market=body.get("market", ""),
        agreed=agreed_of(body),
    )
    told = start_subscription(services(), command)
    new = not told.replayed and not body["preview"]
    return told.data, CREATED if new else OK, replayed(told.replayed)


@subscriptions.route(
    "GET", "/v1/subscriptions/<subscription_id>", READ, Exchange(SubscriptionOut, asks=OfProgramme)
)
def subscription(query: Mapping[str, str], subscription_id: str) -> object:
    """Show a subscription as it stands."""
    return show_subscription(services(), _key(chosen_programme(query), subscription_id))


@subscriptions.route("GET", "/v1/subscriptions", READ, Exchange(SubscriptionsOut, asks=OfMemberAsk))
def subscription_list(query: Mapping[str, Any]) -> dict[str, object]:
    """List the subscriptions of a member."""
    return {"subscriptions": list_subscriptions(services(), reached_member(query["member"]))}


@subscriptions.route("POST", "/v1/subscriptions/<subscription_id>/changes", WRITE, CHANGE)
def change(once: Once, body: dict[str, Any], subscription_id: str) -> Answer:
    """Change plan, seats or add-ons.

    The rest of the old is given back, the rest of the new is charged, at once. Without `when` the
    plan says from when another plan holds; other seats and add-ons hold now. Another plan needs the
    member's `consent` to the terms that a preview gives, and so does all by which a period costs more.
    """
    command = ChangeSubscription(
        _asked(body, subscription_id),
        plan=body.get("plan"),
        seats=body.get("seats"),
        add_ons=body.get("add_ons"),
    )
    return _answer(change_subscription(services(), command, once))


@subscriptions.route("POST", "/v1/subscriptions/<subscription_id>/pause", WRITE, WHEN)
def pause(once: Once, body: dict[str, Any], subscription_id: str) -> Answer:
    """Pause: time is not paid for until it is resumed."""
    return _answer(pause_subscription(services(), _asked(body, subscription_id), once))


@subscriptions.route("POST", "/v1/subscriptions/<subscription_id>/resume", WRITE, WHEN)
def resume(once: Once, body: dict[str, Any], subscription_id: str) -> Answer:
    """End a pause."""
    return _answer(resume_subscription(services(), _asked(body, subscription_id), once))


@subscriptions.route("POST", "/v1/subscriptions/<subscription_id>/cancel", WRITE, CANCEL)
def cancel(once: Once, body: dict[str, Any], subscription_id: str) -> Answer:
    """Cancel now, at the end of the period, or back-dated; or undo it in the days of cooling off.

    One request ends what a preview and a yes began; the answer is the receipt of it.
    """
    return _answer(cancel_subscription(services(), _asked(body, subscription_id), once))


@subscriptions.route("POST", "/v1/subscriptions/<subscription_id>/coupons", WRITE, COUPON)
def coupon(once: Once, body: dict[str, Any], subscription_id: str) -> Answer:
    """Give a subscription a coupon.

    It counts from the next period on; one that a subscription starts with counts from the first.
    """
    command = RedeemCoupon(_asked(body, subscription_id), body["coupon"])
    return _answer(redeem_coupon(services(), command, once))


@subscriptions.route("POST", "/v1/subscriptions/<subscription_id>/bill", WRITE, BILL)
def bill(once: Once, body: dict[str, Any], subscription_id: str) -> Answer:
    """Book what is due by now: an invoice, a credit note, or nothing.

    What is due is always the difference between what every period comes to with everything that is
    known, and what was booked of it before; so late and corrected events are in it as well.
    """
    key = _key(body["programme"], subscription_id)
    told = bill_subscription(services(), BillSubscription(key, points=body["points"]), once)
    return _answer(told)


def _asked(body: Mapping[str, Any], subscription_id: str) -> AskedFor:
    key = _key(body["programme"], subscription_id)
    return AskedFor(key, preview=body["preview"], agreed=agreed_of(body), **when_of(body))


def _key(programme: str, subscription_id: str) -> SubscriptionKey:
    caller().reach(programme)
    return SubscriptionKey(programme, path_value(SUBSCRIPTION_ID, subscription_id, "subscription_id"))


def _answer(told: Told) -> Answer:
    return told.data, OK, replayed(told.replayed)
