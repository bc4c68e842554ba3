"""Points that paid a bill and come back with its end have the grace of their wallet, on both databases."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.kernel.identity import MemberId
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.billing.bill_subscription import BillSubscription, bill_subscription
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.billing.void_invoice import void_invoice
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_balances import show_balances
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription
from tests.agreeing import begin
from tests.steps.drivers import StandingClock
from tests.stores.making import ENTROPY, opened

BOUGHT = datetime(2026, 11, 24, 9, tzinfo=UTC)
NOW = BOUGHT + timedelta(days=16)
WALLETS = """
wallets:
  - {id: points, name: {en: Points, zh-CN: 积分}, restore_lapsed: grace, grace: 10 days}
"""


def programme() -> dict[str, str]:
    """Give the shipped programme, whose points end after two months, with grace, and pay half of a plan."""
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
    plan = "  - id: brew-pro\n"
    source["plans.yaml"] = source["plans.yaml"].replace(plan, f"{plan}    points: {{at_most: 50%}}\n")
    source["earn.yaml"] = source["earn.yaml"].replace("after: 24 months", "after: 2 months")
    return source | {"wallets.yaml": WALLETS}


def test_points_of_a_void_invoice_live_through_the_grace(database_url: str) -> None:
    """They come back two days after their end, and can still be spent five days later."""
    clock = StandingClock(NOW)
    with opened(database_url) as units:
        services = Services(units, clock, ENTROPY, b"secret")
        adopt_programme(services, programme())
        once = Once("test", "ada", "")
        ada = MemberId(enrol_member(services, EnrolMember("corner-coffee"), once).data["member"])
        line = BasketLine(
            "1", "beans", Fraction(1), Fraction(2000_00), {"category": "coffee", "brand": "other"}
        )
        basket = Basket((line,), {"channel": "shop", "delivery": "home"})
        record_order(services, RecordOrder("corner-coffee", "till", "o", basket, ada, BOUGHT))
        desk = SubscriptionKey("corner-coffee", "desk")
        begin(services, StartSubscription(desk, ada, "brew-pro"))
        clock.at = NOW + timedelta(days=31)
        billed = bill_subscription(services, BillSubscription(desk, points=1000)).data["invoice"]
        clock.at = datetime(2027, 1, 26, 9, tzinfo=UTC)
        assert 0 == show_balances(services, ada).holdings.available

        void_invoice(services, billed["id"], Once("test", "void", ""))

        assert 1000 == show_balances(services, ada).holdings.available
        clock.at = datetime(2027, 1, 31, 9, tzinfo=UTC)
        assert 1000 == show_balances(services, ada).holdings.available
