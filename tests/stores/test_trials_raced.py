"""Starts of one member at one instant: one of them has the free trial, and no other."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, local

import pytest

from loyalty.kernel.identity import MemberId
from loyalty.subscriptions.refusals import RecurringConsentMissing
from loyalty.unit_of_work import UnitOfWork, Units
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription, start_subscription
from tests.agreeing import agreed_to
from tests.stores.making import opened
from tests.unit.use_cases.test_promised_prices import NAME, services_of
from tests.unit.use_cases.test_told_rises import BEGUN, adopt, sold

TOGETHER = 3


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services with two plans of two weeks for nothing."""
    with opened(database_url) as units:
        made = services_of(units)
        adopt(made, BEGUN, sold().replace("existing: move", "existing: move, trial: 14 days"))
        yield made


def test_starts_at_one_instant_have_one_trial(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """SB-06: what was decided for each of them while none was kept is decided again for all but one."""
    member = MemberId(enrol_member(services, EnrolMember(NAME), Once("t", "ada", "")).data["member"])
    commands = [
        agreed_to(services, StartSubscription(SubscriptionKey(NAME, f"s{number}"), member, "club"))
        for number in range(TOGETHER)
    ]
    decided, seen, write = Barrier(TOGETHER), local(), Units.write

    def together(units: Units) -> UnitOfWork:
        if not hasattr(seen, "once"):
            seen.once = True
            decided.wait(20)
        return write(units)

    monkeypatch.setattr(Units, "write", together)
    with ThreadPoolExecutor(TOGETHER) as beside:
        begun = [beside.submit(start_subscription, services, command) for command in commands]
    refused = [each for each in begun if isinstance(each.exception(), RecurringConsentMissing)]

    assert (TOGETHER - 1, TOGETHER) == (len(refused), len(begun))
    (told,) = (each.result() for each in begun if each not in refused)
    assert "trial" == told.data["subscription"]["state"]
