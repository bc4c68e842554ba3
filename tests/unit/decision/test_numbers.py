"""The numbers of a decision, worked out by hand for awkward programmes."""

import pytest

from loyalty import sumcheck
from tests.unit.decision.making import EARN, FEE, TIERS, amounts, decided, explained, line, programme


def test_every_amount_is_a_multiple_of_the_money_step() -> None:
    """Shares of an amount off the order and contained tax are rounded to the money step too."""
    rules = """
basket:
  discounts: {combine: best, rules: [{id: off, name: {en: Off}, amount: 0.55}]}
  tax: {table: vat.csv, by: line.category, prices: include_tax}
"""
    made = decided(
        programme(rules, {"vat.csv": "category,rate\ncoffee|tea|gear,7%\n"}, money="0.05"),
        line("3.33"),
        line("4.44"),
        line("7.05"),
    )

    assert amounts(made, "base") == [335, 445, 705]
    # 0.55 x 3.35 / 14.85 = 0.124, x 7.80 / 14.85 = 0.289: 0.10, then up to 0.30, then up to 0.55
    assert amounts(made, "discount_public") == [-10, -20, -25]
    # 3.25 x 7 / 107 = 0.213, 4.25 x 7 / 107 = 0.278, 6.80 x 7 / 107 = 0.445
    assert amounts(made, "tax") == [20, 30, 45]
    assert sumcheck.check(explained(made)) == []


@pytest.mark.parametrize(
    ("currency", "step", "price", "quantity", "due"),
    [("JPY", "1", "33", "1.5", 50), ("JPY", "10", "34", "1.5", 50), ("KWD", "0.005", "1.1234", "3", 3370)],
)
def test_currencies_of_other_exponents(currency: str, step: str, price: str, quantity: str, due: int) -> None:
    """Yen have no minor unit, dinars three decimals; both round to the programme's step."""
    made = decided(programme("", currency=currency, money=step, prices="0.0001"), line(price, quantity))

    assert made.due == due


def test_a_tier_measures_a_part_of_an_amount() -> None:
    """Half of 95.00 counts as 47.50, not as 95.00."""
    rules = TIERS.replace("sum_of: line.amount", "sum_of: line.amount * 50%")

    assert decided(programme(rules), line("100.00")).value("tier.measure.spend") == 4750


def test_a_sum_of_parts_is_compared_as_what_it_is() -> None:
    """A fact that sums half of each line is half of them wherever a rule reads it."""
    rules = """
  order.half: {is: money, sum_of: line.amount * 50%}
basket:
  fees: [FEEamount: 1.00, when: order.half >= 60.00}]
"""
    by = programme(rules.replace("FEE", FEE))

    assert [decided(by, line(price)).due for price in ("119.98", "120.00")] == [11998, 12100]
    assert sumcheck.check(explained(decided(by, line("100.00")))) == []


def test_a_share_of_less_than_nothing_is_no_fee() -> None:
    """A fee of a sum below zero is not charged, and takes nothing off."""
    rules = """
  order.saved: {is: money, sum_of: line.amount - line.list_amount - 0.01}
basket:
  fees: [FEEshare: 50%, of: order.saved}]
"""
    made = decided(programme(rules.replace("FEE", FEE)), line("2.00"), line("2.00"), line("2.00"))

    assert made.due == 600
    assert sumcheck.check(explained(made)) == []


def test_an_expression_may_be_a_long_sum() -> None:
    """A sum of as many parts as an expression may have is worked out like a short one."""
    rules = EARN.replace("of: line.amount", "of: line.amount" + " + line.amount" * 120)

    assert decided(programme(rules), line("1.00")).points_earned == 121
