"""Of who wants no personal price a plan costs what it costs everybody: estimated, compared, and billed."""

from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction

import pytest

from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.privacy.choice import Choice
from loyalty.subscriptions.changes import Agreed, Way
from loyalty.unit_of_work import Units
from loyalty.usage.event import UsageEvent
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.billing.preview_invoice import preview_invoice
from loyalty.use_cases.compare_plans import ComparePlans, compare_plans
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.estimate_usage import EstimateUsage, estimate_usage
from loyalty.use_cases.once import Once
from loyalty.use_cases.privacy.set_choices import SetChoices, set_choices
from loyalty.use_cases.record_usage import RecordUsage, record_usage
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription, start_subscription
from tests.steps.reading import coffee
from tests.unit.use_cases.test_promised_prices import NAME, services_of

TIERS = "tiers.yaml"
USE = {"api-calls": Fraction(20000)}
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
def ada(services: Services) -> MemberId:
    """Give a member of the lowest tier."""
    return MemberId(enrol_member(services, EnrolMember(NAME), Once("t", "1", "")).data["member"])


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


@pytest.mark.parametrize(("chosen", "use"), [(True, 1764), (False, 1800)])
def test_a_period_keeps_the_choice_that_stood_when_it_was_billed_first(
    services: Services, ada: MemberId, *, chosen: bool, use: int
) -> None:
    """PP-06: the use of who wanted no personal price is billed at that for everybody."""
    key = SubscriptionKey(NAME, "desk")
    terms = start_subscription(services, StartSubscription(key, ada, "brew-pro", preview=True)).data["terms"]
    set_choices(services, SetChoices(ada, {Choice.PERSONALISE: chosen}, "test"))
    agreed = Agreed(terms["sha256"], "en", Way.FORM)
    start_subscription(services, StartSubscription(key, ada, "brew-pro", agreed=agreed))
    set_choices(services, SetChoices(ada, {Choice.PERSONALISE: not chosen}, "test"))
    event = UsageEvent("e-1", ada, "api-calls", "20000", services.clock.now())
    record_usage(services, RecordUsage(NAME, "test", [event]))

    bill = preview_invoice(services, key)

    assert bill is not None
    assert use == bill["total"]["due"]
