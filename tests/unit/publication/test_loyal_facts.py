"""A fact of a member that says how long, or how much, somebody is a customer never makes a price rise."""

from datetime import date

import pytest

from loyalty.publication.looking import look_over
from tests.unit.publication.trying import DISCOUNT, codes_of, programme_of

TRUTH = "{is: truth, label: membership, default: false}"
COUNT = "{is: %s, label: membership, default: 0, attested_by: A. Li}"
DAY = "{is: day, label: membership, default: 2026-12-01, attested_by: A. Li}"
PENALTY = {"LOYALTY_PENALTY"}


@pytest.mark.parametrize(
    ("fact", "dearer", "cheaper"),
    [
        (
            "member.years_with_us: " + COUNT % "quantity",
            "member.years_with_us < 2",
            "member.years_with_us >= 2",
        ),
        *(
            (f"member.{name}: " + COUNT % "quantity", f"member.{name} < 6", f"member.{name} >= 6")
            for name in ("joined_months", "months_since_joining", "months_subscribed", "months_as_customer")
        ),
        ("member.k: " + COUNT % "points", "member.k < 100", "member.k >= 100"),
        (
            f"member.customer_since: {DAY}",
            "member.customer_since > 2026-06-01",
            "member.customer_since < 2026-06-01",
        ),
        (
            f"member.existing_customer: {TRUTH}",
            "not member.existing_customer",
            "member.existing_customer",
        ),
        (
            f"member.is_longstanding_member: {TRUTH}",
            "not member.is_longstanding_member",
            "member.is_longstanding_member",
        ),
        (f"member.not_new_customer: {TRUTH}", "not member.not_new_customer", "member.not_new_customer"),
        (
            "member.points_to_next_tier: " + COUNT % "points",
            "member.points_to_next_tier > 100",
            "member.points_to_next_tier < 100",
        ),
        (f"member.xin_yonghu: {TRUTH}", "member.xin_yonghu", "not member.xin_yonghu"),
        (
            f"member.k: {TRUTH.replace('}', ', name: {en: K, zh-CN: 老客户}}')}",
            "not member.k",
            "member.k",
        ),
    ],
)
def test_a_fact_of_how_loyal_somebody_is_only_lowers(fact: str, dearer: str, cheaper: str) -> None:
    """However it is stated: as a number, points, a day, yes or no, in a language of the programme."""
    assert PENALTY == codes_of(fact, DISCOUNT % dearer)
    assert set() == codes_of(fact, DISCOUNT % cheaper)


def test_a_welcome_with_a_last_day_is_no_penalty() -> None:
    """As everybody can read; without one it is for ever."""
    rule = DISCOUNT % "member.new_customer"
    dated = rule.replace("percent:", "from: 2026-11-20, until: 2026-11-25, percent:")

    assert PENALTY == codes_of(f"member.new_customer: {TRUTH}", rule)
    assert set() == codes_of(f"member.new_customer: {TRUTH}", dated)


@pytest.mark.parametrize(
    ("condition", "codes"),
    [
        ('history.rfm == "new"', PENALTY),
        ('history.rfm in ["promising", "new"]', PENALTY),
        ('history.rfm == "champions"', set[str]()),
        ('history.rfm == "cant_lose"', set[str]()),
        ('history.rfm in ["hibernating", "at_risk", "cant_lose"]', set[str]()),
    ],
)
def test_of_those_who_bought_as_lately_the_more_frequent_pay_no_more(condition: str, codes: set[str]) -> None:
    """Who bought once pays no less for ever than who comes often; a last day makes it a welcome."""
    rule = DISCOUNT % condition

    assert codes == codes_of("", rule)
    assert set() == codes_of("", rule.replace("percent:", "from: 2026-11-20, until: 2026-11-25, percent:"))


@pytest.mark.parametrize(
    ("fact", "condition"),
    [
        (f"member.referred_new_customer: {TRUTH}", "member.referred_new_customer"),
        (f"member.brought_new_member: {TRUTH}", "member.brought_new_member"),
        (f"member.k: {TRUTH.replace('}', ', name: {en: K, zh-CN: 邀请新用户}}')}", "member.k"),
        (
            "member.number_of_orders_returned: " + COUNT % "quantity",
            "member.number_of_orders_returned < 2",
        ),
        ("member.months_of_pause: " + COUNT % "quantity", "member.months_of_pause < 2"),
    ],
)
def test_what_a_member_did_for_newcomers_says_nothing_of_how_loyal_they_are(
    fact: str, condition: str
) -> None:
    """Who brings somebody new is not new, and what was sent back was not kept."""
    assert set() == codes_of(fact, DISCOUNT % condition)


def test_a_discount_for_a_group_of_buyers_says_who_must_have_it_too() -> None:
    """Who bought as lately and more often is named, and with them in it the discount needs no last day."""
    groups = ("hibernating", "at_risk", "cant_lose")
    alone, together = ('history.rfm == "hibernating"', f"history.rfm in {[*groups]}".replace("'", '"'))

    found = look_over(programme_of("", DISCOUNT % alone), date(2026, 11, 26))

    assert [True] == ["at_risk" in (each.help or "") for each in found if each.code == "LOYALTY_PENALTY"]
    assert set() == codes_of("", DISCOUNT % together)
