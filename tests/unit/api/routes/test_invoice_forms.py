"""An issued bill in every form: one document, the same amounts, in the language asked for."""

import csv
import io
from fractions import Fraction
from typing import Any

import pytest
from pypdfium2 import PdfDocument

from loyalty.sumcheck import check
from tests.unit.api.routes.shop import Shop

FORMS = {
    "json": "application/json",
    "text": "text/plain; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}


@pytest.fixture
def invoice(shop: Shop) -> dict[str, Any]:
    """Give an invoice of a subscription that has just begun: 29.00, set-up 49.00, service 0.50 later."""
    body = {"programme": "corner-coffee", "member": shop.member(), "plan": "brew-pro"}
    found: dict[str, Any] = shop.begun("/v1/subscriptions/desk-7", body)["invoice"]
    return found


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_served(shop: Shop, invoice: dict[str, Any], form: str) -> None:
    """A form is asked for by name or by Accept, and says in which language it is."""
    address = f"/v1/invoices/{invoice['id']}"
    named = shop.send("GET", f"{address}?format={form}&lang=zh-CN")
    shop.headers["Accept"] = FORMS[form].partition(";")[0]
    accepted = shop.send("GET", f"{address}?lang=zh-CN")

    assert (200, FORMS[form]) == (named.status_code, named.content_type)
    assert named.data == accepted.data
    assert (None if form == "json" else "zh-CN") == named.headers.get("Content-Language")


def test_forms_say_the_same(shop: Shop, invoice: dict[str, Any]) -> None:
    """What is payable stands in all of them, and the document adds up."""
    address = f"/v1/invoices/{invoice['id']}"
    payable = Fraction(invoice["payable"], 100)
    shown = f"€{payable.numerator / payable.denominator:.2f}"
    rows = list(csv.DictReader(io.StringIO(shop.send("GET", f"{address}?format=csv").text, newline="")))
    pdf = PdfDocument(shop.send("GET", f"{address}?format=pdf").data)

    assert [] == check(shop.ask("GET", address))
    said = shop.send("GET", f"{address}?format=text").text.splitlines()
    assert f"Invoice {invoice['number']}" == said[0]
    assert said[2].endswith(shown)
    assert f"<strong>{shown}</strong>" in shop.send("GET", f"{address}?format=html").text
    assert [payable] == [Fraction(row["amount"]) for row in rows if row["row"] == "payable"]
    assert shown in pdf[0].get_textpage().get_text_bounded()


def test_files_are_named(shop: Shop, invoice: dict[str, Any]) -> None:
    """A table and a PDF are saved under kind and number; a PDF is the same whenever it is made."""
    address = f"/v1/invoices/{invoice['id']}"
    first, again = (shop.send("GET", f"{address}?format=pdf") for _ in range(2))

    assert f'attachment; filename="invoice-{invoice["number"]}.pdf"' == first.headers["Content-Disposition"]
    assert first.data == again.data
    assert "Content-Disposition" not in shop.send("GET", f"{address}?format=html").headers


def test_other_forms_are_refused(shop: Shop, invoice: dict[str, Any]) -> None:
    """A form or a language that is not there is refused, by name and by Accept."""
    address = f"/v1/invoices/{invoice['id']}"

    assert 422 == shop.send("GET", f"{address}?format=docx").status_code
    assert 422 == shop.send("GET", f"{address}?lang=fr").status_code
    shop.headers["Accept"] = "image/png"
    assert 406 == shop.send("GET", address).status_code
