"""Fees: which are mandatory, and what taxes them."""

import pytest

from loyalty import sumcheck
from loyalty.decision.use import Usage
from loyalty.wording.text import as_text
from tests.unit.decision.making import FEE, decided, explained, line, programme
from tests.unit.pricing.periods import MONTHLY, bill


@pytest.mark.parametrize(
    ("when", "category"),
    [
        ('order.channel == "app"', "optional_fee"),
        ('"app" == order.channel', "optional_fee"),
        ('not ("app" != order.channel)', "optional_fee"),
        ('order.channel == "app" or order.list_total < 5.00', "mandatory_fee"),
        ("order.list_total < 50.00", "mandatory_fee"),
    ],
)
def test_a_fee_is_optional_where_a_choice_avoids_it(when: str, category: str) -> None:
    """A fee is mandatory unless some choice of the order avoids it, however the condition is written."""
    by = programme(f"basket: {{fees: [{FEE}amount: 1.00, when: '{when}'}}]}}")
    made = explained(decided(by, line("2.00"), order={"channel": "app"}))

    assert [row["category"] for row in made["lines"] if row["amount"] == 100] == [category]


def test_a_fee_that_is_not_charged_needs_no_rate() -> None:
    """An order without the fee is not refused because the table has no rate for it."""
    rules = f"""
basket:
  tax: {{table: vat.csv, by: line.category, prices: include_tax}}
  fees: [{FEE}amount: 1.07, taxed_as: gear, when: order.channel == "app"}}]
"""
    by = programme(rules, {"vat.csv": "category,rate\ncoffee,7%\n"})
    made = decided(by, line("10.70"))

    assert (made.due, made.value("total.tax_inside")) == (1070, 70)
    assert sumcheck.check(explained(made)) == []


def test_a_fee_of_a_plan_tells_how_far_it_is_and_what_it_costs() -> None:
    """A fee that begins in August is told in June with its days and its amount."""
    fee = f"{FEE}amount: 4.00, when: order.day >= 2026-08-01}}"
    by = programme(f"plans:\n  - id: p\n    name: {{en: P}}\n    {MONTHLY}20.00}}\n    fees: [{fee}]\n")
    made = bill(by, Usage("p")).document

    [item] = made["not_applied"]
    assert [("not-yet", "47")] == [(part["code"], part["distance"]) for part in item["missing"]]
    assert {"kind": "money", "value": "400"} == item["costs"]
    assert "it applies in 47 days and costs" in as_text(made, "en").replace("\u00a0", " ")
    assert "47 天后适用，将收取" in as_text(made, "zh-CN").replace("\u00a0", " ")
