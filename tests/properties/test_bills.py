"""Laws of bills over random histories: preview, booking and recomputation are one function."""

import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty import sumcheck
from loyalty.adapters.entropy import SystemEntropy
from loyalty.database.engine import open_engine
from loyalty.decision.explain import instant_text
from loyalty.kernel.identity import MemberId
from loyalty.kernel.money import Money, currency
from loyalty.kernel.refusal import Refusal
from loyalty.language.shapes.wallets import POINTS
from loyalty.ledger.entry import Cause, LotTerms
from loyalty.ledger.plans import plan_burn, plan_earn
from loyalty.subscriptions.billing import booked, due
from loyalty.subscriptions.changes import Agreed, Way, When
from loyalty.unit_of_work import Units
from loyalty.usage.event import UsageEvent
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.billing.bill_subscription import BillSubscription, bill_subscription
from loyalty.use_cases.billing.booking import SubscriptionKey, loaded
from loyalty.use_cases.billing.decided import decisions
from loyalty.use_cases.billing.grant_credit import GrantCredit, grant_credit
from loyalty.use_cases.billing.list_invoices import list_invoices
from loyalty.use_cases.billing.preview_invoice import preview_invoice
from loyalty.use_cases.billing.void_invoice import void_invoice
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.estimate_usage import EstimateUsage, estimate_usage
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.record_usage import RecordUsage, record_usage
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.cancel_subscription import cancel_subscription
from loyalty.use_cases.subscriptions.change_subscription import ChangeSubscription, change_subscription
from loyalty.use_cases.subscriptions.pause_subscription import pause_subscription
from loyalty.use_cases.subscriptions.resume_subscription import resume_subscription
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription
from loyalty.use_cases.subscriptions.writing import AskedFor
from tests.agreeing import begin
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
WHEN = st.sampled_from([None, When.AT_PERIOD_END])
ACTS = st.one_of(
    st.tuples(st.just("use"), st.integers(1, 40), st.integers(0, 70)),
    st.tuples(st.just("plan"), PLAN_IDS, WHEN),
    st.tuples(st.just("seats"), st.integers(1, 5), WHEN),
    st.tuples(st.sampled_from(["pause", "resume", "cancel"]), WHEN),
    st.tuples(st.just("back"), st.integers(0, 40)),
    st.tuples(st.just("credit"), st.integers(1, 5000)),
    st.tuples(st.just("void")),
    st.tuples(st.just("bill")),
    st.tuples(st.just("points"), st.integers(1, 900)),
    st.tuples(st.just("spend"), st.integers(1, 900)),
)
POINTS_GIVEN = 2000
STORIES = st.lists(st.tuples(st.integers(0, 45 * 24), ACTS), min_size=3, max_size=12)
ISSUED = ("id", "kind", "number", "issued_at", "periods")
NAMES = count(1)


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


class History:
    """One member's subscription, and the acts upon it."""

    def __init__(self, services: Services, plan: str, coupons: tuple[str, ...]) -> None:
        """Begin on 31 January 2026."""
        self.services, self.name = services, f"s-{next(NAMES)}"
        self.key = SubscriptionKey("metered", self.name)
        self.at = instant("2026-01-31 10:00")
        enrolled = enrol_member(services, EnrolMember("metered"), self.once())
        self.member = MemberId(enrolled.data["member"])
        self.spent = 0
        self.earn(POINTS_GIVEN)
        begin(services, StartSubscription(self.key, self.member, plan, coupons=coupons))

    @property
    def at(self) -> datetime:
        """The instant it is."""
        return self.services.clock.now()

    @at.setter
    def at(self, at: datetime) -> None:
        clock = self.services.clock
        assert isinstance(clock, StandingClock)
        clock.at = at

    def once(self) -> Once:
        """Give a key that was not used before."""
        return Once("laws", f"key-{next(NAMES)}", "")

    def act(self, what: str, *how: Any) -> None:  # noqa: ANN401 - the parts of an act
        """Do something; what is refused changes nothing."""
        try:
            match what:
                case "use":
                    self.use(how[0], self.at - timedelta(days=how[1]))
                case "plan" | "seats":
                    self.change(what, *how)
                case "pause" | "resume" | "cancel" | "back":
                    self.move(what, *how)
                case "credit":
                    money = Money(how[0], currency("EUR"))
                    grant_credit(self.services, GrantCredit(self.member, money), self.once())
                case "void":
                    last = self.bills()[-1:]
                    for bill in last:
                        void_invoice(self.services, bill["id"], self.once())
                case "spend":
                    self.spend(how[0])
                case _:
                    self.bill(*how)
        except Refusal:
            pass

    def earn(self, points: int) -> None:
        """Give points."""
        cause = Cause("laws", f"earned-{next(NAMES)}", self.at)
        with self.services.units.write() as unit:
            there = unit.ledger.account(self.member, POINTS, "metered")
            unit.ledger.book(plan_earn(there, cause, LotTerms(points, None, None), self.services.recording()))
            unit.commit()

    def spend(self, points: int) -> None:
        """Spend points on something else."""
        cause = Cause("laws", f"spent-{next(NAMES)}", self.at)
        with self.services.units.write() as unit:
            there = unit.ledger.account(self.member, POINTS, "metered")
            unit.ledger.book(plan_burn(there, cause, points, self.services.recording()))
            unit.commit()
        self.spent += points

    def points(self) -> int:
        """Give the points the member has."""
        with self.services.units.read() as unit:
            return unit.ledger.account(self.member, POINTS, "metered").available

    def use(self, quantity: int, at: datetime) -> None:
        """Send an event."""
        event = UsageEvent(f"e-{next(NAMES)}", self.member, "calls", str(quantity), at)
        record_usage(self.services, RecordUsage("metered", "laws", [event]))

    def change(self, what: str, to: str | int, when: When | None) -> None:
        """Change plan or seats, and hold the booking to its preview."""

        def ask(asked: AskedFor) -> Told:
            command = ChangeSubscription(asked, **{what: to})  # type: ignore[arg-type] # the value fits the name
            return change_subscription(self.services, command, self.once())

        self.held(ask, when, None)

    def move(self, what: str, how: Any) -> None:  # noqa: ANN401 - from when, or how many days back
        """Pause, resume or cancel, and hold the booking to its preview."""
        verbs = {"pause": pause_subscription, "resume": resume_subscription}
        verb = verbs.get(what, cancel_subscription)
        back = self.at - timedelta(days=how) if what == "back" else None
        when = When.BACK_DATED if what == "back" else how
        self.held(lambda asked: verb(self.services, asked, self.once()), when, back)

    def held(self, ask: Any, when: When | None, at: datetime | None) -> None:  # noqa: ANN401 - a function
        """Ask for a preview, then do it: subscription and bill are the same."""
        shown = ask(AskedFor(self.key, when, at, preview=True)).data
        terms = shown.get("terms")
        agreed = None if terms is None else Agreed(terms["sha256"], "en", Way.FORM)
        booked = ask(AskedFor(self.key, when, at, agreed=agreed)).data

        assert shown["subscription"] == booked["subscription"]
        assert content(shown["invoice"]) == content(booked["invoice"])

    def bill(self, points: int = 0) -> Mapping[str, Any] | None:
        """Book what is due, offering points."""
        bill: Mapping[str, Any] | None = bill_subscription(
            self.services, BillSubscription(self.key, points=points), self.once()
        ).data["invoice"]
        return bill

    def bills(self) -> list[dict[str, Any]]:
        """Give everything booked."""
        return list_invoices(self.services, self.key)

    def from_events(self) -> int:
        """Give what all periods come to, decided from events and changes alone."""
        with self.services.units.read() as unit:
            subscription = loaded(unit, self.key)
            made = decisions(self.services, unit, subscription, due(subscription.timeline, self.at), ())
            told = booked(unit.invoices.lines(self.member, self.name))
        there = {(each.segment.cycle.period.start, each.segment.plan) for each in made}
        kept = [line.now for place, line in told.items() if place.period not in there]
        # Of a period that was taken back only the fee stays that is not refundable.
        assert set(kept) <= {0, 333}
        return sum(each.decision.due for each in made) + sum(kept)


def content(bill: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Give what a preview and an invoice have in common."""
    return None if bill is None else {name: value for name, value in bill.items() if name not in ISSUED}


@settings(deadline=None, max_examples=40)
@given(plan=PLAN_IDS, coupons=st.sampled_from([(), ("third",), ("gift", "third")]), story=STORIES)
def test_all_bills_together_are_what_the_events_come_to(
    services: Services, plan: str, coupons: tuple[str, ...], story: list[tuple[int, tuple[Any, ...]]]
) -> None:
    """Whatever happened, what was booked is what would be from scratch, and a fee that is kept stays."""
    history = History(services, plan, coupons)
    for hours, act in story:
        history.at += timedelta(hours=hours)
        history.act(*act)
    history.bill()
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
