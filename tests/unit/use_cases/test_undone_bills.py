"""What became of an invoice stands beside it: cancelled, undone, or a part of it given back, and by what."""

from collections.abc import Callable
from datetime import date

import pytest

from loyalty.subscriptions.changes import When
from loyalty.unit_of_work import Units
from loyalty.use_cases.billing.list_invoices import list_invoices
from loyalty.use_cases.billing.void_invoice import void_invoice
from loyalty.use_cases.once import Once
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_explanation import show_explanation
from loyalty.use_cases.subscriptions.cancel_subscription import cancel_subscription
from loyalty.use_cases.subscriptions.writing import AskedFor
from loyalty.wording.text import as_text
from tests.unit.use_cases.test_refunds_told import KEY, PRORATED, begun, units
from tests.unit.use_cases.test_renewal_windows import PLANS, set_at

__all__ = ["units"]
FEE = (
    "    fees: [{id: care, name: {en: Care, zh-CN: 养护}, amount: 2.00, refundable: false,"
    " purpose: care, recipient: merchant}]\n"
)
SAID = {"undone": "Undone on", "credited": "Money came back on", "voided": "Cancelled on"}


def undo(services: Services, _: str) -> None:
    """Undo the plan within its days."""
    cancel_subscription(services, AskedFor(KEY, When.COOLING_OFF), Once("t", "undo", ""))


def void(services: Services, invoice: str) -> None:
    """Cancel the invoice."""
    void_invoice(services, invoice, Once("t", "void", ""))


@pytest.mark.parametrize(
    ("plans", "turn", "status", "did"),
    [
        (PLANS, undo, "withdrawn", "undone"),
        (PLANS + FEE, undo, "committed", "credited"),
        (PRORATED, undo, "committed", "credited"),
        (PLANS, void, "withdrawn", "voided"),
    ],
    ids=["all", "but a fee", "what is left", "cancelled"],
)
def test_an_invoice_says_what_took_it_back(
    units: Units, plans: str, turn: Callable[[Services, str], None], status: str, did: str
) -> None:
    """SB-04: with the credit note that did; and so does the explanation of its period."""
    services, _ = begun(units, "EU", plans)
    (invoice,) = list_invoices(services, KEY)
    period = invoice["periods"][0]["explanation"]
    assert ("committed", []) == course(services, invoice["id"])
    set_at(services, date(2026, 12, 5))
    turn(services, invoice["id"])

    note = list_invoices(services, KEY)[-1]
    assert (status, [(note["id"], did)]) == course(services, invoice["id"])
    assert status == course(services, period)[0]
    assert {(invoice["id"], "billed"), (note["id"], did)} == set(course(services, period)[1])
    assert SAID[did] in as_text(show_explanation(services, invoice["id"]).now, "en")
    assert note["id"] in as_text(show_explanation(services, invoice["id"]).now, "zh-CN")
    assert "committed" == course(services, note["id"])[0]


def course(services: Services, document: str) -> tuple[str, list[tuple[str, str]]]:
    """Give how a document stands, and the later ones about it."""
    told = show_explanation(services, document).now["course"]
    return told["status"], [(each["document"], each["did"]) for each in told["later"]]


@pytest.mark.parametrize(("plans", "shares"), [(PLANS, False), (PRORATED, True)])
def test_the_invoice_of_a_plan_can_be_read_with_shares_of_a_period_and_without(
    units: Units, plans: str, *, shares: bool
) -> None:
    """A line is a part of a period only where the plan has shares; one told without a total is read too."""
    services, _ = begun(units, "EU", plans.replace("anniversary", "calendar") if shares else plans)
    (invoice,) = list_invoices(services, KEY)
    (line,) = [each for each in invoice["lines"] if each["key"].startswith("price")]

    assert shares == (line["note"] is not None)
    once = {**invoice, "lines": [{**line, "note": {"part": "31489200", "total": None}}]}
    for document in (invoice, once):
        assert "Club" in as_text(document, "en")
