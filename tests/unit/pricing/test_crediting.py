"""Charges below zero: what they give is taken off the rest of the period, and what is too much lapses."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.decision.use import Usage
from tests.unit.decision.making import programme
from tests.unit.pricing.periods import MONTHLY, Bill, bill, use

WHY = "reason: sun, approved_by: owner, until: 2027-12-31"
SUN = f"""
plans:
  - id: power
    name: {{en: Power}}
    {MONTHLY}12.00}}
    usage:
      - {{meter: drawn, name: {{en: Drawn}}, model: per_unit, unit: 0.30}}
      - {{meter: fed, name: {{en: Fed in}}, model: per_unit, unit: -0.08, negative: allowed}}
      - {{meter: saved, name: {{en: Saved}}, model: per_unit, unit: -0.01, negative: allowed}}
    maximum: {{amount: 50.00, counts: [price, usage]}}
    tax: {{rate: 20%, prices: exclude_tax, per: line}}
waivers:
  - {{constraint: more_never_costs_less, where: power.fed, {WHY}}}
  - {{constraint: more_never_costs_less, where: power.saved, {WHY}}}
constraints: [{{more_never_costs_less: {{of: quantity}}}}]
"""
POWER = programme(SUN)


def month(**used: int) -> Bill:
    """Give the bill of a month."""
    return bill(POWER, Usage("power", use(**used)))


@pytest.mark.parametrize(
    ("drawn", "fed", "lapsed", "due"),
    [
        (100, 100, 0, 4080),  # 12.00 + 30.00 - 8.00 = 34.00, and 20 %
        (100, 525, 0, 0),  # 42.00 less 42.00
        (100, 600, 600, 0),  # 48.00 is 6.00 more than there is
        (0, 0, 0, 1440),
        (1000, 1000, 0, 6000),  # 312.00 - 80.00 are more than 50.00
    ],
)
def test_what_is_fed_in_is_taken_off(drawn: int, fed: int, lapsed: int, due: int) -> None:
    """It reduces the other charges and their tax, down to nothing; the rest is a line that lapses."""
    made = month(drawn=drawn, fed=fed)

    assert due == made.due
    assert -8 * fed == made.lines["power.fed"]
    assert lapsed == made.lines.get("power.fed.lapsed", 0)


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 9000))
def test_nothing_is_lost_but_what_lapses(drawn: int, fed: int, saved: int) -> None:
    """All charges less what is given are what is left; nothing lapses before that is nothing."""
    made = month(drawn=drawn, fed=fed, saved=saved)
    lapsed = sum(amount for rule, amount in made.lines.items() if rule.endswith(".lapsed"))
    net = Fraction(made.decision.value("total.net") + made.decision.value("maximum"))

    assert net == 1200 + 30 * drawn - 8 * fed - saved + lapsed
    assert net == 0 or lapsed == 0
