"""Book what is due of a subscription at an instant: an invoice, a credit note, or nothing."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.use_cases.billing.booking import SubscriptionKey, book, loaded
from loyalty.use_cases.billing.paying import Asked
from loyalty.use_cases.billing.planning import plan_bill
from loyalty.use_cases.lifecycle.freezing import refuse_frozen
from loyalty.use_cases.notices import refund_of, tell_of_refund
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.refusals import InTheFuture
from loyalty.use_cases.services import AHEAD_MAX, Services, retrying


@dataclass(frozen=True, slots=True)
class BillSubscription:
    """``at`` None: now, the instant until which periods count; ``points`` the member offers in payment."""

    key: SubscriptionKey
    at: datetime | None = None
    points: int = 0


def bill_subscription(services: Services, command: BillSubscription, once: Once | None = None) -> Told:
    """Give ``invoice``, None where nothing is due.

    What is due is the difference between what every period comes to, with everything that is
    known, and what was booked of it; so it is safe to ask again, with or without ``once``.
    A period that follows by itself is not charged until its member was told in time; where nothing
    else is due, that is refused, and only money that comes back of what was cancelled is told of.
    Raises RenewalNoticeMissing, NoticeWindowMissed, MinorNotAllowed, UnknownSubscription, InTheFuture,
    InsufficientPoints, IdempotencyConflict and what `plan_bill` raises.
    """
    return retrying(services, lambda: _bill(services, command, once))


def _bill(services: Services, command: BillSubscription, once: Once | None) -> Told:
    now = services.clock.now()
    at = command.at or now
    if at > now + AHEAD_MAX:
        raise InTheFuture
    with services.units.read() as unit:
        told = told_before(unit, once, now) if once else None
        if told is not None:
            return told
        refuse_frozen(unit, command.key.programme)
        subscription = loaded(unit, command.key)
        # Who asks about an earlier time than was billed already is told what is new since.
        latest = unit.invoices.latest(subscription.member_id, subscription.id)
        planned = plan_bill(services, unit, subscription, Asked(max(at, latest or at), points=command.points))
        waits = planned.held[min(planned.held)] if planned.held and not planned.bill.lines else None
        if waits and refund_of(services, unit, subscription, None) is None:
            raise waits
    with services.units.write() as unit:
        unit.subscriptions.touch(subscription, planned.next_due(planned.asked.at))
        data = {"invoice": book(services, unit, planned)}
        tell_of_refund(services, unit, subscription, data["invoice"])
        answer = tell(unit, once, now, data) if once and not waits else Told(data)
        unit.commit()
    if waits:
        raise waits
    return answer
