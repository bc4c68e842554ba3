"""How a period is paid: with points, in another currency; and fees that are shared by time."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from loyalty import sumcheck
from loyalty.decision.answers.paying import PointsPayment, pay_with_points
from loyalty.decision.refusals import RequestMisfit
from loyalty.decision.situate import Participant
from loyalty.decision.use import Usage
from loyalty.kernel.money import currency
from loyalty.language.no_value import NoValue
from loyalty.wording.text import as_text
from tests.unit.decision.making import AT, TIERS, programme
from tests.unit.pricing.periods import MONTHLY, bill, stretch

N = "name: {en: N}"
MEMBER = Participant(enrolled=True)
POINTS = f"""
redeem:
  worth: {{points: 100, money: 1.00}}
  at_least: 500
  earn_on: money_paid
  on_refund: recompute_kept_order
  spent_too_much: owe
plans:
  - id: p
    {N}
    {MONTHLY}20.00}}
    points: {{at_most: 50%}}
    tax: {{rate: 20%, prices: exclude_tax, per: total}}
"""


@pytest.mark.parametrize(
    ("offered", "used", "payable"), [(0, 0, 2400), (499, 0, 2400), (600, 600, 1800), (5000, 1200, 1200)]
)
def test_points_pay_up_to_a_share_after_tax(offered: int, used: int, payable: int) -> None:
    """Half of 24.00, tax included, may be paid with points; the tax stays 4.00."""
    found = bill(programme(POINTS), Usage("p", points_offered=offered), who=MEMBER)

    assert (used, payable, 400) == (found.decision.points_used, found.decision.payable, found.lines["tax"])
    assert 2400 == found.due


@pytest.mark.parametrize(("tier", "used", "money"), [("blue", 1000, 1000), ("gold", 800, 1000)])
def test_points_pay_an_invoice_by_the_members_tier(tier: str, used: int, money: int) -> None:
    """Half of 20.00 takes 1,000 points, of a gold member 800, for whom 100 pay 1.25; so in a period."""
    by = programme(TIERS + POINTS.replace("money: 1.00}", "money: 1.00, by_tier: {gold: 1.25}}"))
    who = Participant(enrolled=True, tier=tier)

    assert PointsPayment(used, money) == pay_with_points(by, "p", tier, due=2000, offered=1000, at=AT)
    found = bill(by, Usage("p", points_offered=5000), who=who)
    assert (1200, 2400 - 1200) == (found.decision.value("points.money"), found.decision.payable)
    assert found.decision.points_used == (960 if tier == "gold" else 1200)


RATES = """currency,from,rate,source
CNY,2026-01-01,7.8512,ECB
CNY,2026-07-01,7.9,ECB
JPY,2026-01-01,163.27,ECB
KWD,2026-01-01,0.3312,ECB
CLF,2026-01-01,0.0269,ECB
"""
ABROAD = f"""
currencies: {{table: rates.csv}}
plans: [{{id: p, {N}, {MONTHLY}19.99}}}}]
"""


@pytest.mark.parametrize(
    ("code", "amount"),
    [
        ("EUR", 1999),
        ("CNY", 15695),  # 19.99 x 7.8512 = 156.945488
        ("JPY", 3264),  # 19.99 x 163.27 = 3263.7673
        ("KWD", 6621),  # 19.99 x 0.3312 = 6.620688
        ("CLF", 5377),  # 19.99 x 0.0269 = 0.537731
    ],
)
def test_a_bill_is_converted_with_one_rounding(code: str, amount: int) -> None:
    """Currencies of 0, 2, 3 and 4 decimals; the programme's own total stays what it is."""
    found = bill(programme(ABROAD, {"rates.csv": RATES}), Usage("p", currency=code))

    assert (amount, 1999) == (found.decision.value("total.converted"), found.due)
    assert (code != "EUR") is ("converted" in found.document)


@pytest.mark.parametrize(("month", "rate"), [(6, "7.8512"), (7, "7.9")])
def test_the_explanation_names_rate_day_and_source(month: int, rate: str) -> None:
    """The rate is the one in force when the period begins, and the explanation says so in words."""
    at = datetime(2026, month, 1, 10, tzinfo=UTC)
    found = bill(programme(ABROAD, {"rates.csv": RATES}), Usage("p", currency="CNY"), at)

    said = found.document["converted"]
    assert (rate, "ECB", 2) == (said["rate"], said["source"], said["exponent"])
    assert f"1 EUR is {rate} CNY from" in as_text(found.document, "en")
    assert f"1 EUR 合 {rate} CNY" in as_text(found.document, "zh-CN")


@pytest.mark.parametrize("key", ["amount", "rate", "currency"])
def test_a_changed_conversion_is_found(key: str) -> None:
    """The sum checker works the conversion out again."""
    document = bill(programme(ABROAD, {"rates.csv": RATES}), Usage("p", currency="CNY")).document
    document["converted"][key] = {"amount": 15694, "rate": "7.8513", "currency": "JPY"}[key]

    assert [] != sumcheck.check(document)


def test_an_unknown_currency_is_refused() -> None:
    """A currency without rates is refused with those there are."""
    with pytest.raises(RequestMisfit, match="a bill may be in EUR, CLF, CNY"):
        bill(programme(ABROAD, {"rates.csv": RATES}), Usage("p", currency="CHF"))
    with pytest.raises(RequestMisfit, match="a bill may be in EUR"):
        bill(programme(POINTS), Usage("p", currency="CNY"))


def test_no_rate_that_day_is_refused() -> None:
    """Before the first rate of a currency nobody guesses."""
    later = RATES.replace("JPY,2026-01-01", "JPY,2026-12-01")

    with pytest.raises(NoValue, match="no-exchange-rate"):
        bill(programme(ABROAD, {"rates.csv": later}), Usage("p", currency="JPY"))


@pytest.mark.parametrize("own", ["JPY", "KWD", "CLF"])
def test_the_programmes_own_currency_may_have_any_decimals(own: str) -> None:
    """From 0, 3 and 4 decimals to the 2 of the dollar: 20 x 1.5."""
    table = {"rates.csv": "currency,from,rate,source\nUSD,2026-01-01,1.5,x\n"}
    step = str(Fraction(1, 10 ** currency(own).exponent).limit_denominator())
    money = {"JPY": "1", "KWD": "0.001", "CLF": "0.0001"}[own]
    by = programme(ABROAD.replace("19.99", "20"), table, currency=own, money=money, prices=money)
    found = bill(by, Usage("p", currency="USD"))

    assert (3000, 20 * 10 ** currency(own).exponent) == (
        found.decision.value("total.converted"),
        found.due,
    ), step


def test_a_prorated_fee_pays_a_share() -> None:
    """10.00 for ten days of thirty is 3.33; the other fee is due in full."""
    rules = f"""
plans:
  - id: p
    {N}
    {MONTHLY}0.00}}
    proration: {{basis: day, on_change: credit_and_charge}}
    fees:
      - {{id: share, {N}, amount: 10.00, prorated: true, purpose: x, recipient: y, refundable: true}}
      - {{id: whole, {N}, amount: 10.00, purpose: x, recipient: y, refundable: true}}
"""
    found = bill(programme(rules), Usage("p", stretches=(stretch("1", 10, 30),)))

    assert (333, 1000) == (found.lines["share"], found.lines["whole"])
