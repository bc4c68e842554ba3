"""A planned bill kept: the invoice with its lines, the explanations they name, and what paid it."""

from dataclasses import dataclass

from loyalty.decision.explain import Document
from loyalty.ledger.entry import Cause
from loyalty.ledger.plans import plan_burn
from loyalty.subscriptions.document import Head
from loyalty.subscriptions.records import Invoice, Subscription
from loyalty.subscriptions.refusals import UnknownSubscription
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.billing.planning import Planned
from loyalty.use_cases.documents import kept, new_text_id
from loyalty.use_cases.services import POINTS, Services
from loyalty.use_cases.wallets import tier_of, under

SOURCE = "billing"
"""What the ledger calls the system that spends points on invoices."""


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
        unit.explanations.add(kept(recipe, subscription.member_id, now))
    number = unit.invoices.issue(made)
    unit.credit.use(subscription.member_id, planned.funds.grants, planned.funds.paid.uses, made.id, at)
    points = planned.funds.paid.payment.points
    if points and planned.funds.account is not None:
        cause = Cause(SOURCE, reference(made.id), at, documents[-1]["programme"]["digest"])
        programme = services.programmes.by_digest(unit, cause.programme_digest)
        tier = tier_of(unit, programme, subscription.member_id, now)
        recording = under(services.recording(), programme, POINTS, tier)
        unit.ledger.book(plan_burn(planned.funds.account, cause, points, recording))
    return planned.document(head_of(made, number))


def reference(invoice_id: str) -> str:
    """Give the natural key in the ledger of the points that paid an invoice."""
    return f"invoice:{invoice_id}"


def head_of(made: Invoice, number: int, cancels: str | None = None) -> Head:
    """Give what an issued invoice is called."""
    return Head(made.bill.kind.value, made.subscription_id, made.id, str(number), made.issued_at, cancels)
