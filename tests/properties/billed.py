"""The subscription of one member, and what may become of it: for laws over random histories."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from loyalty.kernel.identity import MemberId
from loyalty.kernel.money import Money, currency
from loyalty.kernel.refusal import Refusal
from loyalty.language.shapes.wallets import POINTS
from loyalty.ledger.entry import Cause, LotTerms
from loyalty.ledger.plans import plan_burn, plan_earn
from loyalty.subscriptions.billing import booked, due
from loyalty.subscriptions.changes import Agreed, Way, When
from loyalty.usage.event import UsageEvent
from loyalty.use_cases.billing.bill_subscription import BillSubscription, bill_subscription
from loyalty.use_cases.billing.booking import SubscriptionKey, loaded
from loyalty.use_cases.billing.decided import decisions
from loyalty.use_cases.billing.grant_credit import GrantCredit, grant_credit
from loyalty.use_cases.billing.list_invoices import list_invoices
from loyalty.use_cases.billing.void_invoice import void_invoice
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.record_usage import RecordUsage, record_usage
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.cancel_subscription import cancel_subscription
from loyalty.use_cases.subscriptions.change_subscription import ChangeSubscription, change_subscription
from loyalty.use_cases.subscriptions.pause_subscription import pause_subscription
from loyalty.use_cases.subscriptions.resume_subscription import resume_subscription
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription
from loyalty.use_cases.subscriptions.writing import AskedFor
from loyalty.use_cases.tier_grants.grant_tier import GrantTier, grant_tier
from tests.agreeing import begin
from tests.steps.drivers import StandingClock
from tests.steps.reading import instant

POINTS_GIVEN = 2000
WHEN = st.sampled_from([None, When.AT_PERIOD_END])
ISSUED = ("id", "kind", "number", "issued_at", "periods")
NAMES = count(1)


def acts(plans: SearchStrategy[str]) -> SearchStrategy[tuple[Any, ...]]:
    """Give what may be done to a subscription that changes among ``plans``."""
    return st.one_of(
        st.tuples(st.just("use"), st.integers(1, 40), st.integers(0, 70)),
        st.tuples(st.just("plan"), plans, WHEN),
        st.tuples(st.just("seats"), st.integers(1, 5), WHEN),
        st.tuples(st.sampled_from(["pause", "resume", "cancel"]), WHEN),
        st.tuples(st.just("back"), st.integers(0, 40)),
        st.tuples(st.just("credit"), st.integers(1, 5000)),
        st.tuples(st.just("void")),
        st.tuples(st.just("bill")),
        st.tuples(st.just("points"), st.integers(1, 900)),
        st.tuples(st.just("spend"), st.integers(1, 900)),
    )


def stories(plans: SearchStrategy[str], longest: int) -> SearchStrategy[list[tuple[int, tuple[Any, ...]]]]:
    """Give acts, each with the hours that pass before it."""
    return st.lists(st.tuples(st.integers(0, 45 * 24), acts(plans)), min_size=3, max_size=longest)


class History:
    """One member's subscription, and the acts upon it."""

    def __init__(self, services: Services, plan: str, coupons: tuple[str, ...] = (), tier: str = "") -> None:
        """Begin on 31 January 2026, with a ``tier`` that was given where one is named."""
        self.services, self.name = services, f"s-{next(NAMES)}"
        self.key = SubscriptionKey("metered", self.name)
        self.at = instant("2026-01-31 10:00")
        enrolled = enrol_member(services, EnrolMember("metered"), self.once())
        self.member = MemberId(enrolled.data["member"])
        self.spent = 0
        self.earn(POINTS_GIVEN)
        if tier:
            until = self.at.date() + timedelta(days=700)
            grant_tier(services, GrantTier(self.member, "given", tier, until, "a law", "laws"))
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

    def live(self, story: Iterable[tuple[int, tuple[Any, ...]]]) -> None:
        """Let time pass and do what a story says, and book what is due then."""
        for hours, act in story:
            self.at += timedelta(hours=hours)
            self.act(*act)
        self.bill()

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
