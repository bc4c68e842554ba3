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


VOUCHERS = "vouchers:\n  - {{id: v, name: {{en: V}}, {0}, after_return: given_back}}\n"
TEN_CODES = VOUCHERS.format("codes: unique, in_all: 10")


@pytest.mark.parametrize("per", ["month", "programme"])
@pytest.mark.parametrize(
    "rules",
    [
        TEN_CODES + DISCOUNT.format("amount: 5.00, when: voucher.v"),
        TEN_CODES
        + DISCOUNT.format('percent: 20%, at_most: 5.00, when: voucher.v and order.channel == "app"'),
        VOUCHERS.format("codes: public, code: TENTIMES, each_code: 10")
        + DISCOUNT.format("amount: 5.00, when: voucher.v"),
        BUDGET.format("money: 25.00")
        + VOUCHERS.format("codes: unique, in_all: 5")
        + DISCOUNT.format("percent: 10%, budget: b")
        + DISCOUNT.format("amount: 5.00, when: voucher.v").partition("rules:\n")[2].replace("off", "more"),
    ],
)
def test_vouchers_are_limited_by_their_number(rules: str, per: str) -> None:
    """Ten times five is fifty and not less; a month may see all of them."""
    assert answer("budget_bounded", rules, at_most="50.00", per=per).holds is True
    found = answer("budget_bounded", rules, at_most="49.99", per=per)
    assert found.holds is not True


def test_a_voucher_is_shown_until_too_much_is_given() -> None:
    """An order that gives five, ten times over, is refuted as such an order."""
    rules = TEN_CODES + DISCOUNT.format("amount: 5.00, when: voucher.v")
    found = answer("budget_bounded", rules, at_most="49.99", per="month")

    assert found.holds is False
    assert ["E701"] == broken_by(found, rules)


@pytest.mark.parametrize(
    "rules",
    [
        VOUCHERS.format("codes: unique, each_code: 10") + DISCOUNT.format("amount: 5.00, when: voucher.v"),
        VOUCHERS.format("codes: public, code: ALWAYS, each_member: 1")
        + DISCOUNT.format("amount: 5.00, when: voucher.v"),
        TEN_CODES + DISCOUNT.format('amount: 5.00, when: voucher.v or order.channel == "app"'),
        TEN_CODES + DISCOUNT.format("percent: 20%, when: voucher.v"),
    ],
)
def test_vouchers_that_bound_nothing(rules: str) -> None:
    """Codes without number, a code that every member has, another way to it, a share of any order."""
    assert answer("budget_bounded", rules, at_most="50.00", per="month").holds is not True


def test_vouchers_that_are_shown_together() -> None:
    """What only two vouchers together give counts as often as the one that it is counted by."""
    rules = (
        TEN_CODES
        + "  - {id: w, name: {en: W}, codes: unique, in_all: 10, after_return: given_back}\n"
        + DISCOUNT.format("amount: 5.00, when: voucher.v and voucher.w")
    )

    assert answer("budget_bounded", rules, at_most="50.00", per="month").holds is True
    assert answer("budget_bounded", rules, at_most="49.99", per="month").holds is None
