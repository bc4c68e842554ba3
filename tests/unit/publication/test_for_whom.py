"""A reduction that is said to be for few is held against the discount that gives it."""

from datetime import date

import pytest

from loyalty.publication.looking import look_over
from tests.unit.publication.trying import programme_of

REDUCTION = """
reductions:
  - {id: r, sku: tea, was: 10.00, now: 9.00, from: 2026-12-01, until: 2026-12-24, audience: %s}
"""
CODES = "vouchers: [{id: v, name: {en: Code, zh-CN: 券}, codes: %s, after_return: given_back}]\n"
PUBLIC = CODES % "public, code: TEA10"
OF_MEMBERS = PUBLIC.replace("after_return", "each_member: 1, after_return")
SHOWN = "member.student_card: {is: truth, label: transaction}\n  order.student_card: {is: truth}"
IN_ANY_TIER = 'member.tier in ["blue", "gold"]'


def _refused(rule: str, audience: str, market: str = "EU", vouchers: str = "", days: str = "") -> list[str]:
    """Give what is told of a reduction that a discount under a condition gives."""
    listed = f"{{id: d, name: {{en: Off, zh-CN: 减}}, when: '{rule}', percent: 10%{days}}}"
    made = programme_of(
        SHOWN,
        f"  discounts: {{combine: best, rules: [{listed}]}}\n",
        reductions=REDUCTION % audience,
        jurisdictions=f"jurisdictions: [{market}]\n",
        vouchers=vouchers,
    )
    found = look_over(made, date(2026, 11, 26))
    return [str(each) for each in found if each.code == "PRIOR_PRICE_WRONG"]


@pytest.mark.parametrize(
    ("rule", "audience", "market", "vouchers"),
    [
        ("member.enrolled", "individual", "EU", ""),
        ('line.sku == "tea"', "group", "EU", ""),
        ("voucher.v", "individual", "EU", OF_MEMBERS),
        (IN_ANY_TIER, "group", "EU-FI", ""),
        ("voucher.v", "individual", "EU", PUBLIC),
        ('member.tier == "gold"', "individual", "EU-PL", ""),
    ],
)
def test_what_nearly_everybody_gets_is_called_nothing_narrower(
    rule: str, audience: str, market: str, vouchers: str
) -> None:
    """A weekend for all members, a code for everybody; in Poland a price for a group as well."""
    (told,) = _refused(rule, audience, market, vouchers)

    assert f"`r` is said to be for `{audience}`, and the discount `d` gives it to `" in told
    assert "[RF-03, EU" in told


@pytest.mark.parametrize(
    ("rule", "audience", "market", "vouchers", "days"),
    [
        ("history.orders == 3", "individual", "EU-PL", "", ""),
        ("voucher.v", "individual", "EU-PL", CODES % "unique", ""),
        ('member.tier == "gold"', "individual", "EU", "", ""),
        ('member.tier == "gold"', "group", "EU", "", ""),
        ("member.enrolled", "members_general", "EU", "", ""),
        ("member.enrolled", "individual", "EU", "", ", until: 2026-11-30"),
        ("member.enrolled", "individual", "CN", "", ""),
        ('line.sku == "espresso-machine"', "group", "EU", "", ""),
        ('line.category == "coffee"', "group", "EU", "", ""),
        ("order.student_card", "group", "EU", "", ""),
        ("member.student_card", "group", "EU", "", ""),
    ],
)
def test_what_few_get_is_theirs(rule: str, audience: str, market: str, vouchers: str, days: str) -> None:
    """One's own code, a higher tier, other days or goods, a card that is shown; and where no rule is."""
    assert [] == _refused(rule, audience, market, vouchers, days)
