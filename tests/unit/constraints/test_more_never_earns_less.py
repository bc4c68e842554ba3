"""Whether a larger quantity can earn less where an amount is shared over lines that earn unlike."""

import pytest

from tests.unit.constraints.answering import DISCOUNT, answer, broken_by
from tests.unit.decision.making import EARN, TIERS

NO_TEA = f'{EARN}  except_when: line.category == "tea"\n'
TEA_TWICE = (
    f"{EARN}  rules:\n"
    '    - {id: r, name: {en: R}, when: line.category == "tea", multiply: 2x}\n'
    "  combine: [best_multiplier]\n"
)
FIVE = DISCOUNT.format("amount: 5.00")


@pytest.mark.parametrize(
    "rules",
    [
        NO_TEA + FIVE,
        NO_TEA + DISCOUNT.format("percent: 10%, each: order"),
        NO_TEA.replace("for_each: 1", "for_each: 10") + FIVE,
        TEA_TWICE + FIVE,
        TIERS + EARN + DISCOUNT.format("price: 2.00, each: unit"),
    ],
)
def test_a_step_of_money_falls_on_a_line_that_earns(rules: str) -> None:
    """One cent more of tea moves a cent of the discount to coffee, which then is one point short."""
    found = answer("more_never_earns_less", rules, of="quantity")

    assert found.holds is False
    assert ["E701"] == broken_by(found, rules)


@pytest.mark.parametrize(
    "rules",
    [
        NO_TEA + DISCOUNT.format('amount: 5.00, lines: line.category != "tea"'),
        NO_TEA + DISCOUNT.format('amount: 5.00, lines: line.category == "tea"'),
        NO_TEA.replace("line.amount", "line.list_amount") + FIVE,
        EARN + FIVE,
        NO_TEA + DISCOUNT.format("percent: 10%"),
    ],
)
def test_shared_over_lines_that_earn_alike(rules: str) -> None:
    """Of an amount off lines that all earn, or none of which does, no cent falls otherwise."""
    assert answer("more_never_earns_less", rules, of="quantity").holds is True
