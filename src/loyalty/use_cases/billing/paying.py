"""What pays a bill after tax: prepaid credit, then points; a credit note gives back in the same order.

It gives back the credit and the points that paid for the same periods, then money: so no more
money than was paid.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from loyalty.decision.answers.paying import PointsPayment, pay_with_points
from loyalty.decision.programme import Programme
from loyalty.language.lowering import NO_TIER
from loyalty.ledger.account import AccountState
from loyalty.ledger.causes import OrderAccount
from loyalty.ledger.due import holdings
from loyalty.subscriptions import credit
from loyalty.subscriptions.billing import Bill
from loyalty.subscriptions.credit import Grant, Use
from loyalty.subscriptions.document import Paid
from loyalty.subscriptions.points import come_back
from loyalty.subscriptions.records import Invoice, Payment, Subscription
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import account_of, grants_of, survivor_of, together
from loyalty.use_cases.participants import know
from loyalty.use_cases.services import POINTS, Services

SOURCE = "billing"
"""What the ledger calls the system that spends points on invoices."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Until when periods count; ``over``: those that run count as over; ``points`` are offered in payment."""

    at: datetime
    over: bool = False
    points: int = 0


@dataclass(frozen=True, slots=True)
class Funds:
    """What pays a bill; the grants, and the account where points were offered, as they were read.

    ``back`` says how many points come back of each invoice, by its id.
    """

    paid: Paid
    grants: tuple[Grant, ...]
    account: AccountState | None
    back: tuple[tuple[str, int], ...] = ()


def pays(services: Services, unit: UnitOfWork, subscription: Subscription, bill: Bill, asked: Asked) -> Funds:
    """Give what pays a bill of a subscription. Raises UnknownProgramme, UnknownMember, OutOfBounds."""
    grants = grants_of(unit, subscription.member_id, subscription.programme)
    if bill.due < 0:
        return _given_back(unit, subscription, bill, grants)
    uses: tuple[Use, ...] = ()
    points = PointsPayment()
    if bill.lines:
        programme = services.programmes.in_force(unit, subscription.programme, asked.at)
        uses = credit.take(grants, credit.fees_of(bill, programme.currency), asked.at).uses
        left, plan = bill.due - sum(use.amount for use in uses), bill.lines[-1].place.plan
        tier = _tier(unit, programme, plan, subscription, asked)
        points = pay_with_points(programme, plan, tier, due=left, offered=asked.points, at=asked.at)
    account = account_of(unit, survivor_of(unit, subscription.member_id)) if asked.points else None
    return Funds(_paid(uses, points.points, points.money), grants, account)


def _tier(unit: UnitOfWork, programme: Programme, plan: str, subscription: Subscription, asked: Asked) -> str:
    """Give the member's tier, by which their points may be worth more, where they offer any."""
    part = programme.payments.get(plan)
    if part is None or not asked.points:
        return NO_TIER
    return know(unit, programme, part, survivor_of(unit, subscription.member_id), asked.at).participant.tier


def undone(unit: UnitOfWork, issued: Invoice, now: datetime) -> Funds:
    """Give what becomes of what paid ``issued`` when it is cancelled at ``now``.

    An invoice gives back what no credit note did; a credit note takes again what it gave back, of
    points as many as the member still has: the rest is to be paid in money.
    """
    grants = grants_of(unit, issued.member_id, issued.programme)
    uses = _uses_undone(unit, issued, grants)
    paid = issued.payment
    if paid.points < 0:
        account = unit.ledger.account(survivor_of(unit, issued.member_id), POINTS, issued.programme)
        points = min(-paid.points, holdings(account, now).available)
        return Funds(_paid(uses, points, -paid.points_money * points // -paid.points), grants, account)
    back, worth = [], 0
    for made in [issued, *_paid_again(unit, issued)] if paid.points else ():
        spending = points_of(unit, made).spending
        points, money = come_back(made.payment, spending.left if spending else 0, paid.points_money - worth)
        worth += money
        back += [(made.id, points)] if points else []
    return Funds(_paid(uses, -sum(points for _, points in back), -worth), grants, None, tuple(back))


def _uses_undone(unit: UnitOfWork, issued: Invoice, grants: Sequence[Grant]) -> tuple[Use, ...]:
    """Give back what grants paid, as far as no credit note did, and take again what one gave back."""
    left = {grant.id: grant.left for grant in grants}
    paid: Counter[str] = Counter()
    whose = together(unit, issued.member_id)
    for use in unit.credit.uses_of(whose, issued.subscription_id):
        paid[use.grant] += use.amount
    back = credit.given_back(unit.credit.uses(whose, issued.id))
    whole = [replace(use, amount=min(max(use.amount, -paid[use.grant]), left[use.grant])) for use in back]
    return tuple(use for use in whole if use.amount)


def _paid_again(unit: UnitOfWork, issued: Invoice) -> list[Invoice]:
    """Give the cancelled credit notes' counterparts, which points paid again, about the same periods."""
    periods = {line.place.period for line in issued.bill.lines}
    return [
        made
        for made in unit.invoices.of_subscription(issued.member_id, issued.subscription_id)
        if made.voids is not None
        and made.payment.points > 0
        and any(line.place.period in periods for line in made.bill.lines)
    ]


def reference(invoice_id: str) -> str:
    """Give the natural key in the ledger of the points that paid an invoice."""
    return f"invoice:{invoice_id}"


def points_of(unit: UnitOfWork, made: Invoice) -> OrderAccount:
    """Give the account with the points that paid an invoice and did not come back yet.

    It is that of the id under which they were spent, whoever the member goes on as since.
    """
    found = [
        unit.ledger.order_account(
            each, POINTS, made.programme, source=SOURCE, external_ref=reference(made.id)
        )
        for each in together(unit, made.member_id)
    ]
    return next((each for each in found if each.spending is not None), found[0])


def _given_back(unit: UnitOfWork, subscription: Subscription, bill: Bill, grants: tuple[Grant, ...]) -> Funds:
    """Give what comes back with a credit note."""
    about = _about(unit, subscription, bill)
    whose = together(unit, subscription.member_id)
    paid = [use for made in about for use in unit.credit.uses(whose, made.id)]
    uses = credit.returned(paid, unit.credit.uses_of(whose, subscription.id), -bill.due)
    rest = -bill.due + sum(use.amount for use in uses)
    back, worth = [], 0
    for made in reversed([made for made in about if made.payment.points > 0]):
        spending = points_of(unit, made).spending
        points, money = come_back(made.payment, spending.left if spending else 0, rest - worth)
        worth += money
        back += [(made.id, points)] if points else []
    number = sum(points for _, points in back)
    return Funds(_paid(uses, -number, -worth), grants, None, tuple(back))


def _about(unit: UnitOfWork, subscription: Subscription, bill: Bill) -> list[Invoice]:
    """Give the invoices about the periods that a bill gives back of, in order."""
    back = {period for period, total in bill.by_period().items() if total < 0}
    return [
        made
        for made in unit.invoices.of_subscription(subscription.member_id, subscription.id)
        if any(line.amount and line.place.period in back for line in made.bill.lines)
    ]


def _paid(uses: tuple[Use, ...], points: int, money: int) -> Paid:
    payment = Payment(sum(use.amount for use in uses), points, money)
    return Paid(payment, tuple(sorted(uses, key=lambda use: use.grant)))
