"""A discount that applies but takes nothing, and a rule for a voucher nobody showed, are told with a code."""

import pytest

from loyalty import sumcheck
from loyalty.decision.explain import Document
from loyalty.wording.text import as_text
from tests.unit.decision.making import decided, explained, line, programme


def told(rules: str, combine: str, more: str = "") -> Document:
    """Explain two lines of coffee, three for 9.00 and one for 5.00, under discounts."""
    text = f"""
basket:
  discounts:
    combine: {combine}
    {more}
    rules:
      - {rules}
"""
    return explained(decided(programme(text), line("9.00", "3"), line("5.00", "1")))


def codes(document: Document) -> list[tuple[str, str | None, list[str]]]:
    """Give the rule, line and codes of everything that did not apply."""
    return [
        (item["rule"], item["line"], [part["code"] for part in item["missing"]])
        for item in document["not_applied"]
    ]


FLOOR = "floors: [{share: 100%}]"


@pytest.mark.parametrize("combine", ["sum", "chain", "best"])
@pytest.mark.parametrize(
    "rule",
    [
        "{id: r, name: {en: R}, amount: 2.00}",
        "{id: r, name: {en: R}, percent: 10%, when: order.list_total > 1.00}",
    ],
)
def test_a_floor_that_leaves_no_room_is_told(rule: str, combine: str) -> None:
    """The rule applies, but prices are at their lowest: it says so, and the checker finds it right."""
    made = told(rule, combine, FLOOR)

    assert [("r", None, ["takes-nothing"])] == codes(made)
    assert [] == sumcheck.check(made)
    assert "nothing was left that it could take off" in as_text(made, "en")
    assert "已无可再减的金额" in as_text(made, "zh-CN")


@pytest.mark.parametrize("combine", ["sum", "best"])
def test_units_that_cost_no_more_are_told(combine: str) -> None:
    """Three units for 9.00 are bought and one of them is got for 9.00 at most, which takes nothing off."""
    got = "{buy: 2, get: 1, price: 9.00, counted: each_line}"
    made = told(f"{{id: r, name: {{en: R}}, buy_get: {got}}}", combine)

    assert [("r", "2", ["below"]), ("r", "1", ["takes-nothing"])] == codes(made)
    assert [] == sumcheck.check(made)


def test_what_takes_something_is_not_told() -> None:
    """Where something is taken off one line, the order has had its discount."""
    made = told(
        "{id: r, name: {en: R}, amount: 2.00}", "sum", "floors: [{share: 100%, lines: line.quantity < 2}]"
    )

    assert [] == codes(made)


def test_a_voucher_nobody_showed_is_told() -> None:
    """A rule for a code is among what did not apply, with what it would give, but not its code."""
    text = """
vouchers:
  - {id: hello, name: {en: Hello}, codes: public, code: SECRETWORD, after_return: given_back}
basket:
  discounts:
    combine: sum
    rules:
      - {id: r, name: {en: R}, when: voucher.hello, percent: 10%}
"""
    made = explained(decided(programme(text), line("9.00")))

    assert [("r", None, ["not-so"])] == codes(made)
    assert [{"kind": "number", "value": "1/10"}] == [item["gives"] for item in made["not_applied"]]
    assert "SECRETWORD" not in str(made)
    assert [] == sumcheck.check(made)
