"""Gaps between groups: measured on receipts of enough members, else said not to be."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.privacy.refusals import ReportNotMade
from loyalty.privacy.reports.gaps import gap, group_of
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.reports.make_outcome_gaps import make_outcome_gaps
from loyalty.use_cases.reports.show_outcome_gaps import show_outcome_gaps
from loyalty.use_cases.services import Services
from tests.steps.reading import coffee_with
from tests.stores.making import opened
from tests.stores.test_cases import COFFEE, bought, clock, enrolled
from tests.stores.test_persons import NOW, made

ON_THE_WEB = """
basket:
  discounts:
    combine: best
    rules:
      - id: web
        name: {en: On the web, zh-CN: 网上优惠}
        when: member.enrolled and order.channel == "web"
        percent: 10%
"""
SHARES = st.lists(st.fractions(0, 1, max_denominator=100), min_size=2, max_size=20)


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services on a fresh database, with a tenth off for members on the web."""
    with opened(database_url) as units:
        found = made(units, NOW)
        adopt_programme(found, coffee_with(ON_THE_WEB))
        yield found


def test_what_is_measured_and_what_is_not(services: Services) -> None:
    """One group is too few to compare, eleven members are the least to tell; traits are never measured."""
    for number in range(12):
        member = enrolled(services, f"m{number}")
        bought(services, member, f"A-{number}")
        bought(services, member, f"B-{number}", channel="web")
    told = make_outcome_gaps(services, COFFEE, date(2027, 1, 1), date(2027, 1, 31))

    [channel] = [each for each in told["measured"] if each["fact"] == "order.channel"]
    assert "MEASURED" == channel["evidence"]
    assert [("shop", "0", "-0.1"), ("web", "0.1", None)] == [
        (each["value"], each["mean"], each["difference"]) for each in channel["groups"]
    ]
    later = make_outcome_gaps(services, COFFEE, date(2027, 2, 1), date(2027, 2, 28))["measured"]
    assert [("NOT CHECKED", [])] * 2 == [(each["evidence"], each["groups"]) for each in later]
    assert "sex" in [each["trait"] for each in told["not_measurable"]]
    assert {"NOT CHECKED"} == {each["evidence"] for each in told["not_measurable"]}
    assert not any("age" in each["fact"] or "birth" in each["fact"] for each in told["measured"])


CONCESSION = """
facts:
  member.tier: {is: tier, label: membership}
  member.country: {is: country, label: transaction, purpose: [tax], default: DE}
  order.channel: {is: choice, of: [app, web, shop]}
  order.delivery: {is: choice, of: [collect, home], default: collect}
  order.total: {is: money, sum_of: line.amount}
  line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
  line.brand: {is: choice, of: [own, other]}
  line.amount: {is: money}
  member.disabled: {is: truth, label: membership, default: false}
  member.helped: {is: truth, label: membership, default: false, made_of: [member.disabled]}
  member.bulk: {is: truth, label: membership, default: false}
basket:
  discounts:
    combine: best
    rules:
      - id: web
        name: {en: For them, zh-CN: 优惠}
        when: (member.disabled or member.helped or member.bulk) and order.channel == "web"
        percent: 10%
  tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
  returns: {within: 14 days}
"""


def test_a_concession_makes_no_group_and_is_not_said_to_be_unknown(services: Services) -> None:
    """That somebody is disabled was told for a concession: no gap is measured by it, nor by what it made."""
    adopt_programme(services, coffee_with(CONCESSION))
    bought(services, enrolled(services, "m"), "A-1")
    told = make_outcome_gaps(services, COFFEE, date(2027, 1, 1), date(2027, 1, 31))

    measured = [each["fact"] for each in told["measured"]]
    assert "member.bulk" in measured
    assert {"member.disabled", "member.helped"}.isdisjoint(measured)
    why = {each["trait"]: each["why"] for each in told["not_measurable"]}
    assert "given for a concession" in why["disability"]
    assert "no such data is held" in why["age"]


def test_what_was_told_is_shown_and_showing_writes_nothing(services: Services) -> None:
    """What was made is shown as it was told, whatever came in since; nobody made it of another day."""
    bought(services, enrolled(services, "m"), "A-1")
    days = (date(2027, 1, 1), date(2027, 1, 31))
    with pytest.raises(ReportNotMade):
        show_outcome_gaps(services, COFFEE, *days)
    made = make_outcome_gaps(services, COFFEE, *days)
    clock(services).at = NOW + timedelta(days=1)
    for number in range(11):
        bought(services, enrolled(services, f"m{number}"), f"B-{number}", channel="web")

    assert made == show_outcome_gaps(services, COFFEE, *days)
    assert NOW.isoformat() == made["told_at"]
    with services.units.read() as unit:
        assert 1 == len(unit.releases.of(COFFEE, "outcome-gaps"))
    again = make_outcome_gaps(services, COFFEE, *days)
    assert again == make_outcome_gaps(services, COFFEE, *days) == show_outcome_gaps(services, COFFEE, *days)
    assert again["measured"] != made["measured"]
    with pytest.raises(ReportNotMade):
        show_outcome_gaps(services, COFFEE, days[0], days[0])


@settings(max_examples=50)
@given(SHARES, SHARES)
def test_the_gap_lies_within_its_interval(one: list[Fraction], other: list[Fraction]) -> None:
    """The difference of the means is in the middle; turned around it is its negative; no spread, no width."""
    here, there = group_of("a", one, len(one)), group_of("b", other, len(other))
    found, back = gap(here, there), gap(there, here)

    assert sum(one) / len(one) - sum(other) / len(other) == found.difference == -back.difference
    assert found.high - found.difference == found.difference - found.low >= 0
    width = (found.high - found.low) / 2 / Fraction(196, 100)
    exact = here.variance / here.n + there.variance / there.n
    assert exact <= width**2 <= (width**2 if not exact else exact + Fraction(3, 10**6))
    assert (width == 0) == (exact == 0)


def test_two_reports_do_not_tell_of_one_buyer(services: Services) -> None:
    """A report of one buyer more is withheld; the same again, and one of eleven more, is told."""
    for number in range(12):
        member = enrolled(services, f"m{number}")
        bought(services, member, f"A-{number}")
        bought(services, member, f"B-{number}", channel="web")

    def channels(last: date) -> tuple[int, str | None]:
        told = make_outcome_gaps(services, COFFEE, date(2027, 1, 1), last)
        [found] = [each for each in told["measured"] if each["fact"] == "order.channel"]
        return len(found["groups"]), found["withheld"]

    assert (2, None) == channels(date(2027, 1, 31)) == channels(date(2027, 1, 31))
    clock(services).at = NOW + timedelta(days=1)
    bought(services, enrolled(services, "one-more"), "C-1")
    assert (0, "DIFFERENCING_RISK") == channels(date(2027, 1, 31))
    assert (2, None) == channels(NOW.date())
    for number in range(10):
        bought(services, enrolled(services, f"more-{number}"), f"D-{number}")
    assert (2, None) == channels(date(2027, 1, 31))


def test_three_reports_do_not_tell_of_the_buyer_whom_no_two_tell_of(services: Services) -> None:
    """Of three days the first and the last are told; all three less these would be the one of the second."""
    for day, buyers in enumerate((12, 1, 12)):
        clock(services).at = NOW + timedelta(days=day)
        for number in range(buyers):
            bought(services, enrolled(services, f"m{day}-{number}"), f"A-{day}-{number}")
    last = (NOW + timedelta(days=2)).date()

    def channels(first: date, last: date) -> tuple[int, str | None]:
        told = make_outcome_gaps(services, COFFEE, first, last)
        [found] = [each for each in told["measured"] if each["fact"] == "order.channel"]
        return sum(each["members"] for each in found["groups"]), found["withheld"]

    assert (12, None) == channels(NOW.date(), NOW.date())
    assert (12, None) == channels(last, last)
    assert (0, "DIFFERENCING_RISK") == channels(NOW.date(), last)
    clock(services).at = NOW + timedelta(days=1)
    for number in range(1, 11):
        bought(services, enrolled(services, f"m1-{number}"), f"A-1-{number}")
    clock(services).at = NOW + timedelta(days=3)
    assert (35, None) == channels(NOW.date(), last)
