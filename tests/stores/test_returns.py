"""Changes of one order at once on both databases: each unit comes back once, and nothing twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

from loyalty.adapters.clock import SystemClock
from loyalty.adapters.entropy import SystemEntropy
from loyalty.kernel.identity import MemberId
from loyalty.orders.order import OrderKey, OrderState
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.refusals import NotReturnable
from loyalty.use_cases.returns.cancel_order import CancelOrder, cancel_order
from loyalty.use_cases.returns.exchange_order import ExchangeOrder, exchange_order
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_balances import show_balances
from loyalty.use_cases.verify_ledger import verify_ledger
from tests.stores.making import opened
from tests.unit.decision.making import EARN, HEAD, NUMBERS

SOURCE = {"p.yaml": HEAD.format(**NUMBERS).replace("from: 2026-01-01", "from: 2020-01-01") + EARN}
KEY = OrderKey("p", "till", "o")
ONE = {"1": Fraction(2)}


def _basket(quantity: int) -> Basket:
    return Basket((BasketLine("1", "beans", Fraction(quantity), Fraction(1000), {}),), {})


def test_a_return_an_exchange_and_a_cancellation_at_once(database_url: str) -> None:
    """Whoever is first, in the end the order is cancelled, its money back once, its points gone."""
    with opened(database_url) as units:
        services = Services(units, SystemClock(), SystemEntropy(), b"secret")
        adopt_programme(services, SOURCE)
        told = enrol_member(services, EnrolMember("p"), Once("enrol", "1", "-"))
        member = MemberId(told.data["member"])
        sold = record_order(services, RecordOrder("p", "till", "o", _basket(5), member))

        def attempt(change: Callable[[], object]) -> bool:
            try:
                change()
            except NotReturnable:
                return False
            return True

        changes = [
            lambda: record_return(services, RecordReturn(KEY, "r-1", ONE)),
            lambda: exchange_order(services, ExchangeOrder(KEY, "x", ONE, "o-2", _basket(1))),
            lambda: cancel_order(services, CancelOrder(KEY, "c")),
            lambda: record_return(services, RecordReturn(KEY, "r-2", ONE)),
        ]
        with ThreadPoolExecutor(4) as pool:
            done = list(pool.map(attempt, changes))

        with units.read() as unit:
            order, returns = unit.orders.get(KEY), unit.orders.returns(KEY)
            bought = unit.orders.get(OrderKey("p", "till", "o-2"))
        assert order is not None
        assert done[2]
        assert OrderState.CANCELLED is order.state
        assert done.count(True) == len(returns) == order.returns
        assert sold.order.paid == sum(each.money for each in returns)
        assert done[1] is (bought is not None)
        points = bought.points_earned if bought is not None else 0
        held = show_balances(services, member).holdings
        assert points == held.available + held.pending
        assert [] == [fault for account in verify_ledger(services) for fault in account.faults]
