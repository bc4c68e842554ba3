"""A small true explanation document, and ways to change one part of it."""

from collections.abc import Callable, Sequence
from typing import Any

Document = dict[str, Any]


def step(
    name: str, formula: Sequence[object], exact: str, value: str | None = None, mode: str | None = None
) -> Document:
    """Give one step."""
    stated = value if value is not None else exact
    return {
        "id": name,
        "rule": "r",
        "kind": "money",
        "formula": list(formula),
        "exact": exact,
        "value": stated,
        "mode": mode,
    }


def line(number: int, category: str, amount: int, of: str, sign: int = 1, **more: object) -> Document:
    """Give one line."""
    plain = {
        "n": number,
        "category": category,
        "amount": amount,
        "step": of,
        "sign": sign,
        "reads": [],
        "inside": False,
    }
    return {**plain, **more}


def read(name: str) -> list[object]:
    """Give the formula that reads a name."""
    return ["read", name]


def num(value: str) -> list[object]:
    """Give the formula of a number."""
    return ["num", value]


FACTS = {
    "member.tier": "gold",
    "order.paid_with_points": "true",
    "order.channel": "shop",
    "usage.units": "15",
    "line.unit_price[1]": "2694",
    "line.quantity[1]": "1",
}
USED = (
    "member.tier",
    "order.paid_with_points",
    "usage.units",
    "line.unit_price",
    "line.quantity",
    "order.channel",
)
LISTED = ("line.quantity", "line.unit_price")


def honest() -> Document:
    """Give a small true document: 26.94 less 5 %, usage, tax inside and added, points earned and used."""
    bonus = ["and", ["==", read("order.channel"), ["text", "app"]], ["<", read("amount[1]"), num("9999")]]
    priced = [*LISTED, "member.tier"]
    base: Document = {"quantity": "1", "unit_price": "26.94", "order_line": "1", "reads": [*LISTED]}
    return {
        "version": 1,
        "kind": "quote",
        "currency": "EUR",
        "exponent": 2,
        "total": {"due": 15274, "points_money": 100, "payable": 15174, "tax_inside": 167, "tax_added": 12},
        "baseline": {"public_total": 15409, "saved": 135, "level": "membership"},
        "lines": [
            line(1, "base", 2694, "list[1]", **base),
            line(2, "discount_member", -135, "off[1]", -1, reads=priced, order_line="1"),
            line(3, "usage", 12703, "usage.rounded", reads=["usage.units"]),
            line(4, "tax", 167, "tax[1]", inside=True, reads=priced, order_line="1"),
            line(5, "tax", 12, "tax.added"),
            line(6, "points_used", -100, "points.money", -1, reads=["order.paid_with_points"]),
        ],
        "slices": [
            _slice(1, quantity="10", unit="10.00", flat="2.00", amount="10200"),
            _slice(2, quantity="5", unit="5.005", flat="0.00", amount="5005/2"),
        ],
        "points": {
            "earned": 76,
            "used": 100,
            "awards": [
                {"points": "2559/100", "step": "award.base[1]", "line": "1"},
                {"points": "2559/50", "step": "award.own", "line": None},
            ],
        },
        "steps": [*_price_steps(), *_usage_steps(), *_other_steps(), *_points_steps(), *_total_steps()],
        "facts": dict(FACTS),
        "inputs": {
            "used": [{"fact": name} for name in USED],
            "not_used": [{"fact": "member.age", "label": "protected"}],
        },
        "not_applied": [
            {
                "rule": "app-bonus",
                "formula": bonus,
                "was": {"order.channel": "shop", "amount[1]": "2559"},
            }
        ],
        "refund": {"paid_before": 16000, "kept_payable": 15174, "not_refundable": 320, "money": 506},
    }


def _slice(number: int, **parts: str) -> Document:
    return {"line": 3, **parts, "step": f"usage.slice.{number}.amount"}


def _price_steps() -> list[Document]:
    listed = ["round", "half_up", 1, ["*", read("line.unit_price[1]"), read("line.quantity[1]")]]
    five = ["if", ["==", read("member.tier"), ["text", "gold"]], num("1/20"), num("0")]
    off = ["round", "half_up", 1, ["*", read("list[1]"), read("rate")]]
    tax = ["ratio", "half_even", read("amount[1]"), num("7"), num("107")]
    return [
        step("list[1]", listed, "2694", mode="half_up"),
        step("rate", five, "1/20"),
        step("off[1]", off, "1347/10", "135", "half_up"),
        step("amount[1]", ["-", read("list[1]"), read("off[1]")], "2559"),
        step("tax[1]", tax, "17913/107", "167", "half_even"),
    ]


def _usage_steps() -> list[Document]:
    first, second = "usage.slice.1", "usage.slice.2"
    cost = ["+", ["*", read(f"{first}.quantity"), read(f"{first}.unit")], read(f"{first}.flat")]
    whole = ["round", "half_up", 1, ["+", read(f"{first}.amount"), read(f"{second}.amount")]]
    return [
        step(f"{first}.quantity", ["min", read("usage.units"), num("10")], "10"),
        step(f"{first}.unit", num("1000"), "1000"),
        step(f"{first}.flat", num("200"), "200"),
        step(f"{first}.amount", cost, "10200"),
        step(f"{second}.quantity", ["max", num("0"), ["-", read("usage.units"), num("10")]], "5"),
        step(f"{second}.unit", num("1001/2"), "1001/2"),
        step(f"{second}.flat", num("0"), "0"),
        step(f"{second}.amount", ["*", read(f"{second}.quantity"), read(f"{second}.unit")], "5005/2"),
        step("usage.rounded", whole, "25405/2", "12703", "half_up"),
    ]


def _other_steps() -> list[Document]:
    return [
        step("tax.added", ["round", "up", 4, num("23/2")], "23/2", "12", "up"),
        step("large", [">=", read("amount[1]"), num("2500")], "true"),
        step("brand", ["if", read("large"), ["text", "own"], ["text", "other"]], "own"),
    ]


def _points_steps() -> list[Document]:
    paid = ["and", ["not", ["!=", read("order.paid_with_points"), ["true"]]], ["or", ["false"], ["true"]]]
    is_own = ["in", read("brand"), ["text", "x"], ["text", "own"]]
    return [
        step("award.base[1]", ["*", read("amount[1]"), num("1/100")], "2559/100"),
        step("award.own", ["if", is_own, ["*", read("award.base[1]"), num("2")], num("0")], "2559/50"),
        step("points.exact", ["+", read("award.base[1]"), read("award.own")], "7677/100"),
        step("points.earned", ["round", "down", 1, read("points.exact")], "7677/100", "76", "down"),
        step("points.used", ["if", paid, num("100"), num("0")], "100"),
        step("points.money", read("points.used"), "100"),
    ]


def _total_steps() -> list[Document]:
    due = ["+", read("amount[1]"), read("usage.rounded"), read("tax.added")]
    return [
        step("total.tax_inside", read("tax[1]"), "167"),
        step("total.tax_added", read("tax.added"), "12"),
        step("total.due", due, "15274"),
        step("total.payable", ["-", read("total.due"), read("points.money")], "15174"),
    ]


def place(document: Document, name: str) -> int:
    """Give the place of a step in the document."""
    return next(n for n, made in enumerate(document["steps"]) if made["id"] == name)


def put(*path: str | int, value: object) -> Callable[[Document], None]:
    """Give a change of one value of a document."""

    def change(document: Any) -> None:  # noqa: ANN401 - any part of a JSON document
        for key in path[:-1]:
            document = document[key]
        document[path[-1]] = value

    return change


def drop(*path: str | int) -> Callable[[Document], None]:
    """Give the removal of one value of a document."""

    def change(document: Any) -> None:  # noqa: ANN401 - any part of a JSON document
        for key in path[:-1]:
            document = document[key]
        del document[path[-1]]

    return change


def everywhere(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:  # noqa: ANN401 - JSON
    """Give the path of every part of plain data, the outermost first."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, part in below for found in everywhere(part, (*path, key)))]
