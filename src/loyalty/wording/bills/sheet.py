"""A bill as a table for spreadsheets and ledgers of others: CSV as RFC 4180 has it, in UTF-8.

A row is a line of the bill, a sum of it, or a payment; amounts are decimal text in major units.
The ``amount`` of the ``line`` rows that are not inside others add up to that of the row ``due``,
which less the ``paid`` rows is ``payable``.
"""

import csv
import io
from collections.abc import Iterator

from loyalty.kernel.money import Money, currency
from loyalty.wording.columns import clean, is_run
from loyalty.wording.voice import Document, Speaker

HEADS = (
    "row",
    "number",
    "n",
    "key",
    "label",
    "category",
    "plan",
    "period_start",
    "period_end",
    "quantity",
    "now",
    "booked",
    "amount",
    "inside",
    "currency",
)
TOTALS = ("net", "tax_added", "tax_inside", "due")


def invoice_sheet(document: Document, language: str) -> str:
    """Give a bill as CSV text with a head, labels in the language. Raises UnknownLanguageError."""
    written = io.StringIO()
    rows = csv.DictWriter(written, HEADS, restval="", lineterminator="\r\n")
    rows.writeheader()
    speaker = Speaker(document, language)
    for row in (*_lines(speaker), *_sums(speaker)):
        whole = {"number": document["number"] or "", "currency": document["currency"], **row}
        rows.writerow({head: plain(str(cell)) for head, cell in whole.items()})
    return written.getvalue()


def _lines(speaker: Speaker) -> Iterator[dict[str, str]]:
    for line in speaker.document["lines"]:
        yield {
            "row": "line",
            "n": str(line["n"]),
            "key": line["key"],
            "label": speaker.label(line["label"]),
            "category": line["category"],
            "plan": line["plan"],
            "period_start": line["period"]["start"],
            "period_end": line["period"]["end"],
            "quantity": line["quantity"] or "",
            **{name: _major(speaker, line[name]) for name in ("now", "booked", "amount")},
            "inside": "yes" if line["inside"] else "no",
        }


def _sums(speaker: Speaker) -> Iterator[dict[str, str]]:
    document = speaker.document
    for name in TOTALS:
        yield {"row": name, "amount": _major(speaker, document["total"][name])}
    for paid in document["paid"]:
        yield {
            "row": "paid",
            "key": str(paid["grant"]) if paid["kind"] == "credit" else paid["kind"],
            "label": speaker.label(paid["label"]),
            "amount": _major(speaker, paid["amount"]),
        }
    yield {"row": "payable", "amount": _major(speaker, document["payable"])}


def _major(speaker: Speaker, minor: int) -> str:
    return Money(minor, currency(speaker.document["currency"])).decimal_text()


def plain(cell: str) -> str:
    """Give a cell that only shows: no control characters, and no text that would be run."""
    shown = clean(cell)
    return f"'{shown}" if is_run(shown) else shown
