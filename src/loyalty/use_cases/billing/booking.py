"""A planned bill kept: the invoice with its lines, the explanations they name, and what paid it."""

from dataclasses import dataclass

from loyalty.decision.explain import Document
from loyalty.kernel.again import DecideAgain
from loyalty.ledger.entry import Cause
from loyalty.ledger.plans import plan_burn, plan_restore
from loyalty.subscriptions.document import Head
from loyalty.subscriptions.records import Invoice, Subscription
from loyalty.subscriptions.refusals import UnknownSubscription
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import survivor_of
from loyalty.use_cases.billing.paying import SOURCE, Funds, points_of, reference
from loyalty.use_cases.billing.planning import Planned
from loyalty.use_cases.documents import new_text_id
from loyalty.use_cases.members.onward import following
from loyalty.use_cases.seals.bills import tell_bill
from loyalty.use_cases.seals.sealing import book_told, keep_told
from loyalty.use_cases.services import POINTS, Services
from loyalty.use_cases.wallets import giving_back, tier_of, under


@dataclass(frozen=True, slots=True)
class SubscriptionKey:
    """A subscription by the caller's own id, once per programme."""

    programme: str
    subscription: str


def loaded(unit: UnitOfWork, key: SubscriptionKey) -> Subscription:
    """Give a subscription as it is kept. Raises UnknownSubscription."""
    found = unit.subscriptions.find(key.programme, key.subscription)
    if found is None:
        raise UnknownSubscription
    return found


def book(services: Services, unit: UnitOfWork, planned: Planned) -> Document | None:
    """Keep a bill and give it as an invoice, None where nothing is due.

    Whoever books also changes or touches the subscription in the same transaction. Raises
    `DecideAgain` where a grant was used by another writer meanwhile, InsufficientPoints.
    """
    if not planned.bill.lines:
        return None
    subscription, at = planned.subscription, planned.asked.at
    now = services.clock.now()
    documents = list(planned.documents.values())
    made = Invoice(
        id=new_text_id(services, "inv", now),
        programme=subscription.programme,
        member_id=subscription.member_id,
        subscription_id=subscription.id,
        issued_at=at,
        currency=documents[0]["currency"],
        bill=planned.bill,
        payment=planned.funds.paid.payment,
    )
    for recipe in planned.recipes.values():
        keep_told(services, unit, recipe, subscription.member_id, now, reference=made.id)
    number = unit.invoices.issue(made)
    unit.credit.use(planned.funds.grants, planned.funds.paid.uses, made.id, at)
    book_points(services, unit, planned.funds, documents[-1]["programme"]["digest"], made)
    document = planned.document(head_of(made, number))
    tell_bill(services, unit, made, document)
    return document


def book_points(services: Services, unit: UnitOfWork, funds: Funds, digest: str, made: Invoice) -> None:
    """Spend the points that pay ``made``, or give back those that come back with it.

    ``digest`` names the programme under whose terms. Raises `DecideAgain`, InsufficientPoints.
    """
    if not funds.back and funds.account is None:
        return
    programme = services.programmes.by_digest(unit, digest)
    recording, whose = services.recording(), survivor_of(unit, made.member_id)
    terms = under(recording, programme, POINTS, tier_of(unit, programme, whose, recording.now))
    if funds.account is not None and made.payment.points > 0:
        cause = Cause(SOURCE, reference(made.id), made.issued_at, digest)
        book_told(services, unit, plan_burn(funds.account, cause, made.payment.points, terms))
    for name, points in funds.back:
        paid = unit.invoices.find(name)
        account = None if paid is None else points_of(unit, paid)
        if account is None or account.spending is None or account.spending.left < points:
            raise DecideAgain
        cause = Cause(SOURCE, f"{reference(made.id)}:{name}", made.issued_at, digest)
        back = giving_back(recording, programme, POINTS, recording.now)
        restored = plan_restore(account.state, cause, account.spending, points, back)
        for booked in following(unit, account.state.member_id, (POINTS,)).carried([restored], back):
            book_told(services, unit, booked)


def head_of(made: Invoice, number: int, cancels: str | None = None) -> Head:
    """Give what an issued invoice is called."""
    return Head(made.bill.kind.value, made.subscription_id, made.id, str(number), made.issued_at, cancels)
