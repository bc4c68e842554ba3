"""How far below its list price an order's goods may be, and that nothing is above it."""

import pytest

from tests.unit.constraints.answering import DISCOUNT, answer, broken_by
from tests.unit.decision.making import TIERS


@pytest.mark.parametrize(
    "rules",
    [
        "",
        DISCOUNT.format("percent: 60%"),
        DISCOUNT.format("percent: 60%, each: order"),
        DISCOUNT.format("percent: 100%, at_most: 0.01"),
        TIERS + DISCOUNT.format('percent: 55%, when: line.category == "tea"'),
    ],
)
def test_a_floor_of_sixty_percent_holds(rules: str) -> None:
    """Percentages that add up to sixty at the most are within it, rounded line by line or once."""
    assert answer("price_within", rules, below_list_at_most="60%").holds is True


@pytest.mark.parametrize(
    "rules",
    [
        DISCOUNT.format("percent: 61%"),
        DISCOUNT.format("amount: 5.00"),
        DISCOUNT.format("buy_get: {buy: 1, get: 1, percent: 100%, counted: each_line}")
        + DISCOUNT.format("percent: 25%").partition("rules:\n")[2].replace("off", "more"),
        TIERS + DISCOUNT.format('percent: 56%, when: line.category == "tea"'),
    ],
)
def test_a_price_below_the_floor_is_shown(rules: str) -> None:
    """One percent more, an amount off a small order, and discounts that add up are refuted by an order."""
    found = answer("price_within", rules, below_list_at_most="60%")

    assert found.holds is False
    assert ["E701"] == broken_by(found, rules)
