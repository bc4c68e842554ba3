"""Budgets on both databases: many who earn at once never get more than the budget has, to the point."""

from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import pytest

from loyalty.adapters.clock import SystemClock
from loyalty.adapters.entropy import SystemEntropy
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.orders.order import OrderKey
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.services import Services
from tests.stores.making import opened
from tests.unit.decision.making import EARN, HEAD, NUMBERS

BUDGET = "budgets: [{id: autumn, name: {en: Autumn}, points: 100, after_return: given_back}]\n"
RULES = (
    "  rules: [{id: r, name: {en: R}, add: 40, once_per: order, budget: autumn}]\n  combine: [additions]\n"
)
SOURCE = {
    "p.yaml": HEAD.format(**NUMBERS).replace("from: 2026-01-01", "from: 2020-01-01") + BUDGET + EARN + RULES
}


def _given(units: Units) -> int:
    with units.read() as unit:
        return unit.budgets.given("p", "autumn")


def test_a_budget_never_gives_more_than_it_has(units: Units) -> None:
    """What is not left is to be decided again; what was given back can be given again."""
    with units.write() as unit:
        unit.budgets.take("p", "autumn", 70, 100)
        unit.commit()
    with units.write() as unit, pytest.raises(DecideAgain):
        unit.budgets.take("p", "autumn", 31, 100)
    with units.write() as unit:
        unit.budgets.give_back("p", "autumn", 20)
        unit.budgets.take("p", "autumn", 50, 100)
        unit.commit()

    assert 100 == _given(units)


def test_many_who_buy_at_once_get_exactly_the_budget(database_url: str) -> None:
    """Six members buy at once for 40 of 100 points: 100 are given; what comes back can be given again."""
    with opened(database_url) as units:
        services = Services(units, SystemClock(), SystemEntropy(), b"secret")
        adopt_programme(services, SOURCE)
        once = [Once("enrol", str(n), "-") for n in range(6)]
        told = [enrol_member(services, EnrolMember("p"), each) for each in once]
        members = [MemberId(each.data["member"]) for each in told]

        def buy(member: MemberId) -> int:
            line = BasketLine("1", "beans", Fraction(1), Fraction(50), {})
            bought = record_order(
                services, RecordOrder("p", "till", f"o{member}", Basket((line,), {}), member)
            )
            return bought.order.points_earned

        with ThreadPoolExecutor(4) as pool:
            earned = list(pool.map(buy, members))

        assert 100 == sum(earned)
        assert 100 == _given(units)
        for member in members[:2]:
            key = OrderKey("p", "till", f"o{member}")
            record_return(services, RecordReturn(key, "r", {"1": Fraction(1)}))
        assert 100 - sum(earned[:2]) == _given(units)


@pytest.mark.parametrize(("after", "given"), [("given_back", 60), ("stays_spent", 40)])
def test_a_return_that_earns_more_again_takes_no_more_than_is_left(
    database_url: str, after: str, given: int
) -> None:
    """What is kept of an order may meet a rule that the whole did not: it gets what the others left."""
    rule = "id: r, name: {en: R}, add: 40, once_per: order, budget: autumn, when: order.sum < 25"
    rules = f"  rules: [{{{rule}}}]\n  combine: [additions]\n"
    text = HEAD.format(**NUMBERS).replace("from: 2026-01-01", "from: 2020-01-01")
    text += "  order.sum: {is: money, sum_of: line.amount}\n"
    text += BUDGET.replace("100", "60").replace("given_back", after) + EARN + rules
    with opened(database_url) as units:
        services = Services(units, SystemClock(), SystemEntropy(), b"secret")
        adopt_programme(services, {"p.yaml": text})
        once = [Once("enrol", str(n), "-") for n in range(2)]
        ada, ben = (MemberId(enrol_member(services, EnrolMember("p"), each).data["member"]) for each in once)

        def buy(member: MemberId, order: str, pieces: int) -> None:
            line = BasketLine("1", "beans", Fraction(pieces), Fraction(1000), {})
            record_order(services, RecordOrder("p", "till", order, Basket((line,), {}), member))

        buy(ada, "a", 3)
        buy(ben, "b", 1)
        record_return(services, RecordReturn(OrderKey("p", "till", "a"), "r", {"1": Fraction(1)}))

        assert _given(units) == given
