"""Cancel an invoice, once: a credit note takes every line back exactly, and what paid it is given back."""

from dataclasses import replace

from loyalty.subscriptions.billing import booked, void
from loyalty.subscriptions.records import Invoice, Subscription
from loyalty.subscriptions.refusals import InvoiceVoided, UnknownInvoice
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.billing.booking import SubscriptionKey, book_points, loaded
from loyalty.use_cases.billing.paying import Asked, undone
from loyalty.use_cases.billing.planning import plan_bill
from loyalty.use_cases.billing.show_invoice import shown
from loyalty.use_cases.documents import new_text_id
from loyalty.use_cases.notices import refund_of
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.seals.bills import tell_bill
from loyalty.use_cases.services import Services, retrying


def void_invoice(services: Services, invoice_id: str, once: Once) -> Told:
    """Give the credit note as an invoice document.

    What was billed is due again: the next bill books it as it is known then. Of a subscription that has
    ended, what that will not bill again is told of at once, with the day by which it comes back. Raises
    UnknownInvoice, InvoiceVoided for one that was cancelled before or cancels another,
    GivenBackAlready, IdempotencyConflict. Points that came back with a credit note are taken again
    when that is cancelled, as far as the member still has them: the rest is to be paid in money.
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
        funds = undone(unit, issued, now)
        explanation = unit.explanations.get(issued.bill.lines[-1].explanation)
    assert explanation is not None  # noqa: S101 - kept in the bill's own transaction
    made = replace(
        issued,
        id=new_text_id(services, "inv", now),
        issued_at=now,
        bill=void(issued.bill, before),
        payment=funds.paid.payment,
        voids=issued.id,
    )
    with services.units.write() as unit:
        unit.subscriptions.touch(subscription, now)
        number = unit.invoices.issue(made)
        unit.credit.use(funds.grants, funds.paid.uses, made.id, now)
        book_points(services, unit, funds, explanation.digest, made)
        data = shown(services, unit, replace(made, number=number))
        tell_bill(services, unit, made, data)
        _tell_of_refund(services, unit, subscription, made)
        answer = tell(unit, once, now, data)
        unit.commit()
    return answer


def _tell_of_refund(services: Services, unit: UnitOfWork, subscription: Subscription, made: Invoice) -> None:
    """Keep the notice of what stays owed of a subscription that has ended, as its next bill would say."""
    ends = subscription.timeline.ends_at
    if made.payable >= 0 or ends is None or ends > made.issued_at:
        return
    latest = unit.invoices.latest(subscription.member_id, subscription.id) or made.issued_at
    planned = plan_bill(services, unit, subscription, Asked(max(made.issued_at, latest)))
    notice = refund_of(services, unit, subscription, None, planned.payable)
    if notice is not None:
        unit.notices.add(notice)


def _issued(unit: UnitOfWork, invoice_id: str) -> Invoice:
    found = unit.invoices.find(invoice_id)
    if found is None:
        raise UnknownInvoice
    if found.voids is not None or unit.invoices.voided_by(invoice_id) is not None:
        raise InvoiceVoided(invoice=invoice_id)
    return found
