"""A wrong rule of a plan is repaired for everybody whom it billed, on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from loyalty.adoption.version import Person
from loyalty.cases.case import CaseKey, Cause, Kind, Outcome, Said, Step, Topic
from loyalty.cases.refusals import RemedyScopeMissing
from loyalty.kernel.identity import MemberId
from loyalty.privacy.choice import Choice
from loyalty.usage.event import UsageEvent
from loyalty.use_cases.adopt_programme import AtOnce, adopt_programme
from loyalty.use_cases.billing.bill_subscription import BillSubscription, bill_subscription
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.billing.void_invoice import void_invoice
from loyalty.use_cases.cases.find_remedies import FindRemedies, find_remedies
from loyalty.use_cases.cases.open_case import OpenCase, open_case
from loyalty.use_cases.cases.settle_remedy import SettleRemedy, settle_remedy
from loyalty.use_cases.cases.take_case_step import TakeCaseStep, take_case_step
from loyalty.use_cases.once import Once
from loyalty.use_cases.privacy.set_choices import SetChoices, set_choices
from loyalty.use_cases.record_usage import RecordUsage, record_usage
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription
from tests.agreeing import begin
from tests.steps.reading import coffee
from tests.stores.making import opened
from tests.stores.test_cases import clock, enrolled
from tests.stores.test_persons import made

COFFEE = "corner-coffee"
KEY = CaseKey(COFFEE, "T-1")
BEA = Person("Bea")
BEGAN = datetime(2026, 11, 24, 9, tzinfo=UTC)
MONTH = timedelta(days=30)


def plans(price: str) -> dict[str, str]:
    """Give the shipped programme with another price of its plan by the month."""
    source = dict(coffee())
    source["plans.yaml"] = source["plans.yaml"].replace("2026-01-01: 29.00", f"2026-01-01: {price}")
    return source | {"examples.yaml": "examples: []\n"}


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services on a fresh database, with a plan that somebody wrote too dear."""
    with opened(database_url) as units:
        found = made(units, BEGAN)
        adopt_programme(found, plans("39.00"), AtOnce(Person("Author")))
        yield found


def subscribed(services: Services, name: str) -> tuple[MemberId, dict[str, Any]]:
    """Let somebody begin the plan, and give them with their first bill."""
    member = enrolled(services, name)
    begun = begin(services, StartSubscription(SubscriptionKey(COFFEE, name), member, "brew-pro"))
    return member, begun.data["invoice"]


def bill(services: Services, name: str) -> None:
    """Bill what is due of a subscription."""
    bill_subscription(services, BillSubscription(SubscriptionKey(COFFEE, name)))


def step(services: Services, taken: Step, said: Said, words: str = "") -> None:
    """Let Bea take a step of the case."""
    take_case_step(services, TakeCaseStep(KEY, taken, BEA, words, said))


def test_a_wrong_price_of_a_plan_is_repaired_for_every_period(services: Services) -> None:
    """Who paid too much of a period is owed it; one that still runs waits, one that was undone is left."""
    ada, first = subscribed(services, "Ada")
    _, other = subscribed(services, "Cem")
    void_invoice(services, other["id"], Once("test", "void", ""))
    open_case(
        services,
        OpenCase(KEY, Kind.COMPLAINT, Topic.PRICE, BEA, "too dear", ada, first["periods"][0]["explanation"]),
    )
    step(services, Step.ACKNOWLEDGED, Said())
    step(services, Step.ASSIGNED, Said(to="Bea"))
    step(services, Step.ANSWERED, Said(outcome=Outcome.CHANGED), "You are right.")
    clock(services).at = BEGAN + timedelta(days=20)
    right = adopt_programme(
        services, plans("29.00"), AtOnce(Person("Author"), emergency="the price was mistyped")
    )
    ending = Said(cause=Cause.RULE_WRONG, rule="brew-pro", repaired=right.programme.digest)

    asked = FindRemedies(KEY, "brew-pro", right.programme.digest, BEA)
    [runs] = find_remedies(services, asked)["remedies"]
    assert ("unclear", 0) == (runs["state"], runs["money"])

    clock(services).at = BEGAN + MONTH
    bill(services, "Ada")
    found = find_remedies(services, asked)
    assert {"orders": 1, "money": 1000, "points": 0} == found["owed"]
    with pytest.raises(RemedyScopeMissing):
        step(services, Step.CLOSED, ending)
    [owed] = found["remedies"]
    settle_remedy(services, SettleRemedy(KEY, "bill", owed["order"], BEA, "refund-1"))
    step(services, Step.CLOSED, ending)


def test_a_bill_for_everybody_is_repaired_at_the_price_for_everybody(services: Services) -> None:
    """PP-06: the fee for who is no member counts in what who wanted no personal price should have paid."""
    author = AtOnce(Person("Author"), emergency="the price was mistyped")

    def adopted(price: str, share: str) -> str:
        source = plans(price)
        fee = source["plans.yaml"].replace("at_least: 0.50", "when: member.enrolled == false")
        source["plans.yaml"] = fee.replace("share: 2%", f"share: {share}")
        return adopt_programme(services, source, author).programme.digest

    adopted("39.00", "0.001%")
    ada = enrolled(services, "Ada")
    set_choices(services, SetChoices(ada, {Choice.PERSONALISE: False}, "test"))
    begun = begin(services, StartSubscription(SubscriptionKey(COFFEE, "Ada"), ada, "brew-pro"))
    [period] = begun.data["invoice"]["periods"]
    open_case(services, OpenCase(KEY, Kind.COMPLAINT, Topic.PRICE, BEA, "dear", ada, period["explanation"]))
    called = UsageEvent("e-1", ada, "api-calls", "20000", BEGAN)
    record_usage(services, RecordUsage(COFFEE, "test", [called]))
    right = adopted("29.00", "2%")
    clock(services).at = BEGAN + MONTH
    bill(services, "Ada")

    asked = FindRemedies(KEY, "brew-pro", right, BEA)

    assert {"orders": 1, "money": 964, "points": 0} == find_remedies(services, asked)["owed"]
