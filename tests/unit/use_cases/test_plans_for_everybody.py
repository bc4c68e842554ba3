"""Of who wants no personal price a plan costs what it costs everybody: estimated, compared, and billed."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.privacy.choice import Choice
from loyalty.subscriptions.changes import When
from loyalty.unit_of_work import Units
from loyalty.usage.event import UsageEvent
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.billing.bill_subscription import BillSubscription, bill_subscription
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.billing.preview_invoice import preview_invoice
from loyalty.use_cases.compare_plans import ComparePlans, compare_plans
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.estimate_usage import EstimateUsage, estimate_usage
from loyalty.use_cases.once import Once
from loyalty.use_cases.privacy.set_choices import SetChoices, set_choices
from loyalty.use_cases.record_usage import RecordUsage, record_usage
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_explanation import show_explanation
from loyalty.use_cases.subscriptions.cancel_subscription import cancel_subscription
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription, start_subscription
from loyalty.use_cases.subscriptions.writing import AskedFor
from loyalty.wording.bills.invoice import invoice_wording
from tests.agreeing import agreed_to
from tests.steps.reading import coffee
from tests.unit.use_cases.test_promised_prices import NAME, services_of

TIERS, PLANS = "tiers.yaml", "plans.yaml"
USE = {"api-calls": Fraction(20000)}
KEY = SubscriptionKey(NAME, "desk")
OWN, PUBLIC = 4714, 4750
"""What this use costs a member of the lowest tier, and what everybody pays."""


@pytest.fixture
def services(sqlite_database: str) -> Iterator[Services]:
    """Give services over the coffee programme, the lowest tier of which has a discount as well."""
    source = {name: text for name, text in coffee().items() if name != "examples.yaml"}
    lowest = source[TIERS].replace("discount: 0%}", "discount: 2%}")
    with closing(Units(open_engine(sqlite_database))) as units:
        given = services_of(units)
        adopt_programme(given, {**source, TIERS: lowest})
        yield given


@pytest.fixture
def feeing(database_url: str) -> Iterator[Services]:
    """Give services over the coffee programme, whose plan has a fee on use for who is no member."""
    source = {name: text for name, text in coffee().items() if name != "examples.yaml"}
    fee = source[PLANS].replace(
        "of: usage\n        at_least: 0.50\n", "of: usage\n        when: member.enrolled == false\n"
    )
    with closing(Units(open_engine(database_url))) as units:
        given = services_of(units)
        adopt_programme(given, {**source, PLANS: fee})
        yield given


@pytest.fixture
def ada(services: Services) -> MemberId:
    """Give a member of the lowest tier."""
    return enrolled(services)


def enrolled(services: Services) -> MemberId:
    """Enrol somebody."""
    return MemberId(enrol_member(services, EnrolMember(NAME), Once("t", "1", "")).data["member"])


def begin(services: Services, member: MemberId, *, chosen: bool) -> None:
    """Let a member who wants personal prices, or none, begin the plan."""
    set_choices(services, SetChoices(member, {Choice.PERSONALISE: chosen}, "test"))
    start_subscription(services, agreed_to(services, StartSubscription(KEY, member, "brew-pro")))


def call(services: Services, member: MemberId, event: str, calls: int, at: datetime | None = None) -> None:
    """Record that a member called so often, now or at another instant."""
    made = UsageEvent(event, member, "api-calls", str(calls), at or services.clock.now())
    record_usage(services, RecordUsage(NAME, "test", [made]))


def next_bill(services: Services) -> int:
    """Give what the next bill would come to, in minor units."""
    bill = preview_invoice(services, KEY)
    assert bill is not None
    return int(bill["total"]["due"])


def _estimated(services: Services, member: MemberId, *, personalise: bool = True) -> tuple[int, list[str]]:
    command = EstimateUsage(NAME, "brew-pro", USE, member=member, personalise=personalise)
    told = estimate_usage(services, command)
    return told["total"]["due"], [each["id"] for each in told["notices"]]


def test_an_estimate_for_everybody_is_asked_for_once(services: Services, ada: MemberId) -> None:
    """PP-06: it comes to the price for nobody and says of no personal price; the next one does."""
    assert (PUBLIC, []) == _estimated(services, ada, personalise=False)
    assert (OWN, ["personal-price"]) == _estimated(services, ada)


def test_the_choice_is_remembered_for_plans(services: Services, ada: MemberId) -> None:
    """PP-06: for estimates, for the comparison of plans, and until it is taken back."""

    def compared() -> int:
        return compare_plans(services, ComparePlans(NAME, USE, member=ada)).plans[0].due

    assert compared() == OWN
    set_choices(services, SetChoices(ada, {Choice.PERSONALISE: False}, "test"))
    assert compared() == PUBLIC
    assert (PUBLIC, []) == _estimated(services, ada)
    set_choices(services, SetChoices(ada, {Choice.PERSONALISE: True}, "test"))
    assert compared() == OWN


@pytest.mark.parametrize(("chosen", "notices"), [(True, ["personal-price"]), (False, [])])
def test_a_bill_says_that_its_price_is_personal(
    services: Services, ada: MemberId, *, chosen: bool, notices: list[str]
) -> None:
    """PP-02: before the plan begins, on the first bill and its page, and on the preview of the next."""
    set_choices(services, SetChoices(ada, {Choice.PERSONALISE: chosen}, "test"))
    command = agreed_to(services, StartSubscription(KEY, ada, "brew-pro"))
    before = start_subscription(services, replace(command, preview=True)).data["invoice"]
    booked = start_subscription(services, command).data["invoice"]
    told = show_explanation(services, booked["periods"][0]["explanation"]).document

    for bill in (before, booked, preview_invoice(services, KEY), told):
        assert bill is not None
        assert notices == [each["id"] for each in bill["notices"]]
    assert ("Notices" in {each.title for each in invoice_wording(booked, "en").sections}) == chosen


@pytest.mark.parametrize(("chosen", "use"), [(True, 1764), (False, 1800)])
def test_a_period_keeps_the_choice_that_stood_when_it_was_billed_first(
    services: Services, ada: MemberId, *, chosen: bool, use: int
) -> None:
    """PP-06: the use of who wanted no personal price is billed at that for everybody."""
    begin(services, ada, chosen=chosen)
    set_choices(services, SetChoices(ada, {Choice.PERSONALISE: not chosen}, "test"))
    call(services, ada, "e-1", 20000)

    assert use == next_bill(services)


@pytest.mark.parametrize(("chosen", "use", "late"), [(True, 1800, 800), (False, 1836, 816)])
def test_a_fee_for_who_is_no_member_is_billed_with_later_use_too(
    feeing: Services, *, chosen: bool, use: int, late: int
) -> None:
    """PP-06: however often a period is decided again, it stays at the price it was billed at first."""
    member = enrolled(feeing)
    begin(feeing, member, chosen=chosen)
    call(feeing, member, "e-1", 20000)
    assert use == next_bill(feeing)

    month = feeing.clock.now()
    set_choices(feeing, SetChoices(member, {Choice.PERSONALISE: not chosen}, "test"))
    cancel_subscription(feeing, AskedFor(KEY, When.AT_PERIOD_END), Once("t", "2", ""))
    feeing.clock.at = month + timedelta(days=32)  # type: ignore[attr-defined]  # the clock of these tests
    bill_subscription(feeing, BillSubscription(KEY))
    call(feeing, member, "e-2", 10000, month)
    assert late == next_bill(feeing)
