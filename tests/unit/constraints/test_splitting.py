"""Whether two orders of the same lines can cost less or earn more than one."""

import pytest

from tests.unit.constraints.answering import DISCOUNT, answer, broken_by
from tests.unit.decision.making import EARN, FEE, TIERS

RULE = "  rules:\n    - {{id: r, name: {{en: R}}, {0}}}\n  combine: [{1}]\n"
HISTORY = 'percent: 10%, when: "history.orders {} 3"'


@pytest.mark.parametrize(
    "rules",
    [
        EARN,
        TIERS + EARN + DISCOUNT.format("percent: 10%"),
        DISCOUNT.format("percent: 10%, reached: {amount: 50.00, measured: before_discounts}"),
        DISCOUNT.format("amount: 0.10, each: unit"),
        DISCOUNT.format(HISTORY.format("<")),
        f"basket:\n  fees:\n    - {FEE}amount: 3.00}}\n",
        EARN + RULE.format('multiply: 2x, when: line.category == "tea"', "best_multiplier"),
        EARN + "  caps: [{per: [member, month], at_most: 100}]\n",
    ],
)
def test_nothing_is_gained(rules: str) -> None:
    """What each line gives by itself, thresholds, fees of each order, and caps that count on."""
    assert answer("splitting_never_pays", rules).holds is True


@pytest.mark.parametrize(
    ("rules", "failed"),
    [
        (DISCOUNT.format("amount: 5.00"), ["E701"]),
        (DISCOUNT.format("percent: 10%, each: order"), ["E701"]),
        (DISCOUNT.format("percent: 10%, at_most: 5.00"), ["E701"]),
        (EARN + RULE.format("add: 50, once_per: order", "additions"), ["E701"]),
        (EARN + "  caps: [{per: [order], at_most: 100}]\n", ["E701"]),
    ],
)
def test_an_order_is_split(rules: str, failed: list[str]) -> None:
    """An amount, a rounding, a cap or points of each order: the one order is shown to fall short."""
    found = answer("splitting_never_pays", rules)

    assert found.holds is False
    assert failed == broken_by(found, rules)


def test_a_second_order_counts_the_first() -> None:
    """From the third order on all is cheaper: two orders reach it sooner than one."""
    found = answer("splitting_never_pays", DISCOUNT.format(HISTORY.format(">=")))

    assert found.holds is False
    assert ["2", "3"] == [w.split()[1] for w in found.witness.splitlines() if "history.orders" in w][1:]


BUDGET = "budgets:\n  - {{id: b, name: {{en: B}}, {0}, per: [member], after_return: given_back}}\n"
CARD = "add: 50, once_per: card, card: {{each: 10, of: {0}}}"
TRACES = [
    (BUDGET.format("money: 5.00") + DISCOUNT.format("percent: 10%, budget: b"), True),
    (BUDGET.format("money: 5.00") + DISCOUNT.format("amount: 1.00, budget: b"), False),
    (DISCOUNT.format('percent: 10%, when: "history.spend < 100.00"'), True),
    (DISCOUNT.format('percent: 10%, when: "history.spend_month >= 100.00"'), False),
    (EARN + RULE.format(CARD.format("orders"), "additions"), False),
]


@pytest.mark.parametrize(("rules", "holds"), TRACES)
def test_what_a_first_order_leaves_is_found_by_the_second(rules: str, *, holds: bool) -> None:
    """Budgets of members, what was spent before, and cards that orders fill."""
    found = answer("splitting_never_pays", rules)

    assert found.holds is holds
    assert (not holds) == bool(found.witness)


def test_other_traces_are_not_followed() -> None:
    """How often a budget was drawn on is not followed; nothing is claimed."""
    rules = BUDGET.format("times: 5") + DISCOUNT.format("percent: 10%, budget: b")

    assert answer("splitting_never_pays", rules).holds is None
