"""Points as payment where a point is worth less, or more, than the money step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty import sumcheck
from loyalty.decision.situate import Participant
from loyalty.language.lowering import NO_TIER
from tests.unit.decision.making import TIERS, decided, explained, line, programme

REDEEM = """
redeem:
  worth: {{points: {points}, money: {money}}}
  earn_on: everything
  on_refund: recompute_kept_order
  spent_too_much: owe
  at_least: {least}
"""


@pytest.mark.parametrize(
    ("worth", "offered", "used", "money"),
    [
        (("1000", "1.00"), 1005, 1000, 100),  # a tenth of a cent each: five of them buy nothing
        (("1000", "1.00"), 9, 0, 0),
        (("3", "0.02"), 10, 9, 6),  # two thirds of a cent each: 10 are worth 6.67 cents, 9 are worth 6
        (("100", "1.00"), 99, 99, 99),
        (("2", "0.05"), 3, 3, 7),  # 2.5 cents each: 3 are worth 7.5 cents
    ],
)
def test_no_point_is_taken_for_nothing(worth: tuple[str, str], offered: int, used: int, money: int) -> None:
    """Only as many points are used as the money they pay takes; the rest stay the member's."""
    by = programme(REDEEM.format(points=worth[0], money=worth[1], least=1))
    made = decided(by, line("50.00"), points=offered)

    assert (made.points_used, made.value("points.money")) == (used, money)
    assert sumcheck.check(explained(made)) == []


BY_TIER = """
redeem:
  worth: {{points: 100, money: {money}, by_tier: {{gold: {gold}}}}}
  earn_on: everything
  on_refund: recompute_kept_order
  spent_too_much: owe
"""


@given(*(st.integers(1, 300) for _ in range(2)), st.sampled_from(["blue", "gold", ""]), st.integers(0, 6000))
def test_points_are_worth_what_the_tier_says(money: int, gold: int, tier: str, offered: int) -> None:
    """For each tier points pay as where the file states that worth for everybody; nobody's are not taken."""
    rules = TIERS + BY_TIER.format(money=f"{money / 100:.2f}", gold=f"{gold / 100:.2f}")
    plain = gold if tier == "gold" else money
    alike = TIERS + REDEEM.format(points=100, money=f"{plain / 100:.2f}", least=1)
    who = Participant(enrolled=bool(tier), tier=tier or NO_TIER)
    made, same = (decided(programme(text), line("50.00"), who=who, points=offered) for text in (rules, alike))

    assert (same.points_used, same.payable) == (made.points_used, made.payable)
    assert sumcheck.check(explained(made)) == []


def test_points_that_buy_less_than_the_least_are_not_used() -> None:
    """The fewest points spent at once are counted of what would be used."""
    by = programme(REDEEM.format(points=1000, money="1.00", least=1001))

    assert decided(by, line("50.00"), points=1005).points_used == 0
    assert decided(by, line("50.00"), points=1010).points_used == 1010


def test_points_are_shared_over_what_they_may_pay_for_however_it_is_written() -> None:
    """A limit on a reckoned part of the goods is shared over those goods, not over what earns nothing."""
    rules = """
  order.goods: {is: money, sum_of: line.amount, except_when: line.category == "gear"}
earn:
  base: {points: 1, for_each: 1, of: line.amount}
  except_when: line.category == "gear"
redeem:
  worth: {points: 100, money: 1.00}
  at_most: {share: 100%, of: order.goods - 1.00}
  earn_on: money_paid
  on_refund: recompute_kept_order
  spent_too_much: owe
"""
    made = decided(
        programme(rules), line("10.00", category="tea"), line("90.00", category="gear"), points=900
    )

    assert made.points_used == 900
    assert made.points_earned == 1
