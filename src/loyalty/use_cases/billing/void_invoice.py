"""Cancel an invoice, once: a credit note takes every line back exactly, and what paid it is given back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from loyalty.ledger.entry import Cause
from loyalty.ledger.plans import plan_restore
from loyalty.subscriptions.billing import booked, void
from loyalty.subscriptions.credit import Grant, Use, given_back
from loyalty.subscriptions.points import come_back
from loyalty.subscriptions.records import Invoice, Payment
from loyalty.subscriptions.refusals import InvoiceVoided, UnknownInvoice
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.billing.booking import SubscriptionKey, loaded
from loyalty.use_cases.billing.paying import SOURCE, points_of, reference
from loyalty.use_cases.billing.show_invoice import shown
from loyalty.use_cases.documents import new_text_id
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.services import Services, retrying


def void_invoice(services: Services, invoice_id: str, once: Once) -> Told:
    """Give the credit note as an invoice document.

    What was billed is due again: the next bill books it as it is known then. Raises
    UnknownInvoice, InvoiceVoided for one that was cancelled before or cancels another,
    GivenBackAlready, IdempotencyConflict. Points that came back with a credit note stay with the
    member when that is cancelled: what they had paid is then to be paid in money.
    """
    return retrying(services, lambda: _void(services, invoice_id, once))


def _void(services: Services, invoice_id: str, once: Once) -> Told:
    now = services.clock.now()
    with services.units.read() as unit:
        told = told_before(unit, once, now)
        if told is not None:
            return told
        issued = _issued(unit, invoice_id)
        subscription = loaded(unit, SubscriptionKey(issued.programme, issued.subscription_id))
        before = booked(unit.invoices.lines(issued.member_id, issued.subscription_id))
        grants = unit.credit.grants(issued.member_id, issued.programme)
        uses = _given_back(unit, issued, grants)
        account = points_of(unit, issued)
    paid = issued.payment
    left = account.spending.left if account.spending is not None else 0
    points, money = come_back(paid, left, paid.points_money)
    made = replace(
        issued,
        id=new_text_id(services, "inv", now),
        issued_at=now,
        bill=void(issued.bill, before),
        payment=Payment(sum(use.amount for use in uses), -points, -money),
        voids=issued.id,
    )
    with services.units.write() as unit:
        unit.subscriptions.touch(subscription, now)
        number = unit.invoices.issue(made)
        unit.credit.use(made.member_id, grants, uses, made.id, now)
        if account.spending is not None and points:
            cause = Cause(SOURCE, reference(issued.id), now)
            restored = plan_restore(account.state, cause, account.spending, points, services.recording())
            unit.ledger.book(restored)
        data = shown(services, unit, replace(made, number=number))
        answer = tell(unit, once, now, data)
        unit.commit()
    return answer


def _given_back(unit: UnitOfWork, issued: Invoice, grants: Sequence[Grant]) -> tuple[Use, ...]:
    """Give back what grants paid, as far as no credit note did, and take again what one gave back."""
    left = {grant.id: grant.left for grant in grants}
    paid: Counter[str] = Counter()
    for use in unit.credit.uses_of(issued.member_id, issued.subscription_id):
        paid[use.grant] += use.amount
    back = given_back(unit.credit.uses(issued.member_id, issued.id))
    whole = [replace(use, amount=min(max(use.amount, -paid[use.grant]), left[use.grant])) for use in back]
    return tuple(use for use in whole if use.amount)


def _issued(unit: UnitOfWork, invoice_id: str) -> Invoice:
    found = unit.invoices.find(invoice_id)
    if found is None:
        raise UnknownInvoice
    if found.voids is not None or unit.invoices.voided_by(invoice_id) is not None:
        raise InvoiceVoided(invoice=invoice_id)
    return found
