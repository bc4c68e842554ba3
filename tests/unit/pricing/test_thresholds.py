"""Thresholds of discounts: what is measured, before or after other discounts, with tax or without."""

import pytest

from tests.unit.decision.making import decided, line, programme

TAX = "  tax: {rate: 25%, prices: PRICES}\n"
RULES = """basket:
TAX  discounts:
    combine: best
    rules:
      - {id: ten, name: {en: Ten}, percent: 10%}
      - {id: five, name: {en: Five}, amount: 5.00, reached: {amount: 40.00, REACHED}}
"""


@pytest.mark.parametrize(
    ("prices", "words", "list_price", "applies"),
    [
        ("include_tax", "measured: before_discounts", "40.00", True),
        ("include_tax", "measured: after_discounts", "40.00", False),
        ("include_tax", "measured: after_discounts", "44.44", True),
        ("include_tax", "measured: before_discounts, tax: excluded", "49.99", False),
        ("include_tax", "measured: before_discounts, tax: excluded", "50.00", True),
        ("include_tax", "measured: before_discounts, tax: included", "40.00", True),
        ("exclude_tax", "measured: before_discounts, tax: included", "31.99", False),
        ("exclude_tax", "measured: before_discounts, tax: included", "32.00", True),
        ("exclude_tax", "measured: before_discounts, tax: excluded", "39.99", False),
        ("exclude_tax", "measured: after_discounts, tax: included", "35.55", False),
        ("exclude_tax", "measured: after_discounts, tax: included", "35.56", True),
    ],
)
def test_what_a_threshold_measures(prices: str, words: str, list_price: str, applies: bool) -> None:  # noqa: FBT001 - a column
    """A cent less is not enough; 25 % tax is a fifth of a price that contains it, a quarter beside it."""
    rules = RULES.replace("TAX", TAX.replace("PRICES", prices)).replace("REACHED", words)

    decision = decided(programme(rules), line(list_price))

    assert applies is (decision.value("off.five") > 0)
