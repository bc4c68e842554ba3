"""Bills built by hand for the tests of how they are written and checked."""

from copy import deepcopy
from typing import Any

from tests.unit.wording.samples import DIGEST

Document = dict[str, Any]
EXPLANATION = "exp_01b6esf8g0000"
DECEMBER = {"start": "2026-11-30T23:00:00Z", "end": "2026-12-31T23:00:00Z"}
JANUARY = {"start": "2026-12-31T23:00:00Z", "end": "2027-01-31T23:00:00Z"}
LABELS = {
    "plan": {"en": "Brew Pro", "zh-CN": "专业版"},
    "calls": {"en": "API calls", "zh-CN": "API 调用"},
    "coupon": {"en": "Welcome coupon", "zh-CN": "新客优惠券"},
    "tax": {"en": "VAT 19 %", "zh-CN": "增值税 19%"},
}


def line(  # the first ones are told apart by their places
    n: int, called: str, category: str, now: int, booked: int = 0, /, **changes: object
) -> Document:
    """Give a line of a bill."""
    plain: Document = {
        "n": n,
        "key": f"step.{n}",
        "label": LABELS[called],
        "category": category,
        "plan": "brew-pro",
        "period": JANUARY,
        "quantity": None,
        "now": now,
        "booked": booked,
        "amount": now - booked,
        "inside": False,
        "note": None,
    }
    return {**plain, **changes}


def bill(kind: str, *lines: Document, **changes: object) -> Document:
    """Give a bill with its sums worked out, before anything is paid."""
    due = sum(one["amount"] for one in lines if not one["inside"])
    added = sum(one["amount"] for one in lines if one["category"] == "tax" and not one["inside"])
    inside = sum(one["amount"] for one in lines if one["inside"])
    periods = {one["period"]["start"]: one["period"] for one in lines}
    made = {
        "version": 1,
        "id": "inv_01b6esf8g0000",
        "kind": kind,
        "number": "2027-0007",
        "programme": {"name": "corner-coffee", "digest": DIGEST},
        "subscription": "sub-1",
        "issued_at": "2027-01-01T08:00:00Z",
        "currency": "EUR",
        "exponent": 2,
        "timezone": "Europe/Berlin",
        "periods": [
            {
                **period,
                "plan": "brew-pro",
                "plan_name": {"en": "Brew Pro", "zh-CN": "专业版"},
                "digest": DIGEST,
                "explanation": EXPLANATION,
            }
            for period in periods.values()
        ],
        "lines": list(lines),
        "total": {"net": due - added, "tax_added": added, "tax_inside": inside, "due": due},
        "paid": [],
        "payable": due,
        "overage": 0,
        "cancels": None,
        "provisional": False,
    }
    return deepcopy({**made, **changes})


def invoice() -> Document:
    """Give an invoice: December's use with a late event, January in advance, a coupon, credit and points."""
    return bill(
        "invoice",
        line(1, "calls", "usage", 10700, 8200, period=DECEMBER, quantity="150000"),
        line(2, "plan", "subscription", 1715, note={"part": "17", "total": "31"}),
        line(3, "coupon", "discount_public", -500),
        line(4, "tax", "tax", 706),
        paid=[
            {
                "kind": "credit",
                "label": {"en": "Prepaid credit", "zh-CN": "预付额度"},
                "amount": 2000,
                "grant": 12,
            },
            {"kind": "points", "label": {"en": "Points", "zh-CN": "积分"}, "amount": 300, "points": 300},
        ],
        payable=2121,
        overage=2121,
    )


def credit_note() -> Document:
    """Give a credit note that cancels an invoice; its tax is inside."""
    return bill(
        "credit_note",
        line(1, "plan", "subscription", 0, 2900),
        line(2, "tax", "tax", 0, 463, inside=True),
        cancels="2027-0006",
    )


def preview() -> Document:
    """Give a preview of a period that runs."""
    document = bill(
        "preview",
        line(1, "plan", "subscription", 2900),
        id=None,
        number=None,
        issued_at=None,
        provisional=True,
    )
    for period in document["periods"]:
        period["explanation"] = None
    return document
