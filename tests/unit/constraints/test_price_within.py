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


FREE = DISCOUNT.format("buy_get: {buy: 1, get: 1, percent: 100%, counted: all_lines, given: cheapest}")
TENTH = DISCOUNT.format("amount: 5.00, reached: {amount: 50.00, measured: before_discounts}")


@pytest.mark.parametrize(
    ("rules", "floor"),
    [
        ("", "0%"),
        (DISCOUNT.format("percent: 60%"), "60%"),
        (TIERS + DISCOUNT.format('percent: 55%, when: line.category == "tea"'), "60%"),
        (DISCOUNT.format("percent: 60%, each: order"), "60%"),
        (TENTH, "10%"),
    ],
)
def test_no_line_is_below_the_floor(rules: str, floor: str) -> None:
    """Percentages of each line, and what is shared in proportion, whatever else is in the order."""
    assert answer("price_within", rules, below_list_at_most=floor, each="line").holds is True


@pytest.mark.parametrize(
    ("rules", "floor"),
    [
        (DISCOUNT.format("percent: 61%"), "60%"),
        (FREE, "60%"),
        (TENTH, "9%"),
        (DISCOUNT.format('percent: 30%, each: order, lines: line.category == "tea"'), "20%"),
    ],
)
def test_a_line_below_the_floor_is_shown(rules: str, floor: str) -> None:
    """A unit that is given beside a dear one, and a discount that only some lines get."""
    found = answer("price_within", rules, below_list_at_most=floor, each="line")

    assert found.holds is False
    assert ["E701"] == broken_by(found, rules)
