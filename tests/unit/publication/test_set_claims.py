"""What a text says that set units cost, or by how much points are multiplied, is held against the rule."""

import pytest

from tests.unit.publication.trying import UNSUPPORTED, claims

EARN = """
earn:
  base: {points: 1, for_each: 1.00, of: line.amount}
  combine: [tier, best_multiplier, additions]
  rules: [{id: m, name: {en: '%s', zh-CN: 茶}, when: 'line.category == "tea"', multiply: 2x}]
"""
RULE = (
    "\n  discounts: {{combine: best, rules: [{{id: r, name: {{en: '{text}', zh-CN: '{text}'}}, "
    "buy_get: {{buy: 2, get: 1, {costs}, counted: all_lines, given: cheapest}}}}]}}\n"
)


@pytest.mark.parametrize(
    ("text", "costs", "codes"),
    [
        ("Buy 2 get 1 for 1 €", "price: 1.50", UNSUPPORTED),
        ("Buy 2 get 1 for just 0,99 €", "price: 1.00", UNSUPPORTED),
        ("Buy 2 get 1 for €1", "price: {2026-01-01: 1.00, 2027-01-01: 2.00}", UNSUPPORTED),
        ("Buy 2 get 1 for €1.50", "price: 1.50", set()),
        ("Buy 2 get 1 for €2", "price: 1.50", set()),
        ("Buy two, get one for €1.50", "percent: 50%", set()),
        ("Buy 2 get 1 for 1 €", "percent: 100%", set()),
    ],
)
def test_a_set_costs_no_more_than_its_text_says(text: str, costs: str, codes: set[str]) -> None:
    """Where the rule sets no price nobody knows what each comes to, so nothing is refused."""
    assert codes == claims(RULE.format(text=text, costs=costs))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Two times the points", set()),
        ("Double points on five days", set()),
        ("Five times the points", UNSUPPORTED),
        ("Fünffache Punkte", UNSUPPORTED),
        ("五倍积分", UNSUPPORTED),
    ],
)
def test_a_factor_that_is_spelled(text: str, codes: set[str]) -> None:
    """A rule tells no larger factor than it has, in words either."""
    assert codes == claims("", earn=EARN % text)
