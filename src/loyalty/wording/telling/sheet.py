"""An explanation as a table for spreadsheets: CSV as RFC 4180 has it, in UTF-8.

A row is a line, a sum, another total that a change would make, points, what comes back, what a
membership was worth, a promise; of a change of points one of the member's accounts. Amounts are
decimal text in major units. The ``amount`` of the ``line`` rows that are not inside others and pay
nothing add up to that of the row ``due``.
"""

import csv
import io
from collections.abc import Iterator

from loyalty.decision.telling.left import KIND as LEFT
from loyalty.decision.telling.views import BILLS, POINTS_CHANGE, View, seen
from loyalty.kernel.money import Money, currency
from loyalty.wording.bills.sheet import invoice_sheet, plain
from loyalty.wording.voice import Document, Speaker, reference

HEADS = (
    "row",
    "n",
    "label",
    "category",
    "quantity",
    "unit_price",
    "amount",
    "currency",
    "inside",
    "mandatory",
    "refundable",
    "set_by",
    "recipient",
    "purpose",
    "rule",
)
TOTALS = ("due", "tax_inside", "tax_added", "points_money", "payable")
POINTS = ("earned", "used", "balance_after")
OF_REFUND = (
    "paid_before",
    "refunded_before",
    "kept_payable",
    "not_refundable",
    "money",
    "to_stored_value",
    "points_back",
    "points_restored",
)
FLAGS = ("inside", "mandatory", "refundable")
WORDS = ("category", "set_by", "recipient", "purpose")


def explanation_sheet(document: Document, language: str, *, view: View = View.BUYER) -> str:
    """Give a view as CSV text with a head, labels in the language. Raises UnknownLanguageError."""
    if document["kind"] in BILLS:
        return invoice_sheet(document, language)
    written = io.StringIO()
    rows = csv.DictWriter(written, HEADS, restval="", lineterminator="\r\n")
    rows.writeheader()
    speaker = Speaker(seen(document, view), language)
    for row in _rows(speaker):
        rows.writerow({head: plain(cell) for head, cell in row.items()})
    return written.getvalue()


def _rows(speaker: Speaker) -> Iterator[dict[str, str]]:
    kind = speaker.document["kind"]
    if kind == POINTS_CHANGE:
        yield from _changes(speaker)
        return
    yield from _left(speaker) if kind == LEFT else _lines(speaker)
    yield from _sums(speaker)


def _left(speaker: Speaker) -> Iterator[dict[str, str]]:
    """Give the amounts that are left of an erased document."""
    for row in speaker.document["amounts"]:
        label = speaker.known("left", row["category"])
        inside = "true" if row["inside"] else "false"
        amount = _money(speaker, row["amount"])
        yield {"row": "line", "label": label, **amount, "inside": inside, "category": row["category"]}


def _lines(speaker: Speaker) -> Iterator[dict[str, str]]:
    for line in speaker.document["lines"]:
        yield {
            "row": "line",
            "n": str(line["n"]),
            "label": speaker.label(line["label"]),
            "quantity": line["quantity"] or "",
            "unit_price": line["unit_price"] or "",
            **_money(speaker, line["amount"]),
            **{flag: "true" if line[flag] else "false" for flag in FLAGS},
            **{word: line[word] for word in WORDS},
            "rule": reference(line.get("rule")),
        }


def _sums(speaker: Speaker) -> Iterator[dict[str, str]]:
    document = speaker.document
    for name in TOTALS:
        yield {"row": name, **_money(speaker, document["total"][name])}
    for fee in document["total"].get("excluded", ()):
        label = f"{speaker.label(fee['label'])}: {speaker.label(fee['formula'])}"
        words = {name: fee[name] for name in ("set_by", "recipient", "purpose")}
        yield {"row": "excluded", "label": label, "refundable": str(fee["refundable"]).lower(), **words}
    if document.get("baseline") is not None:
        yield {"row": "public_total", **_money(speaker, document["baseline"]["public_total"])}
    for each in document.get("alternatives", ()):
        changed = "; ".join(f"{fact} {value}" for fact, value in each["facts"].items())
        yield {"row": each["change"], "label": changed, **_money(speaker, each["total"])}
    yield from _beside(speaker)


def _beside(speaker: Speaker) -> Iterator[dict[str, str]]:
    """Give what stands beside the price: points, what comes back, what a membership was worth, a promise."""
    document = speaker.document
    for name, points in document["points"].items():
        if name in POINTS:
            yield {"row": f"points.{name}", **_points(points)}
    refund = document.get("refund") or {}
    for name, number in refund.items():
        if name in OF_REFUND:
            said = _points(number) if name.startswith("points") else _money(speaker, number)
            yield {"row": f"refund.{name}", **said}
    for part in ("value", "promise"):
        for name, minor in (document.get(part) or {}).items():
            if type(minor) is int:
                yield {"row": f"{part}.{name}", **_money(speaker, minor)}


def _points(points: int | None) -> dict[str, str]:
    return {"amount": "" if points is None else str(points), "currency": "points"}


def _changes(speaker: Speaker) -> Iterator[dict[str, str]]:
    """Give by how many points each of the member's accounts changed."""
    for account, points in speaker.document["change"].items():
        label = speaker.known("change_of", account)
        yield {"row": account, "label": label, "amount": str(points), "currency": speaker.document["wallet"]}


def _money(speaker: Speaker, minor: int) -> dict[str, str]:
    code = speaker.document["currency"]
    return {"amount": Money(minor, currency(code)).decimal_text(), "currency": code}
