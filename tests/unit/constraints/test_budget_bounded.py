"""What may be given away by an order, in a month, and as long as a programme binds."""

import pytest

from tests.unit.constraints.answering import DISCOUNT, REDEEM, answer, broken_by
from tests.unit.decision.making import EARN, TIERS

BUDGET = "budgets:\n  - {{id: b, name: {{en: B}}, {0}, after_return: given_back}}\n"
TEN = DISCOUNT.format("percent: 10%, budget: b")
FIVE = DISCOUNT.format("amount: 5.00, budget: b")


@pytest.mark.parametrize(
    ("rules", "per"),
    [
        (DISCOUNT.format("amount: 5.00"), "order"),
        (DISCOUNT.format("percent: 10%, at_most: 5.00"), "order"),
        (BUDGET.format("money: 5.00") + TEN, "programme"),
        (BUDGET.format("money: 5.00, per: [month]") + TEN, "month"),
        (BUDGET.format("times: 1") + FIVE, "month"),
        (EARN, "month"),
    ],
)
def test_five_is_enough(rules: str, per: str) -> None:
    """Amounts and caps bound an order, budgets bound a time, and points that buy nothing cost nothing."""
    assert answer("budget_bounded", rules, at_most="5.00", per=per).holds is True


@pytest.mark.parametrize(
    ("rules", "per"),
    [
        (DISCOUNT.format("percent: 10%"), "order"),
        (EARN + REDEEM + DISCOUNT.format("amount: 5.00"), "order"),
        (DISCOUNT.format("amount: 0.01"), "month"),
        (TIERS, "month"),
        (EARN + REDEEM, "programme"),
        (BUDGET.format("money: 5.01") + TEN, "month"),
        (BUDGET.format("money: 5.00, per: [month]") + TEN, "programme"),
        (BUDGET.format("money: 5.00, per: [member]") + TEN, "programme"),
    ],
)
def test_five_is_not_enough(rules: str, per: str) -> None:
    """A percentage of a dear order, points beside, orders without number, a budget for each member."""
    found = answer("budget_bounded", rules, at_most="5.00", per=per)

    assert found.holds is False
    assert ["E701"] == broken_by(found, rules)


def test_vouchers_are_limited_by_their_number() -> None:
    """Of a discount that only a limited voucher gives, nothing is claimed over time."""
    vouchers = "vouchers:\n  - {id: v, name: {en: V}, codes: unique, in_all: 10, after_return: given_back}\n"
    rules = vouchers + DISCOUNT.format("amount: 5.00, when: voucher.v")

    assert answer("budget_bounded", rules, at_most="50.00", per="month").holds is None
