"""Many writers at one subscription: what is due is booked once, and numbers have no gap."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from loyalty.adapters.clock import SystemClock
from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.database.engine import open_engine
from loyalty.jobs.job import JobKind
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.billing.bill_subscription import BillSubscription, bill_subscription
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.billing.list_invoices import list_invoices
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription, start_subscription
from tests.agreeing import agreed_to, tell_all
from tests.unit.api.routes.shop import RULES

BEGUN, LATER = datetime(2026, 12, 1, 9, tzinfo=UTC), datetime(2027, 1, 1, 9, tzinfo=UTC)
WRITERS = 6


class PausingClock(SystemClock):
    """A clock that stands where it was set, and really waits."""

    at = BEGUN

    def now(self) -> datetime:
        """Give the instant it was set to."""
        return self.at


def test_what_is_due_is_booked_once(database_url: str) -> None:
    """Six start the same subscription and bill the same month at once: two invoices, numbered 1 and 2."""
    clock = PausingClock()
    services = Services(Units(open_engine(database_url)), clock, SystemEntropy(), b"s" * 32)
    adopt_programme(services, read_rule_folder(RULES).source)
    member = enrol_member(services, EnrolMember("corner-coffee"), Once("test", "1", "")).data["member"]
    key = SubscriptionKey("corner-coffee", "desk")
    command = agreed_to(services, StartSubscription(key, member, "brew-pro", market="EU"))
    with ThreadPoolExecutor(WRITERS) as writers:
        begun = [
            one.result()
            for one in [writers.submit(start_subscription, services, command) for _ in range(WRITERS)]
        ]
        tell_all(services, "corner-coffee", JobKind.RENEWAL_NOTICE)
        clock.at = LATER
        billed = [
            one.result()
            for one in [
                writers.submit(bill_subscription, services, BillSubscription(key)) for _ in range(WRITERS)
            ]
        ]

    assert 1 == sum(not told.replayed for told in begun)
    assert 1 == len({told.data["invoice"]["id"] for told in begun})
    assert 1 == sum(told.data["invoice"] is not None for told in billed)
    assert ["1", "2"] == [invoice["number"] for invoice in list_invoices(services, key)]
    services.units.close()
