"""Taxes on a period: for each charge or once, several rates, contained or added, by category."""

import pytest

from loyalty.decision.use import CouponState, Usage
from loyalty.language.no_value import NoValue
from tests.unit.decision.making import decided, explained, line, programme
from tests.unit.pricing.periods import MONTHLY, bill, use

N = "name: {en: N}"


def plan(tax: str, rest: str = "") -> str:
    """Give a plan of two meters with a tax."""
    return f"""
plans:
  - id: p
    {N}
    usage:
      - {{meter: a, name: {{en: Calls}}, model: per_unit, unit: 0.01{rest}}}
      - {{meter: b, model: per_unit, unit: 0.01}}
    tax: {tax}
"""


USED = use(a=43, b=484)
"""0.43 and 4.84, as in Stripe's example."""


@pytest.mark.parametrize(("per", "tax"), [("line", [6, 73]), ("total", [79])])
def test_tax_is_rounded_for_each_charge_or_once(per: str, tax: list[int]) -> None:
    """15 % of 0.43 and of 4.84 are 0.06 and 0.73; of 5.27 it is 0.79."""
    found = bill(programme(plan(f"{{rate: 15%, prices: exclude_tax, per: {per}}}")), Usage("p", USED))

    assert tax == [row["amount"] for row in found.document["lines"] if row["category"] == "tax"]
    assert 527 + sum(tax) == found.due


def test_tax_of_a_charge_says_of_which() -> None:
    """A line of tax for each charge names the charge."""
    found = bill(programme(plan("{rate: 15%, prices: exclude_tax, per: line}")), Usage("p", USED))

    assert ["Tax: Calls", "Tax: N"] == [
        row["label"]["en"] for row in found.document["lines"] if row["category"] == "tax"
    ]


@pytest.mark.parametrize(
    ("prices", "taxes", "due"),
    [("exclude_tax", [500, 998], 11498), ("include_tax", [435, 868], 10000)],
)
def test_several_taxes_do_not_compound(prices: str, taxes: list[int], due: int) -> None:
    """5 % and 9.975 % are each of the price before tax; contained, of 100.00 / 1.14975."""
    two = f"""
      - {{id: gst, {N}, rate: 5%, prices: {prices}, per: total}}
      - {{id: qst, {N}, rate: 9.975%, prices: {prices}, per: total}}"""
    found = bill(programme(plan(two)), Usage("p", use(a=10000)))

    assert (taxes, due) == ([found.lines["gst"], found.lines["qst"]], found.due)


def test_tax_is_of_what_reductions_leave() -> None:
    """A coupon of 10 % is taken off before tax, and each charge keeps its own."""
    rules = plan("{rate: 10%, prices: exclude_tax, per: line}")
    rules += "coupons: [{id: ten, name: {en: T}, percent: 10%, lasts: once}]\n"
    found = bill(programme(rules), Usage("p", use(a=1000, b=2000), coupons={"ten": CouponState()}))

    assert [90, 180] == [row["amount"] for row in found.document["lines"] if row["category"] == "tax"]


TABLE = {"vat.csv": "category,rate\ncoffee,7%\ngear,19%\n"}
BY = "{table: vat.csv, by: line.category, prices: exclude_tax, per: PER}\n    taxed_as: gear"


@pytest.mark.parametrize("per", ["line", "total"])
def test_charges_may_be_taxed_differently(per: str) -> None:
    """7 % of the meter that is taxed as coffee, 19 % of the other; the same words as for fees."""
    by = programme(plan(BY.replace("PER", per), ", taxed_as: coffee"), TABLE)
    found = bill(by, Usage("p", use(a=1000, b=1000)))

    assert [70, 190] == [row["amount"] for row in found.document["lines"] if row["category"] == "tax"]


def test_a_charge_that_is_not_made_needs_no_rate() -> None:
    """Only what is charged is looked up in the table."""
    table = {"vat.csv": "category,rate\ngear,19%\n"}
    by = programme(plan(BY.replace("PER", "line"), ", taxed_as: coffee"), table)

    assert 1190 == bill(by, Usage("p", use(b=1000))).due
    with pytest.raises(NoValue):
        bill(by, Usage("p", USED))


def test_a_price_and_its_fee_are_taxed_together() -> None:
    """Of the total: 19 % of 10.00 and 2.55 are 2.38."""
    rules = f"""
plans:
  - id: p
    {N}
    {MONTHLY}10.00}}
    fees: [{{id: fee, {N}, amount: 2.55, purpose: x, recipient: y, refundable: true}}]
    tax: {{rate: {{2026-01-01: 19%, 2026-07-01: 21%}}, prices: exclude_tax, per: total}}
"""
    assert 238 == bill(programme(rules), Usage("p")).lines["tax"]


def test_a_basket_may_have_several_taxes_at_fixed_rates() -> None:
    """Two taxes of a basket's line are each a line, and the return of the line takes back its own."""
    rules = f"""
basket:
  tax:
    - {{id: gst, {N}, rate: 5%, prices: exclude_tax}}
    - {{id: pst, {N}, rate: 7%, prices: exclude_tax}}
"""
    found = explained(decided(programme(rules), line("10.00"), line("0.50")))

    assert [50, 70, 3, 4] == [row["amount"] for row in found["lines"] if row["category"] == "tax"]
