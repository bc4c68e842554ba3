"""An invoice, a credit note or a preview as plain data: one model for JSON, text, pages, tables and print.

Amounts are in minor units of ``currency``. Each line says what it comes to ``now``, what was
``booked`` of it before, and their difference, the ``amount``; the lines that are not ``inside``
add up to what is due, and what is paid without money lessens that to what is payable.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from loyalty.decision.explain import Document, instant_text
from loyalty.subscriptions.billing import Bill, Line
from loyalty.subscriptions.credit import Use
from loyalty.subscriptions.records import NO_PAYMENT, Payment

VERSION = 1
CREDIT_LABEL = {"en": "Prepaid credit", "zh-CN": "预付额度"}
SAID = ("id", "text", "place", "source")
"""What of a notice a bill says."""
POINTS_LABEL = {"en": "Points", "zh-CN": "积分"}


@dataclass(frozen=True, slots=True)
class Paid:
    """What pays a bill after tax, in minor units: which grants of prepaid credit, and points."""

    payment: Payment = NO_PAYMENT
    uses: tuple[Use, ...] = ()

    @property
    def money(self) -> int:
        """What all of it pays; below 0: what is given back of it."""
        return self.payment.credit + self.payment.points_money


@dataclass(frozen=True, slots=True)
class Head:
    """What an invoice is called; a preview has neither id nor number, and was issued at no time.

    ``cancels`` is the number of the invoice it cancels. ``provisional`` says that a period of it runs on.
    """

    kind: str
    subscription: str
    id: str | None = None
    number: str | None = None
    issued_at: datetime | None = None
    cancels: str | None = None
    provisional: bool = False


def invoice_document(head: Head, bill: Bill, paid: Paid, documents: Mapping[str, Document]) -> Document:
    """Give the invoice; ``documents`` has the explanation of each of its lines by its id."""
    of = documents[bill.lines[-1].explanation]
    return {
        "version": VERSION,
        "id": head.id,
        "kind": head.kind,
        "number": head.number,
        "programme": {"name": of["programme"]["name"], "digest": of["programme"]["digest"]},
        "seller": of.get("seller"),
        "market": of.get("market"),
        "subscription": head.subscription,
        "issued_at": instant_text(head.issued_at) if head.issued_at else None,
        "currency": of["currency"],
        "exponent": of["exponent"],
        "timezone": of["timezone"],
        "periods": list(_periods(head, bill.lines, documents)),
        "lines": [
            _line(number, line, documents[line.explanation]) for number, line in enumerate(bill.lines, 1)
        ],
        "total": {
            "net": bill.due - bill.tax_added,
            "tax_added": bill.tax_added,
            "tax_inside": bill.tax_inside,
            "due": bill.due,
        },
        "paid": list(_paid(paid)),
        "payable": bill.due - paid.money,
        "overage": bill.due - paid.money if paid.payment.credit > 0 else 0,
        "cancels": head.cancels,
        "provisional": head.provisional,
        "notices": list(_notices(documents.values())),
    }


def _notices(documents: Iterable[Document]) -> Iterator[Document]:
    """Give what has to be said beside the prices of some periods, once each."""
    said = [notice for of in documents for notice in of.get("notices", ())]
    for told in {(notice["id"], notice["text_hash"]): notice for notice in said}.values():
        yield {name: told[name] for name in SAID}


def _periods(head: Head, lines: Iterable[Line], documents: Mapping[str, Document]) -> Iterator[Document]:
    # The explanation of a period that several bills told of is the one the line was booked with.
    for start, end, plan, explanation in dict.fromkeys(
        (line.place.start, line.end, line.place.plan, line.explanation) for line in lines
    ):
        yield {
            "start": instant_text(start),
            "end": instant_text(end),
            "plan": plan,
            "plan_name": documents[explanation]["plan"]["name"],
            "digest": documents[explanation]["programme"]["digest"],
            "explanation": explanation if head.id is not None else None,
            "told_at": documents[explanation].get("issued_at") if head.id is not None else None,
        }


def _line(number: int, line: Line, of: Document) -> Document:
    return {
        "n": number,
        "key": line.place.key,
        "label": dict(line.label),
        "category": line.category.value,
        "plan": line.place.plan,
        "period": {"start": instant_text(line.place.start), "end": instant_text(line.end)},
        "quantity": of["facts"].get(_quantity_of(line.place.key)),
        "now": line.now,
        "booked": line.now - line.amount,
        "amount": line.amount,
        "inside": line.inside,
        "note": _share(line.place.key, of["facts"]),
    }


def _quantity_of(key: str) -> str:
    """Give the fact that holds what was used, for a line about a meter."""
    return key.replace("usage.", "usage.quantity.", 1)


def _share(key: str, facts: Mapping[str, str]) -> Document | None:
    """Give which part of the period a row is about, None where it is all of it or no time at all."""
    row = key[key.index("[") :] if "[" in key else None
    part, total = facts.get(f"stretch.part{row}"), facts.get(f"stretch.total{row}")
    # Without shares of a period nothing is a part of anything, and the explanation has no total.
    return {"part": part, "total": total} if None not in {part, total} and part != total else None


def _paid(paid: Paid) -> Iterator[Document]:
    for use in paid.uses:
        yield {"kind": "credit", "label": dict(CREDIT_LABEL), "amount": use.amount, "grant": use.grant}
    points, money = paid.payment.points, paid.payment.points_money
    if points:
        yield {"kind": "points", "label": dict(POINTS_LABEL), "amount": money, "points": points}
