"""Earn, then return everything, is nothing: also with budgets, caps, cards and streaks."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loyalty.adapters.entropy import SystemEntropy
from loyalty.database.engine import open_engine
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
from loyalty.use_cases.show_balances import show_balances
from tests.unit.decision.making import EARN, HEAD, NUMBERS

START = datetime(2026, 6, 1, 9, tzinfo=UTC)
NOW = START + timedelta(days=40)
BUDGETS = """
budgets:
  - {id: shared, name: {en: Shared}, points: 120, after_return: given_back}
"""
RULES = """
  rules:
    - {id: twice, name: {en: T}, when: line.category == "tea", multiply: 2.5x, budget: shared}
    - id: app
      name: {en: A}
      add: 30
      once_per: order
      budget: shared
      caps: [{per: [member, week], at_most: 70}]
    - {id: bag, name: {en: B}, add: 3, once_per: unit, caps: [{per: [member, day], at_most: 10}]}
    - id: card
      name: {en: C}
      card: {of: units, each: 4, lines: line.category == "coffee"}
      add: 25
      once_per: card
    - {id: visits, name: {en: V}, card: {of: orders, each: 3}, add: 11, once_per: card}
    - {id: days, name: {en: D}, streak: {of: day, times: 2}, add: 17, once_per: streak}
  combine: [sum_multipliers, additions]
"""
SOURCE = {"p.yaml": HEAD.format(**NUMBERS) + BUDGETS + EARN + RULES}


class StillClock:
    """A clock that stands."""

    def now(self) -> datetime:
        """Give the one instant."""
        return NOW

    def pause(self, milliseconds: int) -> None:
        """Wait for nothing."""


@pytest.fixture
def services(sqlite_database: str) -> Iterator[Services]:
    """Give services on a fresh database with the rich programme."""
    with closing(Units(open_engine(sqlite_database))) as units:
        made = Services(units, StillClock(), SystemEntropy(), b"secret")
        adopt_programme(made, SOURCE)
        yield made


BOUGHT = st.tuples(
    st.integers(0, 3),  # days later
    st.integers(1, 6),  # coffees
    st.integers(0, 4),  # teas
    st.integers(1, 3000),  # the price in cents
)
NUMBER = iter(range(10**9))


def _sold(
    services: Services, member: MemberId, orders: Sequence[tuple[int, int, int, int]]
) -> list[OrderKey]:
    keys, at = [], START
    for days, coffees, teas, cents in orders:
        at += timedelta(days=days)
        lines = [("c", coffees, "coffee"), ("t", teas, "tea")]
        basket = Basket(
            tuple(BasketLine(i, i, Fraction(n), Fraction(cents), {"category": c}) for i, n, c in lines if n),
            {},
        )
        key = OrderKey("p", "till", f"o{next(NUMBER)}")
        record_order(services, RecordOrder("p", "till", key.order_id, basket, member, at))
        keys.append(key)
    return keys


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    orders=st.lists(BOUGHT, min_size=1, max_size=6),
    chance=st.randoms(use_true_random=False),
    how=st.sampled_from(["pieces", "at once"]),
)
def test_earn_then_return_everything_is_nothing(
    services: Services, orders: list[tuple[int, int, int, int]], chance: Random, how: str
) -> None:
    """Whatever was bought on whichever days: when all of it came back, no point and no count is left."""
    told = enrol_member(services, EnrolMember("p"), Once("enrol", str(next(NUMBER)), "-"))
    member = MemberId(told.data["member"])
    returns = [(place, line) for place in range(len(orders)) for line in ("c", "t")]
    chance.shuffle(returns)
    with services.units.read() as unit:
        before = unit.budgets.given("p", "shared")
    keys = _sold(services, member, orders)
    for place, line in returns:
        bought = orders[place][1 if line == "c" else 2]
        for part in [1] * bought if how == "pieces" else [bought] * bool(bought):
            record_return(services, RecordReturn(keys[place], f"r{next(NUMBER)}", {line: Fraction(part)}))

    shown = show_balances(services, member)
    with services.units.read() as unit:
        counted: dict[str, int] = {}
        for each in unit.orders.spends(member, "p"):
            counted[each.measure] = counted.get(each.measure, 0) + each.amount
        after = unit.budgets.given("p", "shared")
    assert before == after
    assert (0, 0) == (shown.holdings.available, shown.holdings.owed)
    assert set() == {measure for measure, amount in counted.items() if amount}
