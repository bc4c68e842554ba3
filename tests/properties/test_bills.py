"""Laws of bills over random histories: preview, booking and recomputation are one function."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty import sumcheck
from loyalty.adapters.entropy import SystemEntropy
from loyalty.database.engine import open_engine
from loyalty.decision.explain import instant_text
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.billing.booking import loaded
from loyalty.use_cases.billing.preview_invoice import preview_invoice
from loyalty.use_cases.estimate_usage import EstimateUsage, estimate_usage
from loyalty.use_cases.services import Services
from tests.properties.billed import POINTS_GIVEN, History, stories
from tests.steps.drivers import StandingClock
from tests.steps.reading import METERED, instant

PLANS = """plans:
  - id: small
    name: {en: Small}
    price: {every: month, anchor: anniversary, amount: 29.99}
    fees:
      - id: set-up
        name: {en: Set-up}
        amount: 9.99
        charged: once
        purpose: account set-up
        recipient: seller
        refundable: true
      - id: work
        name: {en: Work}
        amount: 3.33
        purpose: paper work
        recipient: seller
        refundable: false
    usage:
      - {meter: calls, model: graduated, bands: [{up_to: 10, unit: 0.333}, {above: 10, unit: 0.111}]}
    points: {at_most: 50%}
    proration: {basis: second, on_change: credit_and_charge, back_dated: 60 days}
  - id: seats
    name: {en: Seats}
    price: {every: month, anchor: calendar, amount: 7.77, per: seat}
    usage:
      - {meter: calls, model: package, price: 2.50, size: 7, count: started, at_least_packages: 0}
    points: {at_most: 90%}
    proration: {basis: day, on_change: credit_and_charge, back_dated: 60 days}
  - id: yearly
    name: {en: Yearly}
    price: {every: year, anchor: anniversary, amount: 301.00, billed: in_arrears}
    usage:
      - {meter: calls, model: per_unit, unit: 0.0999}
    proration: {basis: second, on_change: credit_and_charge, back_dated: 60 days}
redeem:
  worth: {points: 7, money: 0.05}
  at_least: 1
  at_most: {share: 50%, of: order.list_total}
  earn_on: money_paid
  on_refund: recompute_kept_order
  spent_too_much: owe
coupons:
  - {id: third, name: {en: A third}, percent: 33%, lasts: 2 periods}
  - {id: gift, name: {en: Gift}, amount: 50.00, lasts: forever, rest: carried}
"""
PLAN_IDS = st.sampled_from(["small", "seats", "yearly"])


@pytest.fixture(scope="module")
def services(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Give services on one database; every history is of a member of its own."""
    path = tmp_path_factory.mktemp("bills") / "loyalty.db"
    shutil.copyfile(sqlite_template, path)
    units = Units(open_engine(f"sqlite:///{path}"))
    there = Services(units, StandingClock(instant("2026-01-31")), SystemEntropy(), b"a secret of tests")
    adopt_programme(there, {"programme.yaml": METERED.partition("plans:")[0] + PLANS})
    yield there
    units.close()


@settings(deadline=None, max_examples=40)
@given(
    plan=PLAN_IDS, coupons=st.sampled_from([(), ("third",), ("gift", "third")]), story=stories(PLAN_IDS, 12)
)
def test_all_bills_together_are_what_the_events_come_to(
    services: Services, plan: str, coupons: tuple[str, ...], story: list[tuple[int, tuple[Any, ...]]]
) -> None:
    """Whatever happened, what was booked is what would be from scratch, and a fee that is kept stays."""
    history = History(services, plan, coupons)
    history.live(story)
    bills = history.bills()

    assert history.from_events() == sum(bill["total"]["due"] for bill in bills)
    assert history.bill() is None
    fees = [
        line
        for bill in bills
        if not bill["cancels"]
        for line in bill["lines"]
        if line["label"]["en"] == "Work"
    ]
    assert all(line["amount"] >= 0 for line in fees)
    assert [] == [problem for bill in bills for problem in sumcheck.check(bill)]
    paid = [sum(paid["amount"] for paid in bill["paid"]) for bill in bills]
    assert sum(paid) >= 0
    burnt = sum(each.get("points", 0) for bill in bills for each in bill["paid"])
    assert history.points() == POINTS_GIVEN - history.spent - burnt
    assert burnt >= 0
    assert all(total <= bill["total"]["due"] for total, bill in zip(paid, bills, strict=True) if total > 0)


@settings(deadline=None, max_examples=25)
@given(uses=st.lists(st.tuples(st.integers(1, 40), st.integers(0, 27)), max_size=6), plan=PLAN_IDS)
def test_estimate_preview_and_invoice_are_one(
    services: Services, uses: list[tuple[int, int]], plan: str
) -> None:
    """Estimate of a whole period, preview a second before its end, and what was booked of it agree."""
    history = History(services, plan, ())
    begun = history.at
    for quantity, days in sorted(uses, key=lambda use: use[1]):
        history.at = max(history.at, begun + timedelta(days=days))
        history.use(quantity, begun + timedelta(days=days))
    with services.units.read() as unit:
        period = loaded(unit, history.key).timeline.segments(begun)[0].cycle.period
    history.at = period.end - timedelta(seconds=1)
    previewed = preview_invoice(services, history.key)
    history.at = period.end
    history.bill()

    bills = history.bills()
    lines = [line for bill in bills for line in bill["lines"] if not line["inside"]]
    own = sum(line["amount"] for line in lines if line["period"]["start"] == instant_text(period.start))
    before = sum(bill["total"]["due"] for bill in bills if bill["issued_at"] < instant_text(period.end))
    assert own == before + (previewed["total"]["due"] if previewed else 0)
    if plan != "seats":  # its first period is the rest of a month, which an estimate does not know
        command = EstimateUsage("metered", plan, period=period, member=history.member, first_period=True)
        assert own == estimate_usage(services, command)["total"]["due"]
