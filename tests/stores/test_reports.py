"""Reports over a programme on both databases: what members hold, and what lies dormant."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from loyalty.jobs.job import JobKind
from loyalty.kernel.money import Money, currency
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.billing.grant_credit import GrantCredit, grant_credit
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.use_cases.load_value import LoadValue, load_value
from loyalty.use_cases.once import Once
from loyalty.use_cases.reports.list_dormant import list_dormant
from loyalty.use_cases.reports.show_liability import show_liability
from loyalty.use_cases.services import Services
from loyalty.use_cases.settle_due import settle_due
from tests.steps.reading import coffee_with
from tests.stores.making import opened
from tests.stores.test_cases import COFFEE, bought, clock, enrolled
from tests.stores.test_persons import NOW, made

RULES = """
stored_value: {after_return: value_first}
basket: {discounts: {combine: best, rules: []}}
earn:
  base: {points: 1, for_each: 1.00, of: line.amount}
  rules: []
  combine: [tier]
  expire: {after: 7 days, by: each_lot}
"""


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services on a fresh database, with points that end after a week."""
    with opened(database_url) as units:
        found = made(units, NOW)
        adopt_programme(found, coffee_with(RULES))
        yield found


def test_what_members_hold_rolls_forward(services: Services) -> None:
    """What was earned and lapsed stands in its own month, and a closing is the next opening."""
    ada = enrolled(services, "Ada")
    bought(services, ada, "A-1", 10_000)
    load_value(services, LoadValue(ada, Money(2_500, currency("EUR")), "desk"), Once("test", "load", ""))
    clock(services).at = NOW + timedelta(days=10)
    settle_due(services)
    bought(services, ada, "A-2", 5_000)
    first = show_liability(services, COFFEE, date(2027, 1, 1), date(2027, 1, 15))
    then = show_liability(services, COFFEE, date(2027, 1, 16), date(2027, 1, 31))

    [points, value] = first["wallets"]
    names = ("wallet", "opening", "issued", "lapsed", "closing")
    assert ("points", 0, 100, 0, 100) == tuple(points[name] for name in names)
    assert ("value:EUR", 2_500, 2_500) == (value["wallet"], value["closing"], value["worth"])
    assert {"sold": 10_000, "expected_used": 100, "goods": 9_901, "points": 99} == first["allocation"]
    assert "NOT CHECKED" == points["breakage"]["evidence"]
    [later, _] = then["wallets"]
    assert (100, 50, 100, 50) == tuple(later[n] for n in ("opening", "issued", "lapsed", "closing"))
    assert ("MEASURED", 1, 100, 100, 50) == tuple(
        later["breakage"][n] for n in ("evidence", "lots", "issued", "lapsed", "expected")
    )


def test_points_that_wait_for_their_notice_have_not_come_to_their_end(database_url: str) -> None:
    """Neither behind an end that nobody was told of, nor once that was put off, is it known what lapses."""
    with opened(database_url) as units:
        services = made(units, NOW)
        adopt_programme(services, coffee_with(RULES.replace("by: each_lot", "by: each_lot, notice: 3 days")))
        bought(services, enrolled(services, "Ada"), "A-1", 10_000)
        clock(services).at = NOW + timedelta(days=10)
        found = []
        for _ in range(2):
            [points] = show_liability(services, COFFEE, date(2027, 1, 1), date(2027, 1, 31))["wallets"]
            found.append((points["closing"], points["breakage"]["evidence"], points["breakage"]["lots"]))
            list(run_jobs(services, RunJobs("test", (JobKind.EXPIRY_NOTICE,))))
        clock(services).at = NOW + timedelta(days=15)
        [points] = show_liability(services, COFFEE, date(2027, 1, 1), date(2027, 1, 31))["wallets"]

    assert [(100, "NOT CHECKED", 0)] * 2 == found
    assert (100, "NOT CHECKED", 0) == (
        points["closing"],
        *(points["breakage"][n] for n in ("evidence", "lots")),
    )


def test_what_lies_dormant_is_flagged_by_kind(services: Services) -> None:
    """Stored value that nobody touched for a year is bought, and named with its member."""
    ada, bea = enrolled(services, "Ada"), enrolled(services, "Bea")
    for who in (ada, bea):
        load_value(services, LoadValue(who, Money(900, currency("EUR")), "desk"), Once("test", f"{who}", ""))
    clock(services).at = NOW + timedelta(days=300)
    load_value(services, LoadValue(bea, Money(100, currency("EUR")), "desk"), Once("test", "again", ""))
    clock(services).at = NOW + timedelta(days=400)
    told = list_dormant(services, COFFEE, 12)

    assert [{"kind": "purchased", "wallet": "value:EUR", "accounts": 1, "there": 900}] == told["kinds"]
    assert [ada] == [each["member"] for each in told["accounts"]]
    assert [] == list_dormant(services, COFFEE, 24)["accounts"]


def test_prepaid_credit_that_lies_dormant_is_flagged_as_bought(services: Services) -> None:
    """What was bought and never used is listed, what was given is not, nor who bought more lately."""
    ada, bea, eva = (enrolled(services, name) for name in ("Ada", "Bea", "Eva"))
    for who, minor, paid in ((ada, 900, True), (ada, 50, False), (bea, 700, True), (eva, 300, False)):
        grant_credit(
            services, GrantCredit(who, Money(minor, currency("EUR")), paid), Once("t", f"{who}{minor}", "")
        )
    clock(services).at = NOW + timedelta(days=300)
    grant_credit(
        services, GrantCredit(bea, Money(100, currency("EUR")), purchased=True), Once("t", "again", "")
    )
    clock(services).at = NOW + timedelta(days=400)
    told = list_dormant(services, COFFEE, 12)

    assert [{"kind": "purchased", "wallet": "credit:EUR", "accounts": 1, "there": 900}] == told["kinds"]
    assert [ada] == [each["member"] for each in told["accounts"]]
