"""Explanations built by hand, and what stands in them, for the tests of the wording."""

from fractions import Fraction
from typing import Any

Document = dict[str, Any]

DIGEST = "0123456789abcdef" * 4
TEXTS = {
    "tax": {"en": "VAT 7 %", "zh-CN": "增值税 7%"},
    "tier-discount": {"en": "Member tier discount", "zh-CN": "会员等级折扣"},
    "points-payment": {"en": "Paid with points", "zh-CN": "积分抵扣"},
    "delivery": {"en": "Standard delivery", "zh-CN": "标准配送"},
    "base-points": {"en": "Base points", "zh-CN": "基础积分"},
    "tier-points": {"en": "Member tier points", "zh-CN": "会员等级积分"},
    "app-thanks": {"en": "Thanks for using the app", "zh-CN": "使用 App 奖励积分"},
}


def label(text: str) -> dict[str, str]:
    """Give a name in both languages."""
    return TEXTS.get(text) or {"en": text, "zh-CN": text}


def step(name: str, value: str, kind: str = "money", **changes: object) -> Document:
    """Give a step that states its value; with ``exact`` and ``mode`` it rounds."""
    exact, mode = str(changes.get("exact", value)), changes.get("mode")
    formula = ["num", exact] if mode is None else ["round", mode, 1, ["num", exact]]
    return {
        "id": name,
        "rule": changes.get("rule", name),
        "line": None,
        "kind": kind,
        "formula": formula,
        "exact": exact,
        "value": value,
        "mode": mode,
    }


def line(n: int, category: str, amount: int, rule: str, /, **changes: object) -> Document:
    """Give a line of the seller's, under the rule ``rule``, with whatever is changed."""
    plain: Document = {
        "n": n,
        "category": category,
        "label": label(rule),
        "amount": amount,
        "order_line": None,
        "quantity": None,
        "unit_price": None,
        "rule": {"id": rule, "where": f"prices.yaml:{n}:7"},
        "step": f"step.{n}" + (f"[{changes['order_line']}]" if changes.get("order_line") else ""),
        "sign": -1 if amount < 0 else 1,
        "reads": [],
        "set_by": "merchant",
        "recipient": "seller",
        "purpose": "",
        "mandatory": True,
        "avoided_by": [],
        "refundable": True,
        "inside": False,
    }
    return {**plain, **changes}


def document(lines: list[Document], steps: list[Document] | None = None, **changes: object) -> Document:
    """Give an explanation of these lines; every step that is not given states its line's amount."""
    given = {item["id"] for item in steps or ()}
    made = [
        step(item["step"], str(item["sign"] * item["amount"])) for item in lines if item["step"] not in given
    ]
    total = _total(lines)
    made += [
        step(f"total.{key}" if key != "points_money" else "points.money", str(total[key])) for key in total
    ]
    plain: Document = {
        "version": 1,
        "id": "exp_1",
        "kind": "quote",
        "programme": {
            "name": "corner-shop",
            "digest": DIGEST,
            "effective": {"from": "2026-11-15", "until": "2027-01-31"},
        },
        "currency": "EUR",
        "exponent": 2,
        "at": "2026-11-22T23:30:00Z",
        "timezone": "Europe/Berlin",
        "day": "2026-11-23",
        "total": total,
        "baseline": None,
        "lines": lines,
        "slices": [],
        "points": {
            "unit": "points",
            "earned": 0,
            "used": 0,
            "awards": [],
            "pending_until": None,
            "expires_at": None,
        },
        "steps": [*(steps or ()), *made],
        "facts": {},
        "inputs": {"used": [], "not_used": []},
        "not_applied": [],
    }
    whole = {**plain, **changes}
    return {**whole, "facts": {**whole["facts"], **_bought(lines, whole["exponent"])}}


def _total(lines: list[Document]) -> dict[str, int]:
    """Give the sums of the lines."""
    paid = -sum(item["amount"] for item in lines if item["category"] == "points_used")
    due = sum(item["amount"] for item in lines if not item["inside"]) + paid
    taxes = [item for item in lines if item["category"] == "tax"]
    return {
        "due": due,
        "points_money": paid,
        "payable": due - paid,
        "tax_inside": sum(item["amount"] for item in taxes if item["inside"]),
        "tax_added": sum(item["amount"] for item in taxes if not item["inside"]),
    }


def _bought(lines: list[Document], exponent: int) -> dict[str, str]:
    """Give the facts of the lines that show what was bought."""
    facts = {}
    for item in lines:
        if item["quantity"] is not None:
            facts[f"line.quantity[{item['order_line']}]"] = item["quantity"]
            price = Fraction(item["unit_price"]) * 10**exponent
            facts[f"line.unit_price[{item['order_line']}]"] = str(price)
    return facts


def basket() -> Document:
    """Give a quote: two lines, a tier's discount, tax inside, a delivery, points used and earned."""
    return document(
        _basket_lines(),
        _basket_steps(),
        baseline={"public_total": 3080, "saved": 135, "level": "membership"},
        points=_basket_points(),
        facts={"member.tier": "gold", "member.enrolled": "true", "order.channel": "shop"},
        inputs={
            "used": [
                {"fact": "member.tier", "label": "membership", "purpose": []},
                {"fact": "order.channel", "label": "transaction", "purpose": []},
                {"fact": "member.birth_day_month", "label": "personal", "purpose": ["birthday_benefit"]},
            ],
            "not_used": [{"fact": "member.shoe_size", "label": "personal"}],
        },
        not_applied=[_thanks("1"), _thanks("2")],
    )


def usage() -> Document:
    """Give a bill of usage in JPY, which has no decimals, with a price for each unit of one third."""
    lines = [
        line(1, "subscription", 900, "Plan M"),
        line(2, "usage", 1433, "Calls"),
        line(3, "tax", 233, "tax", recipient="authority", purpose="tax"),
    ]
    pieces = [
        {"line": 2, "from": "0", "up_to": "1000", "quantity": "1000", "unit": "1.1", "flat": "200"},
        {"line": 2, "from": "1000", "up_to": None, "quantity": "400", "unit": "1/3", "flat": "0"},
    ]
    for piece in pieces:
        amount = Fraction(str(piece["quantity"])) * Fraction(str(piece["unit"])) + int(str(piece["flat"]))
        piece["amount"] = str(amount)
        piece["step"] = f"usage.slice.{piece['from']}.amount"
    parts = [
        step(f"usage.slice.{piece['from']}.{part}", str(piece[part]))
        for piece in pieces
        for part in ("quantity", "unit", "flat", "amount")
    ]
    return document(
        lines,
        [step("step.2", "1433", exact="4300/3", mode="half_up"), *parts],
        kind="usage",
        currency="JPY",
        exponent=0,
        timezone="Asia/Tokyo",
        slices=pieces,
    )


def refund() -> Document:
    """Give a return of which a part is kept, in KWD, three decimals, paid with points and stored value."""
    lines = [
        line(1, "base", 12345, "PEN", order_line="1", quantity="1", unit_price="12.345"),
        line(2, "discount_member", -1234, "tier-discount", order_line="1"),
        line(3, "tax", 550, "tax", order_line="1", inside=True),
        line(4, "points_used", -100, "points-payment"),
    ]
    return document(
        lines,
        [step(name, "10", "points") for name in ("award.base[1]", "points.exact", "points.earned")]
        + [step("points.used", "7", "points")],
        kind="refund",
        currency="KWD",
        exponent=3,
        timezone="Asia/Kuwait",
        baseline={"public_total": 12345, "saved": 1234, "level": "membership"},
        points={
            "unit": "points",
            "earned": 10,
            "used": 7,
            "awards": [
                {
                    "rule": "base-points",
                    "label": label("base-points"),
                    "line": "1",
                    "points": "10",
                    "step": "award.base[1]",
                }
            ],
            "pending_until": None,
            "expires_at": None,
        },
        refund={
            "order": "exp_0",
            "paid_before": 22222,
            "refunded_before": 1000,
            "kept_payable": 11011,
            "not_refundable": 500,
            "money": 10711,
            "to_stored_value": 700,
            "points_back": 9,
            "points_restored": 6,
            "what": "adjustment",
            "reason": "price-promise",
        },
    )


def asked_again() -> Document:
    """Give a return that asks for a part again of what an earlier one gave back."""
    given = refund()
    again = {**given["refund"], "money": -400, "points_back": -3, "what": "exchange"}
    return {**given, "refund": again}


def _basket_lines() -> list[Document]:
    tax = {"inside": True, "recipient": "authority", "set_by": "authority", "purpose": "tax"}
    return [
        line(1, "base", 2694, "LAMP-1", order_line="1", quantity="1", unit_price="26.94"),
        line(2, "discount_member", -135, "tier-discount", order_line="1", rule=_placed("tier-discount")),
        line(3, "tax", 167, "tax", order_line="1", **tax),
        line(4, "base", 66, "CLOTH", order_line="2", quantity="0.333", unit_price="1.99"),
        line(5, "tax", 4, "tax", order_line="2", **tax),
        line(
            6,
            "optional_fee",
            320,
            "delivery",
            recipient="carrier",
            purpose="delivery to your door",
            mandatory=False,
            refundable=False,
            avoided_by=[
                {"fact": "order.delivery", "value": "shop"},
                {"fact": "order.delivery", "value": "locker"},
            ],
        ),
        line(7, "points_used", -200, "points-payment", purpose="payment"),
    ]


def _basket_steps() -> list[Document]:
    return [
        step("step.2[1]", "135", exact="1347/10", mode="half_up"),
        step("step.4[2]", "66", exact="66267/1000", mode="half_up"),
        step("award.base[1]", "2559/100", "points"),
        step("award.base[2]", "66/100", "points"),
        step("award.tier", "26/3", "points"),
        step("points.exact", "419/12", "points"),
        step("points.rounded", "34", "points", exact="419/12", mode="down"),
        step("points.cap.day", "30", "points", rule="cap-day"),
        step("points.earned", "30", "points"),
        step("points.used", "200", "points"),
        step("order.total", "2625"),
    ]


def _basket_points() -> Document:
    return {
        "unit": "points",
        "earned": 30,
        "used": 200,
        "awards": [
            {
                "rule": "base-points",
                "label": label("base-points"),
                "line": "1",
                "points": "2559/100",
                "step": "award.base[1]",
            },
            {
                "rule": "base-points",
                "label": label("base-points"),
                "line": "2",
                "points": "66/100",
                "step": "award.base[2]",
            },
            {
                "rule": "tier-points",
                "label": label("tier-points"),
                "line": None,
                "points": "26/3",
                "step": "award.tier",
            },
        ],
        "pending_until": "2026-12-06T23:00:00Z",
        "expires_at": "2028-11-30T23:00:00Z",
    }


def _placed(rule: str) -> Document:
    return {"id": rule, "where": "tiers.yaml:4:7"}


def _thanks(order_line: str) -> Document:
    return {
        "rule": "app-thanks",
        "label": label("app-thanks"),
        "line": order_line,
        "formula": [
            "and",
            ["==", ["read", "order.channel"], ["text", "app"]],
            [">=", ["read", "order.total"], ["num", "2500"]],
        ],
        "needed": {"en": "you buy in the app", "zh-CN": "在 App 内下单"},
        "was": {"order.channel": "shop", "order.total": "2625"},
    }
