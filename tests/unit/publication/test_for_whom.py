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


SEEN_AS_TEA = """
examples:
  - name: tea
    given:
      order: {channel: web, at: 2026-11-26T10:00:00+01:00}
      lines: [{sku: tea, category: tea, quantity: 1, unit_price: 10.00}]
    expect: {points: 9}
"""


def _refused(
    rule: str, audience: str, market: str = "EU", vouchers: str = "", days: str = "", *, examples: str = ""
) -> list[str]:
    """Give what is told of a reduction that a discount under a condition gives."""
    listed = f"{{id: d, name: {{en: Off, zh-CN: 减}}, when: '{rule}', percent: 10%{days}}}"
    made = programme_of(
        SHOWN,
        f"  discounts: {{combine: best, rules: [{listed}]}}\n",
        reductions=REDUCTION % audience,
        jurisdictions=f"jurisdictions: [{market}]\n",
        vouchers=vouchers,
        examples=examples,
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
        ("order.student_card", "group", "EU", "", ""),
        ("member.student_card", "group", "EU", "", ""),
    ],
)
def test_what_few_get_is_theirs(rule: str, audience: str, market: str, vouchers: str, days: str) -> None:
    """One's own code, a higher tier, other days or goods, a card that is shown; and where no rule is."""
    assert [] == _refused(rule, audience, market, vouchers, days)


@pytest.mark.parametrize(
    ("rule", "examples", "told"),
    [
        ('line.category == "tea"', SEEN_AS_TEA, ["and the discount `d` gives it to `public`"]),
        ('line.category == "tea" and member.enrolled', SEEN_AS_TEA, ["gives it to `members_general`"]),
        ('line.category == "tea"', "", ["warning: `r` is said", "makes this price for `public` where"]),
        ('line.category == "coffee"', SEEN_AS_TEA, []),
        ('line.category == "tea" and history.orders == 3', SEEN_AS_TEA, []),
        ('line.category == "tea" and history.orders == 3', "", []),
        ("line.quantity >= 3", "", []),
    ],
)
def test_an_article_is_of_the_kind_that_examples_show(rule: str, examples: str, told: list[str]) -> None:
    """A discount on a category is held against the audience where an example tells the article's."""
    found = _refused(rule, "individual", examples=examples)

    assert bool(told) == (len(found) == 1)
    assert all(words in found[0] for words in told)
