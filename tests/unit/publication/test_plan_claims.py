"""What a text of a plan claims is held against what the plan gives, and the same plan paid more often."""

import pytest

from tests.unit.publication.trying import UNSUPPORTED, claims

PLANS = """
plans:
  - id: p
    name: {en: '%s', zh-CN: 月卡}
    price: {every: 1 month, anchor: calendar, amount: 10.00}
    usage: [{meter: visits, name: {en: '%s', zh-CN: 次}, model: per_unit, unit: 1.00, free_units: %d}]
    taxed_as: coffee
    tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax, per: line}
    proration: {basis: day, on_change: credit_and_charge}
"""
METERS = "meters:\n  - {id: visits, name: {en: Visits, zh-CN: 次}, aggregate: sum}\n"


@pytest.mark.parametrize(
    ("plan", "usage", "free", "codes"),
    [
        ("Month", "Ten free visits", 10, set()),
        ("Ten free visits", "Visits", 10, set()),
        ("Month", "Visits", 0, set()),
        ("Month", "Free visits", 0, UNSUPPORTED),
        ("Gratis", "Visits", 0, UNSUPPORTED),
        ("Save 20%", "Visits", 10, UNSUPPORTED),
        ("Pays for itself", "Visits", 0, UNSUPPORTED),
        ("Rechnet sich ab dem ersten Besuch", "Visits", 0, UNSUPPORTED),
        ("开卡即回本", "Visits", 0, UNSUPPORTED),
        ("Paid monthly, your money back within 14 days", "Visits", 0, set()),
    ],
)
def test_what_a_plan_holds_is_free(plan: str, usage: str, free: int, codes: set[str]) -> None:
    """Units that cost nothing are called free, where there are some."""
    assert codes == claims("", plans=PLANS % (plan, usage, free), meters=METERS)


OFTENER = """
plans:
  - {id: club, name: {en: Club, zh-CN: 俱乐部}, price: {every: month, anchor: anniversary, amount: 10.00}}
  - {id: gold-month, name: {en: Gold, zh-CN: 金卡}, price: {every: month, anchor: anniversary, amount: 40.00}}
  - id: %s
    name: {en: '%s', zh-CN: 年卡}
    price: {every: year, anchor: anniversary, amount: %s}
    existing: keep
%s"""


@pytest.mark.parametrize(
    ("plan", "text", "amount", "more", "codes"),
    [
        ("club-yearly", "Save 20%", "96.00", "", set()),
        ("club-yearly", "Club, 2 months free", "100.00", "", set()),
        ("club-yearly", "Two free months", "100.00", "", set()),
        ("club-yearly", "免费2个月", "100.00", "", set()),
        ("club-yearly", "Save €20", "100.00", "", set()),
        ("club-yearly", "Save", "119.00", "", set()),
        ("gold-year", "Save 20%", "384.00", "", set()),
        ("club-yearly", "One month free", "120.00", "    trial: 1 month\n", set()),
        ("club-yearly", "Club, 14 days free", "120.00", "    trial: 14 days\n", set()),
        ("club-yearly", "Free 2-week trial", "120.00", "    trial: 14 days\n", set()),
        ("club-yearly", "俱乐部14天免费", "120.00", "    trial: 14 days\n", set()),
        ("club-yearly", "Club, 31 days free", "120.00", "    trial: 1 month\n", set()),
        ("club-yearly", "Club, 32 days free", "120.00", "    trial: 1 month\n", UNSUPPORTED),
        ("club-yearly", "Club, 31 days free", "120.00", "    trial: 30 days\n", UNSUPPORTED),
        ("club-yearly", "Club, 365 days free", "120.00", "    trial: 1 year\n", set()),
        ("club-yearly", "30 days free returns", "120.00", "    trial: 14 days\n", set()),
        ("club-yearly", "Club, 30 days free", "120.00", "    trial: 14 days\n", UNSUPPORTED),
        ("club-yearly", "Free 30-day trial", "120.00", "    trial: 14 days\n", UNSUPPORTED),
        ("club-yearly", "俱乐部30天免费", "120.00", "    trial: 14 days\n", UNSUPPORTED),
        ("club-yearly", "Save 20%", "97.00", "", UNSUPPORTED),
        ("club-yearly", "3 months free", "100.00", "", UNSUPPORTED),
        ("club-yearly", "One month free", "120.00", "    trial: 14 days\n", UNSUPPORTED),
        ("club-yearly", "Save €21", "100.00", "", UNSUPPORTED),
        ("club-yearly", "Save", "120.00", "", UNSUPPORTED),
        ("club-yearly", "Save 20%", "{2026-01-01: 96.00, 2027-01-01: 108.00}", "", UNSUPPORTED),
        ("club-yearly", "Save up to 20%", "{2026-01-01: 96.00, 2027-01-01: 108.00}", "", set()),
        ("club-yearly", "Save 20%", "{2026-01-01: 108.00, 2026-11-01: 96.00}", "", set()),
        ("silver-yearly", "Save 20%", "96.00", "", UNSUPPORTED),
        (
            "gold-year",
            "Save 20%",
            "96.00",
            "    minimum: {amount: 9.00, counts: [price], before: coupons}\n",
            UNSUPPORTED,
        ),
    ],
)
def test_a_year_is_held_against_its_months(
    plan: str, text: str, amount: str, more: str, codes: set[str]
) -> None:
    """A longer plan saves what the same plan costs more in that time, on every day from now on."""
    assert codes == claims("", plans=OFTENER % (plan, text, amount, more))


@pytest.mark.parametrize(
    ("text", "gives", "codes"),
    [
        ("First month free", "percent: 100%, lasts: once", set()),
        ("First three months free", "percent: 100%, lasts: 3 periods", set()),
        ("The first 2 weeks free", "percent: 100%, lasts: once", set()),
        ("The first 31 days free", "percent: 100%, lasts: once", set()),
        ("First three months free", "percent: 100%, lasts: once", UNSUPPORTED),
        ("前三个月免费", "percent: 100%, lasts: once", UNSUPPORTED),
        ("First three months free", "percent: 50%, lasts: 3 periods", UNSUPPORTED),
    ],
)
def test_a_coupon_takes_everything_off_for_as_long_as_it_says(text: str, gives: str, codes: set[str]) -> None:
    """Periods of a plan that is paid by the month are months."""
    coupons = f"coupons: [{{id: c, name: {{en: '{text}', zh-CN: '{text}'}}, {gives}}}]\n"
    plans = PLANS % ("Month", "Visits", 0)

    assert codes == claims("", plans=plans, meters=METERS, coupons=coupons)
