"""What pays a bill after tax: prepaid credit, then points; a credit note gives back to credit first.

It gives back to the credit that paid for the same periods; what was paid in money comes back as money.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from loyalty.decision.answers.paying import PointsPayment, pay_with_points
from loyalty.ledger.account import AccountState
from loyalty.subscriptions import credit
from loyalty.subscriptions.billing import Bill
from loyalty.subscriptions.credit import Grant, Use
from loyalty.subscriptions.document import Paid
from loyalty.subscriptions.records import Payment, Subscription
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import account_of
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class Asked:
    """Until when periods count; ``over``: those that run count as over; ``points`` are offered in payment."""

    at: datetime
    over: bool = False
    points: int = 0


@dataclass(frozen=True, slots=True)
class Funds:
    """What pays a bill; the grants, and the account where points were offered, as they were read."""

    paid: Paid
    grants: tuple[Grant, ...]
    account: AccountState | None


def pays(services: Services, unit: UnitOfWork, subscription: Subscription, bill: Bill, asked: Asked) -> Funds:
    """Give what pays a bill of a subscription. Raises UnknownProgramme, UnknownMember, OutOfBounds."""
    grants = tuple(unit.credit.grants(subscription.member_id, subscription.programme))
    uses: tuple[Use, ...] = ()
    points = PointsPayment()
    if bill.due < 0:
        paid = unit.credit.uses_of(subscription.member_id, subscription.id)
        uses = credit.returned(_paid_for(unit, subscription, bill), paid, -bill.due)
    elif bill.lines:
        programme = services.programmes.in_force(unit, subscription.programme, asked.at)
        uses = credit.take(grants, credit.fees_of(bill, programme.currency), asked.at).uses
        left, plan = bill.due - sum(use.amount for use in uses), bill.lines[-1].place.plan
        points = pay_with_points(programme, plan, due=left, offered=asked.points, at=asked.at)
    account = account_of(unit, subscription.member_id) if asked.points else None
    payment = Payment(sum(use.amount for use in uses), points.points, points.money)
    return Funds(Paid(payment, tuple(sorted(uses, key=lambda use: use.grant))), grants, account)


def _paid_for(unit: UnitOfWork, subscription: Subscription, bill: Bill) -> Iterator[Use]:
    """Give what grants paid of the invoices about the periods that a bill gives back of, in order."""
    back = {period for period, total in bill.by_period().items() if total < 0}
    for made in unit.invoices.of_subscription(subscription.member_id, subscription.id):
        if any(line.amount and line.place.period in back for line in made.bill.lines):
            yield from unit.credit.uses(subscription.member_id, made.id)
