"""A trial is free once for each member and plan, and the terms of what follows say that it is not."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.subscriptions.changes import When
from loyalty.unit_of_work import Units
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.cancel_subscription import cancel_subscription
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription, start_subscription
from loyalty.use_cases.subscriptions.writing import AskedFor
from tests.agreeing import agreed_to
from tests.unit.use_cases.test_promised_prices import NAME, services_of
from tests.unit.use_cases.test_renewal_windows import set_at
from tests.unit.use_cases.test_told_rises import BEGUN, adopt, sold


@pytest.fixture
def services(sqlite_database: str) -> Iterator[Services]:
    """Give services with two plans of two weeks for nothing."""
    with closing(Units(open_engine(sqlite_database))) as units:
        made = services_of(units)
        adopt(made, BEGUN, sold().replace("existing: move", "existing: move, trial: 14 days"))
        yield made


def member_in(services: Services, name: str) -> MemberId:
    """Enrol somebody."""
    return MemberId(enrol_member(services, EnrolMember(NAME), Once("t", name, "")).data["member"])


def start(services: Services, member: MemberId, name: str, plan: str = "club") -> Told:
    """Begin a plan as its terms say."""
    command = StartSubscription(SubscriptionKey(NAME, name), member, plan)
    return start_subscription(services, agreed_to(services, command))


def is_free(told: Told) -> bool:
    """Whether it begins with a trial, of which the terms, the state and the bill say the same."""
    free: bool = told.data["subscription"]["state"] == "trial"
    had = "The free trial of this plan was had before; the first period is paid for"
    assert free != any(each["en"] == had for each in told.data["terms"]["text"])
    assert free == any("are free" in each["en"] for each in told.data["terms"]["text"])
    assert free == (told.data["invoice"] is None)
    return free


@pytest.mark.parametrize("ended", [False, True])
def test_a_second_trial_of_a_plan_is_none(services: Services, *, ended: bool) -> None:
    """SB-06: while the first one runs and after it was ended."""
    ada = member_in(services, "ada")
    assert is_free(start(services, ada, "first"))
    if ended:
        key = SubscriptionKey(NAME, "first")
        cancel_subscription(services, AskedFor(key, When.NOW), Once("t", "end", ""))
        set_at(services, date(2027, 2, 1))

    assert not is_free(start(services, ada, "second"))
    again = StartSubscription(SubscriptionKey(NAME, "first"), ada, "club")
    assert start_subscription(services, again).replayed


def test_another_plan_and_another_member_have_their_own(services: Services) -> None:
    """Whoever has tried one plan may try the other, and nobody else loses anything."""
    ada = member_in(services, "ada")
    assert is_free(start(services, ada, "first"))
    assert is_free(start(services, ada, "second", "big"))
    assert is_free(start(services, member_in(services, "ben"), "third"))
