"""A bill as CSV: it adds up, and no cell of it is run by a spreadsheet."""

import csv
import io
import re
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.wording.bills.sheet import HEADS, invoice_sheet
from tests.unit.wording.bills.samples import Document, bill, credit_note, invoice, line, preview

samples = pytest.mark.parametrize("sample", [invoice, credit_note, preview])


def _rows(document: Document, language: str = "en") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(invoice_sheet(document, language), newline="")))


def _sum(rows: list[dict[str, str]], kind: str) -> Fraction:
    return sum(
        (Fraction(row["amount"]) for row in rows if row["row"] == kind and row["inside"] != "yes"),
        Fraction(0),
    )


@samples
def test_totals_reconcile(sample: Callable[[], Document]) -> None:
    """Lines add up to what is due; less what is paid it is what is payable; a line is now less booked."""
    rows = _rows(sample())

    assert _sum(rows, "line") == _sum(rows, "due") == _sum(rows, "net") + _sum(rows, "tax_added")
    assert _sum(rows, "due") - _sum(rows, "paid") == _sum(rows, "payable")
    for row in rows:
        if row["row"] == "line":
            assert Fraction(row["now"]) - Fraction(row["booked"]) == Fraction(row["amount"])


def test_one_row_per_line() -> None:
    """Every line is a row with its number, place and label in the language asked for."""
    document = invoice()
    rows = [row for row in _rows(document, "zh-CN") if row["row"] == "line"]

    assert invoice_sheet(document, "en").startswith(",".join(HEADS) + "\r\n")
    assert ["1", "2", "3", "4"] == [row["n"] for row in rows]
    assert ["API 调用", "专业版", "新客优惠券", "增值税 19%"] == [row["label"] for row in rows]
    assert ("25.00", "150000", "EUR") == tuple(rows[0][head] for head in ("amount", "quantity", "currency"))


def test_amounts_have_the_decimals_of_the_currency() -> None:
    """Yen have no decimals, dinars three."""
    yen = bill("invoice", line(1, "plan", "subscription", 2900), currency="JPY", exponent=0)
    dinar = bill("invoice", line(1, "plan", "subscription", 2900), currency="KWD", exponent=3)

    assert ["2900", "2.900"] == [_rows(document)[0]["amount"] for document in (yen, dinar)]


@given(
    start=st.sampled_from(["=", "+", "-", "@", "\t=", " =", "＝", "|", "%", "\r@", "-1+1", "+1"]),
    rest=st.text(max_size=20),
)
def test_no_cell_is_run(start: str, rest: str) -> None:
    """A label that begins like a formula is written so that it only shows; a number is none."""
    document = bill("invoice", line(1, "plan", "subscription", -290, label={"en": f"{start}{rest}"}))
    [row] = [row for row in _rows(document) if row["row"] == "line"]

    number = re.fullmatch(r"-[0-9]+(\.[0-9]+)?", row["label"])
    assert number or row["label"][0] not in "=+-@＝|% \t\r\n"
    assert "-2.90" == row["amount"]
