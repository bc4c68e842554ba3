"""Invoices and credit notes, and the preview of the next one."""

from collections.abc import Mapping
from typing import Any

from flask import Response

from api.auth import Right, caller
from api.blueprints.common import OK, Answer, chosen_programme, replayed, wanted
from api.current import services
from api.reading.forms import Wrong
from api.resource import Exchange, Resource
from api.schemas.billing.invoices import (
    FORMATS,
    INVOICE_ID,
    PREVIEW_EXAMPLE,
    VOID_EXAMPLE,
    BilledOut,
    InvoiceAsk,
    InvoiceOut,
    InvoicesAsk,
    InvoicesOut,
    PreviewIn,
    VoidIn,
)
from api.writing.bills import written
from api.writing.watching import look_at
from loyalty.access.scopes import Scope
from loyalty.decision.explain import Document
from loyalty.kernel.money import Currency
from loyalty.subscriptions.refusals import UnknownInvoice
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.billing.list_invoices import list_invoices
from loyalty.use_cases.billing.preview_invoice import preview_invoice
from loyalty.use_cases.billing.show_invoice import beside_invoice, show_invoice, whose_invoice
from loyalty.use_cases.billing.void_invoice import void_invoice
from loyalty.use_cases.once import Once

invoices = Resource("invoices", "What was booked of subscriptions, and what would be.")
READ = Right(Scope.INVOICES_READ)
WRITE = Right(Scope.INVOICES_WRITE, books=True)
PREVIEW = Exchange(BilledOut, takes=PreviewIn, request_example=PREVIEW_EXAMPLE)
SHOW = Exchange(InvoiceOut, asks=InvoiceAsk, also=tuple(FORMATS.values())[1:])
VOID = Exchange(InvoiceOut, takes=VoidIn, request_example=VOID_EXAMPLE)


@invoices.route("POST", "/v1/invoices/preview", READ, PREVIEW)
def preview(body: dict[str, Any]) -> dict[str, object]:
    """Show what the next invoice is like so far: as if every period that runs ended now."""
    caller().reach(body["programme"])
    key = SubscriptionKey(body["programme"], body["subscription"])
    return {"invoice": preview_invoice(services(), key)}


@invoices.route("GET", "/v1/invoices", READ, Exchange(InvoicesOut, asks=InvoicesAsk))
def invoice_list(query: Mapping[str, str]) -> dict[str, object]:
    """List the invoices and credit notes of a subscription."""
    key = SubscriptionKey(chosen_programme(query), query["subscription"])
    return {"invoices": list_invoices(services(), key)}


@invoices.route("GET", "/v1/invoices/<invoice_id>", READ, SHOW)
def invoice(query: Mapping[str, Any], invoice_id: str) -> Document | Response:
    """Show an invoice or a credit note; each period names the explanation of what it costs.

    The same whenever it is asked for: as data, or in words as text, page, CSV and PDF. Beside it stands
    how it stands now, and its seal, as in `GET /v1/documents/{document_id}`.
    """
    asked: Currency | None = query.get("currency")
    found = _reached(invoice_id, asked.code if asked else None)
    found = {**found, **beside_invoice(services(), str(found["id"]))}
    kind = FORMATS[query["format"]] if "format" in query else wanted(list(FORMATS.values()))
    return found if kind == FORMATS["json"] else written(found, kind, query["lang"])


@invoices.route("POST", "/v1/invoices/<invoice_id>/void", WRITE, VOID)
def take_back_invoice(once: Once, body: dict[str, Any], invoice_id: str) -> Answer:
    """Cancel an invoice, once: a credit note takes every line of it back, exactly.

    What is due of its periods is due again, and the next bill books it as it is known then.
    """
    caller().reach(body["programme"])
    found = _reached(invoice_id)
    if found["programme"]["name"] != body["programme"]:
        raise UnknownInvoice
    told = void_invoice(services(), str(found["id"]), once)
    return told.data, OK, replayed(told.replayed)


def _reached(invoice_id: str, currency: str | None = None) -> Document:
    """Give the invoice where the key reaches it. Raises UnknownInvoice."""
    try:
        found = show_invoice(services(), str(INVOICE_ID.read(invoice_id)), currency)
    except Wrong:
        raise UnknownInvoice from None
    if caller().programme not in {None, found["programme"]["name"]}:
        raise UnknownInvoice
    look_at(whose_invoice(services(), invoice_id))
    return found
