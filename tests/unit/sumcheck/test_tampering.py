"""The independent checker finds every kind of tampering."""

import json
from collections.abc import Callable

import pytest

from loyalty import sumcheck
from tests.unit.sumcheck.document import Document, drop, honest, num, put, read, step


def test_an_honest_document_has_no_problems() -> None:
    """What is true is accepted, also from its JSON text, also without a baseline."""
    assert sumcheck.check(honest()) == []
    assert sumcheck.check_text(json.dumps(honest())) == []
    assert sumcheck.check({**honest(), "baseline": None}) == []


TAMPERED = [
    (put("steps", 0, "value", value="2693"), "Step `list[1]` says value"),
    (put("steps", 2, "exact", value="135"), "Step `off[1]` says exact"),
    (put("steps", 2, "value", value="134"), "Step `off[1]` says value"),
    (put("steps", 2, "mode", value="down"), "Step `off[1]` says"),
    (put("steps", 7, "mode", value="down"), "Step `usage.rounded` says value"),
    (put("steps", 7, "mode", value="sideways"), "is not a way to round"),
    (put("steps", 4, "exact", value="168"), "Step `tax[1]` says exact"),
    (put("steps", 9, "value", value="false"), "Step `large` says value"),
    (put("steps", 10, "value", value="other"), "Step `brand` says value"),
    (put("steps", 1, "formula", value=num("1/10")), "Step `rate` says"),
    (put("steps", 1, "id", value="list[1]"), "is used twice"),
    (put("steps", 1, "id", value="usage.units"), "is used twice"),
    (put("facts", "line.unit_price[1]", value="2600"), "Step `list[1]` says"),
    (put("facts", "usage.units", value="about 15"), "is not a number"),
    (drop("facts", "member.tier"), "neither a fact nor an earlier step"),
    (put("lines", 0, "amount", value=2600), "Line 1 says"),
    (put("lines", 1, "sign", value=1), "Line 2 says"),
    (put("lines", 1, "sign", value=2), "neither 1 nor -1"),
    (put("lines", 2, "step", value="nowhere"), "names the step `nowhere`"),
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
    (put("slices", 0, "amount", value="10000"), "A slice of line 3"),
    (put("slices", 0, "flat", value="3.00"), "A slice of line 3"),
    (drop("slices", 1), "The step `usage.rounded`"),
    (put("slices", 1, "line", value=9), "The slices name line 9"),
    (put("exponent", value=0), "A slice of line 3"),
    (put("exponent", value=-1), "is not the number of decimals"),
    (put("points", "earned", value=77), "`points.earned` says"),
    (put("points", "awards", 0, "points", value="26"), "The award of `award.base`"),
    (drop("points", "awards", 1), "The sum of the awards"),
    (put("points", "awards", 1, "step", value="nowhere"), "names the step `nowhere`"),
    (drop("steps", 14), "no step `points.earned`"),
    (drop("inputs", "used", 0), "`member.tier` was read, but is not listed"),
    (drop("inputs", "used", 4), "`line.quantity` was read, but is not listed"),
    (drop("inputs", "used", 5), "`order.channel` was read, but is not listed"),
    (put("inputs", "not_used", 0, "fact", value="member.tier"), "`member.tier` is listed as not used"),
    (put("lines", 1, "reads", value=["member.age"]), "`member.age` is listed as not used"),
    (put("facts", "member.age", value="40"), "`member.age` is listed as not used"),
    (put("not_applied", 0, "was", "order.channel", value="app"), "holds on the values it was given"),
    (put("not_applied", 0, "was", "amount[1]", value="2560"), "but it was 2559"),
    (drop("not_applied", 0, "was", "order.channel"), "neither a fact nor an earlier step"),
    (put("version", value=2), "The version says 2"),
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
    document["steps"][-1:] = [
        step("points.exact", ["+", read("award.base"), read("award.own")], "7677/100"),
        step("points.earned", ["min", num("70"), ["round", "down", 1, read("points.exact")]], "70"),
    ]
    document["points"]["earned"] = 70
    assert sumcheck.check(document) == []

    document["points"]["awards"].pop()
    assert [problem for problem in sumcheck.check(document) if "The sum of the awards" in problem]
