"""What is kept of subscriptions: the subscription with its timeline, invoices, uses of coupons."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.kernel.identity import MemberId
from loyalty.subscriptions.billing import Bill
from loyalty.subscriptions.changes import Change
from loyalty.subscriptions.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Subscription:
    """A member's subscription as it was read: whoever writes to it names the ``seq`` that was seen.

    ``next_due`` is the first instant at which something falls due that was not billed yet.
    """

    id: str
    member_id: MemberId
    programme: str
    created_at: datetime
    timeline: Timeline
    seq: int = 0
    next_due: datetime | None = None


@dataclass(frozen=True, slots=True)
class BegunChange:
    """A change of a subscription as it was kept; ``number`` counts its changes from 0."""

    of: Subscription
    number: int
    change: Change


@dataclass(frozen=True, slots=True)
class Payment:
    """What was paid of an invoice after tax, in minor units: by prepaid credit and by points.

    ``points`` is the number of points whose worth is ``points_money``.
    """

    credit: int = 0
    points: int = 0
    points_money: int = 0


NO_PAYMENT = Payment()


@dataclass(frozen=True, slots=True)
class Invoice:
    """An issued invoice or credit note; ``voids`` is the id of the one it cancels.

    ``number`` counts the programme's invoices and credit notes from 1 without a gap; it is
    given when the invoice is issued.
    """

    id: str
    programme: str
    member_id: MemberId
    subscription_id: str
    issued_at: datetime
    currency: str
    bill: Bill
    payment: Payment = NO_PAYMENT
    voids: str | None = None
    number: int = 0

    @property
    def payable(self) -> int:
        """The money left to pay, below 0 what is given back, in minor units."""
        return self.bill.due - self.payment.credit - self.payment.points_money


@dataclass(frozen=True, slots=True)
class CouponUse:
    """A coupon given to a subscription, once."""

    member_id: MemberId
    programme: str
    code: str
    subscription_id: str
    given_at: datetime
