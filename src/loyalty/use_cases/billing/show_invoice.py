"""An invoice or a credit note as it was booked, made again from what was recorded."""

import json

from loyalty.decision.answers.exchanging import in_currency
from loyalty.decision.explain import Document
from loyalty.kernel.identity import MemberId
from loyalty.subscriptions.document import Paid, invoice_document
from loyalty.subscriptions.records import Invoice
from loyalty.subscriptions.refusals import UnknownInvoice
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import together
from loyalty.use_cases.billing.booking import head_of
from loyalty.use_cases.billing.planning import documents_of
from loyalty.use_cases.refusals import ExplanationErased
from loyalty.use_cases.seals.following import course_beside
from loyalty.use_cases.seals.placing import integrity_of
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_explanation import why_not


def show_invoice(services: Services, invoice_id: str, currency: str | None = None) -> Document:
    """Give the invoice of this id, the same document whenever it is asked for.

    With a ``currency`` it is also told in that, at the rate of the day of issue. Raises
    UnknownInvoice, ExplanationErased, and RequestMisfit for a currency without a rate on that day.
    """
    with services.units.read() as unit:
        found = unit.invoices.find(invoice_id)
        if found is None:
            raise UnknownInvoice
        document = shown(services, unit, found)
        if currency is None:
            return document
        programme = services.programmes.by_digest(unit, document["programme"]["digest"])
    told = in_currency(programme, currency, payable=document["payable"], at=found.issued_at)
    return {**document, "converted": told}


def beside_invoice(services: Services, invoice_id: str) -> Document:
    """Give what is told beside an invoice: its seal as `integrity`, and how it stands now as `course`.

    Raises UnknownInvoice, ExplanationErased.
    """
    with services.units.read() as unit:
        found = unit.invoices.find(invoice_id)
        if found is None:
            raise UnknownInvoice
        row = unit.explanations.get(invoice_id)
        course = course_beside(services, unit, invoice_id, shown(services, unit, found))
        return {**course, **({} if row is None else integrity_of(unit, row))}


def whose_invoice(services: Services, invoice_id: str) -> MemberId | None:
    """Give the member an invoice is of, None where there is no such invoice."""
    with services.units.read() as unit:
        found = unit.invoices.find(invoice_id)
    return None if found is None else found.member_id


def shown(services: Services, unit: UnitOfWork, made: Invoice) -> Document:
    """Give an issued invoice as it was told. Raises ExplanationErased where that was erased."""
    row = unit.explanations.get(made.id)
    if row is not None and row.document is not None:
        told: Document = json.loads(row.document.content)
        return told
    reason = why_not(unit, made.id)
    if isinstance(reason, ExplanationErased):
        raise reason
    documents = documents_of(services, unit, {line.explanation for line in made.bill.lines})
    cancels = None if made.voids is None else unit.invoices.find(made.voids)
    head = head_of(made, made.number, None if cancels is None else str(cancels.number))
    uses = tuple(unit.credit.uses(together(unit, made.member_id), made.id))
    return invoice_document(head, made.bill, Paid(made.payment, uses), documents)
