"""Amounts that are meant with tax where prices are without it, or the other way round."""

import pytest

from loyalty import sumcheck
from tests.unit.decision.making import decided, explained, line, programme

RULES = """basket:
  tax: {rate: 15%, prices: PRICES}
  discounts:
    combine: best
    rules:
      - {id: off, name: {en: Off}, WORDS}
"""


@pytest.mark.parametrize(
    ("prices", "words", "total"),
    [
        ("exclude_tax", "amount: 5.00", 575),
        ("exclude_tax", "amount: 5.00, tax: excluded", 575),
        ("exclude_tax", "amount: 5.00, tax: included", 650),
        ("exclude_tax", "amount: 5.00, tax: included, each: line", 650),
        ("exclude_tax", "amount: 2.50, tax: included, each: unit", 650),
        ("exclude_tax", "percent: 100%, at_most: 5.00, tax: included", 650),
        ("exclude_tax", "amount: 99.00, tax: included", 0),
        ("include_tax", "amount: 5.00", 500),
        ("include_tax", "amount: 5.00, tax: included", 500),
        ("include_tax", "amount: 5.00, tax: excluded", 425),
        ("include_tax", "percent: 100%, at_most: 5.00, tax: excluded", 425),
        ("include_tax", "amount: 99.00, tax: excluded", 0),
    ],
)
def test_what_an_amount_takes_off(prices: str, words: str, total: int) -> None:
    """Two units at 5.00: 11.50 with tax of 15 %, 10.00 where prices contain it."""
    rules = RULES.replace("PRICES", prices).replace("WORDS", words)

    decision = decided(programme(rules), line("5.00", "2"))

    assert decision.due == total
    assert [] == sumcheck.check(explained(decision))


def test_a_percentage_of_the_order_is_rounded_once() -> None:
    """Of 3.33, 3.34 and 3.33 a tenth is 1.00, and of each line by itself 0.99."""
    thirds = [line("3.33"), line("3.34"), line("3.33")]
    rules = RULES.replace("PRICES", "include_tax")

    once = decided(programme(rules.replace("WORDS", "percent: 10%, each: order")), *thirds)
    each = decided(programme(rules.replace("WORDS", "percent: 10%")), *thirds)

    assert (once.due, each.due) == (900, 901)


def test_two_percentages_of_the_order_are_each_taken_once() -> None:
    """Of 20.00 ten and five percent are 3.00, though both are of the same lines."""
    rules = RULES.replace("PRICES", "include_tax").replace("WORDS", "percent: 10%, each: order")
    more = "      - {id: more, name: {en: More}, percent: 5%, each: order}\n"
    summed = (
        (rules + more)
        .replace("combine: best", "lanes: [{name: a, combine: sum}]")
        .replace("each: order", "each: order, lane: a")
    )

    assert decided(programme(summed), line("10.00"), line("10.00")).due == 1700
