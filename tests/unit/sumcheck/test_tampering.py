"""The independent checker finds every kind of tampering."""

import json
from collections.abc import Callable

import pytest

from loyalty import sumcheck
from tests.unit.sumcheck.document import LISTED, Document, drop, honest, num, place, put, read, step


def test_an_honest_document_has_no_problems() -> None:
    """What is true is accepted, also from its JSON text, also a quote that was kept, and a value below 0."""
    assert sumcheck.check(honest()) == []
    assert sumcheck.check_text(json.dumps(honest())) == []
    kept = {"quoted": DUE, "now": DUE + 100, "charged": DUE}
    assert sumcheck.check({**honest(), "kind": "receipt", "promise": kept, "value": WORTH}) == []


def _step(name: str, key: str, value: object) -> Callable[[Document], None]:
    return put("steps", place(honest(), name), key, value=value)


def _without(category: str) -> Callable[[Document], None]:
    """Take a line out and mend every sum it stood in."""

    def change(document: Document) -> None:
        taken = next(line for line in document["lines"] if line["category"] == category)
        document["lines"].remove(taken)
        for key in ("due", "payable"):
            document["total"][key] -= taken["amount"]
        document["baseline"]["saved"] += taken["amount"]
        document["refund"]["kept_payable"] -= taken["amount"]
        document["refund"]["money"] += taken["amount"]

    return change


def _moved(document: Document) -> None:
    """Tell a slice of half the units at twice the price."""
    document["slices"][0] |= {"quantity": "5", "unit": "20.00"}


DUE = honest()["total"]["due"]
WORTH = {"membership_fee_to_date": 6000, "benefit_to_date": 500, "net": -5500}
TAMPERED = [
    (put("total", "due", value=15000), "works out to 15274 (LINES_DO_NOT_ADD)"),
    (put("baseline", value=None), "stands without the one for everybody (PUBLIC_PRICE_HIDDEN)"),
    (
        put("lines", 0, "per_measure", value={"unit": "kg", "units": "1", "price": "26.94"}),
        "for a unit of measure, and none for everybody (PUBLIC_PRICE_HIDDEN)",
    ),
    (
        put("promise", value={"quoted": DUE - 1, "now": DUE, "charged": DUE}),
        f"{DUE} is charged, and {DUE - 1} was quoted (QUOTE_PRICE_RAISED)",
    ),
    (put("promise", value={"quoted": DUE, "now": DUE, "charged": 7}), "neither what was quoted nor what"),
    (put("value", value=WORTH | {"net": 500}), "works out to -5500 (VALUE_STATEMENT_ONE_SIDED)"),
    (
        put("value", value={"benefit_to_date": 500, "net": 500}),
        "leaves out `membership_fee_to_date` (VALUE_STATEMENT_ONE_SIDED)",
    ),
    (_step("list[1]", "value", "2693"), "Step `list[1]` says value"),
    (_step("off[1]", "exact", "135"), "Step `off[1]` says exact"),
    (_step("off[1]", "value", "134"), "Step `off[1]` says value"),
    (_step("off[1]", "mode", "down"), "Step `off[1]`, mode, says"),
    (_step("off[1]", "mode", None), "Step `off[1]`, mode, says"),
    (_step("rate", "mode", "down"), "Step `rate`, mode, says"),
    (_step("rate", "formula", ["round", "sideways", 1, num("1")]), "is not a way to round"),
    (_step("tax[1]", "exact", "168"), "Step `tax[1]` says exact"),
    (_step("large", "value", "false"), "Step `large` says value"),
    (_step("brand", "value", "other"), "Step `brand` says value"),
    (_step("rate", "formula", num("1/10")), "Step `rate` says"),
    (_step("rate", "id", "list[1]"), "is used twice"),
    (_step("rate", "id", "usage.units"), "is used twice"),
    (put("facts", "line.unit_price[1]", value="2600"), "Step `list[1]` says"),
    (put("facts", "usage.units", value="about 15"), "is not a number"),
    (drop("facts", "member.tier"), "neither a fact nor an earlier step"),
    (_without("base"), "`total.due` says"),
    (_without("discount_member"), "`total.due` says"),
    (_without("usage"), "`total.due` says"),
    (put("lines", 0, "amount", value=2600), "Line 1 says"),
    (put("lines", 0, "quantity", value="2"), "Line 1, quantity, says"),
    (put("lines", 0, "unit_price", value="1.00"), "Line 1, unit_price, says"),
    (put("lines", 0, "order_line", value="2"), "Line 1, order_line, says"),
    (put("lines", 2, "order_line", value="1"), "Line 3, order_line, says"),
    (put("lines", 1, "sign", value=1), "Line 2 says"),
    (put("lines", 1, "sign", value=2), "Line 2 says"),
    (put("lines", 1, "reads", value=[*LISTED]), "Line 2 does not list `member.tier`"),
    (put("lines", 3, "reads", value=[]), "Line 4 does not list `member.tier`"),
    (put("lines", 2, "step", value="nowhere"), 'names the step "nowhere"'),
    (drop("lines", 2), "`total.due` says"),
    (put("lines", 3, "inside", value=False), "`total.due` says"),
    (put("lines", 3, "category", value="base"), "`total.tax_inside` says"),
    (put("lines", 4, "category", value="base"), "`total.tax_added` says"),
    (put("lines", 4, "n", value=3), "The number of lines"),
    (put("total", "due", value=15000), "`total.due` says"),
    (put("total", "payable", value=15274), "`total.payable` says"),
    (put("total", "points_money", value=0), "`total.points_money` says"),
    (put("total", "tax_inside", value=168), "`total.tax_inside` says"),
    (put("total", "tax_added", value=0), "`total.tax_added` says"),
    (put("baseline", "saved", value=136), "`baseline.saved` says"),
    (put("baseline", "public_total", value=20000), "`baseline.saved` says"),
    (put("refund", "money", value=507), "`refund.money` says"),
    (put("refund", "kept_payable", value=15000), "`refund.kept_payable` says"),
    (put("slices", 0, "amount", value="10000"), "A slice of line 3, amount, says"),
    (put("slices", 0, "flat", value="3.00"), "A slice of line 3, flat, says"),
    (_moved, "A slice of line 3, quantity, says"),
    (drop("slices", 1), "The step `usage.rounded`"),
    (put("slices", 1, "line", value=9), "Line 9 names the step null"),
    (put("exponent", value=0), "Line 1, unit_price, says"),
    (put("exponent", value=-1), "is not the number of decimals"),
    (put("points", "earned", value=77), "`points.earned` says"),
    (put("points", "used", value=1), "`points.used` says"),
    (put("points", "awards", 0, "points", value="26"), "The award of `award.base[1]`"),
    (put("points", "awards", 0, "line", value="2"), "The award of `award.base[1]`, line, says"),
    (drop("points", "awards", 1), "The sum of the awards"),
    (put("points", "awards", 1, "step", value="nowhere"), 'names the step "nowhere"'),
    (drop("steps", place(honest(), "points.earned")), "`points.earned` says"),
    (drop("steps", place(honest(), "total.payable")), 'names the step "total.payable"'),
    (drop("inputs", "used", 0), "`member.tier` was read, but is not listed"),
    (drop("inputs", "used", 4), "`line.quantity` was read, but is not listed"),
    (put("inputs", "not_used", 0, "fact", value="member.tier"), "`member.tier` is listed as not used"),
    (put("lines", 1, "reads", value=["member.age"]), "`member.age` is listed as not used"),
    (put("facts", "member.age", value="40"), "`member.age` is listed as not used"),
    (put("not_applied", 0, "was", "order.channel", value="app"), 'but it was "shop"'),
    (put("not_applied", 0, "was", "amount[1]", value="2560"), "but it was 2559"),
    (drop("not_applied", 0, "was", "order.channel"), "read what it says"),
    (put("not_applied", 0, "formula", value=["not", ["false"]]), "that did not apply holds"),
    (put("version", value=5), "The version says 5"),
]


@pytest.mark.parametrize(
    ("change", "expected"), TAMPERED, ids=[f"{n}-{text}" for n, (_, text) in enumerate(TAMPERED)]
)
def test_tampering_is_found(change: Callable[[Document], None], expected: str) -> None:
    """Whatever one number, name or part of a true document is changed, the change is named."""
    document = honest()
    change(document)

    assert [problem for problem in sumcheck.check(document) if expected in problem]


def test_awards_add_up_to_the_points_before_a_cap() -> None:
    """Where a cap lowers what is earned, the awards still add up to the exact points before it."""
    document = honest()
    capped = ["min", num("70"), ["round", "down", 1, read("points.exact")]]
    document["steps"][place(document, "points.earned")] = step("points.earned", capped, "70")
    document["points"]["earned"] = 70
    assert sumcheck.check(document) == []

    document["points"]["awards"].pop()
    assert [problem for problem in sumcheck.check(document) if "The sum of the awards" in problem]
