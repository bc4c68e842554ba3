"""Random lives of members who pay, earn, spend, bring back and become one: no money and no liability is lost.

What is told by documents is added up by itself: what receipts ask for, less what refunds give back, is
what is kept of the goods; what members hold is what the report of liability says, at the end of every day.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from loyalty.adapters.entropy import SystemEntropy
from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.kernel.money import Money, currency
from loyalty.ledger.due import holdings
from loyalty.orders.order import OrderKey
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.gift_cards.issue_gift_card import IssueGiftCard, issue_gift_card
from loyalty.use_cases.load_value import LoadValue, load_value
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.reports.show_liability import show_liability
from loyalty.use_cases.services import Services
from loyalty.use_cases.settle_due import settle_due
from loyalty.use_cases.show_balances import show_balances
from loyalty.use_cases.verify_ledger import verify_ledger
from loyalty.vouchers.gift_card import GiftCardKey
from tests.steps.drivers import StandingClock
from tests.unit.decision.making import HEAD, NUMBERS

FIRST = datetime(2026, 6, 1, 9, tzinfo=UTC)
EUR = currency("EUR")
VALUE = "value:EUR"
WORTH = {"points": 10, VALUE: 1}
RULES = """
stored_value: {after_return: value_first}
earn:
  base: {points: 1, for_each: 1.00, of: line.amount}
  rules: []
  expire: {after: 4 days, by: each_lot}
redeem:
  worth: {points: 10, money: 1.00}
  at_least: 10
  earn_on: money_paid
  on_refund: recompute_kept_order
  spent_too_much: owe
"""
NUMBER = count(1)


@dataclass
class Bought:
    """An order of one line: the price of a unit, how many are kept, what documents told last."""

    key: OrderKey
    price: int
    left: int
    payable: int
    back: int = 0
    points_kept: int = 0


@dataclass
class Till:
    """What documents told: cash taken and given back, value sold and given away, what paid with it."""

    cash: int = 0
    loaded: int = 0
    given: int = 0
    paid_by_value: int = 0
    sold: int = 0
    days: list[tuple[date, dict[str, int]]] = field(default_factory=list)


class MassMachine(RuleBasedStateMachine):
    """Three members and gift cards in a programme of its own, whose days go by."""

    def __init__(self, services: Services, clock: StandingClock) -> None:
        """Begin on the first day with three members who have nothing."""
        super().__init__()
        self.services, self.clock = services, clock
        clock.at = FIRST
        self.name = f"p{next(NUMBER)}"
        source = (HEAD.format(**NUMBERS) + RULES).replace("programme: p\n", f"programme: {self.name}\n")
        adopt_programme(services, {"p.yaml": source})
        self.members = [self.enrolled() for _ in range(3)]
        self.codes, self.cards, self.orders = list[str](), list[MemberId](), list[Bought]()
        self.till = Till()

    def enrolled(self) -> MemberId:
        """Give a new member."""
        told = enrol_member(self.services, EnrolMember(self.name), Once("t", f"m{next(NUMBER)}", ""))
        return MemberId(told.data["member"])

    @rule(data=st.data(), amount=st.integers(1, 900))
    def load(self, data: st.DataObject, amount: int) -> None:
        """Pay in for a member, in cash."""
        who = data.draw(st.sampled_from(self.members))
        command = LoadValue(who, Money(amount, EUR), "till")
        load_value(self.services, command, Once("t", f"v{next(NUMBER)}", ""))
        self.till.loaded += amount
        self.till.cash += amount

    @rule(amount=st.integers(1, 900))
    def give_card(self, amount: int) -> None:
        """Give a gift card away."""
        key = GiftCardKey(self.name, "till", f"c{next(NUMBER)}")
        self.codes.append(issue_gift_card(self.services, IssueGiftCard(key, Money(amount, EUR))).code)
        self.till.given += amount

    @rule(data=st.data())
    def sell_card(self, data: st.DataObject) -> None:
        """Buy a gift card as the only unit of an order, in cash; such an order is not brought back."""
        who, price = data.draw(st.sampled_from(self.members)), data.draw(st.integers(1, 900))
        order = self.sold(who, price, 1, Basket((), {}))
        key = GiftCardKey(self.name, "till", f"c{next(NUMBER)}")
        asked = IssueGiftCard(key, Money(price, EUR), order.key.order_id, "1")
        self.codes.append(issue_gift_card(self.services, asked).code)
        self.till.loaded += price
        self.orders.remove(order)
        self.till.sold += order.payable

    @rule(
        data=st.data(),
        price=st.integers(1, 2_000),
        units=st.integers(2, 6),
        points=st.sampled_from([0, 15, 99]),
        value=st.sampled_from([0, 100, 5_000]),
    )
    def buy(self, data: st.DataObject, price: int, units: int, points: int, value: int) -> None:
        """Buy with points, cards and stored value; what is left is paid in cash."""
        who = data.draw(st.sampled_from(self.members))
        codes = data.draw(st.lists(st.sampled_from(self.codes), max_size=2)) if self.codes else []
        there = show_balances(self.services, who).holdings.available
        offer = Basket((), {}, {}, min(points, max(there, 0)), gift_cards=tuple(codes), value_offered=value)
        self.sold(who, price, units, offer)

    def sold(self, who: MemberId, price: int, units: int, offer: Basket) -> Bought:
        """Book an order and take in what its receipt asks for."""
        key = OrderKey(self.name, "till", f"o{next(NUMBER)}")
        line = BasketLine("1", "it", Fraction(units), Fraction(price), {})
        basket = Basket((line,), {}, {}, offer.points_offered, "", (), offer.value_offered, offer.gift_cards)
        booked = record_order(self.services, RecordOrder(self.name, "till", key.order_id, basket, who))
        total = booked.document()["total"]
        assert price * units == total["due"] == total["payable"] + total["points_money"]
        by_value = int(booked.recipe.value.get("used", 0))
        self.till.cash += total["payable"] - by_value
        self.till.paid_by_value += by_value
        self.orders.append(Bought(key, price, units, total["payable"], points_kept=total["points_money"]))
        return self.orders[-1]

    @precondition(lambda self: any(each.left for each in self.orders))
    @rule(data=st.data(), parts=st.lists(st.integers(1, 2), min_size=2, max_size=4))
    def bring_back(self, data: st.DataObject, parts: list[int]) -> None:
        """Bring units back part by part, and give out what each refund says."""
        self.goes_back(data.draw(st.sampled_from([each for each in self.orders if each.left])), parts)

    @rule(data=st.data(), price=st.integers(500, 2_000))
    def owe(self, data: st.DataObject, price: int) -> None:
        """Buy, spend every point on something else, and bring back what earned them."""
        who = data.draw(st.sampled_from(self.members))
        order = self.sold(who, price, 4, Basket((), {}))
        there = show_balances(self.services, who).holdings.available
        if there >= WORTH["points"]:
            self.sold(who, there * WORTH["points"], 1, Basket((), {}, {}, there))
        self.goes_back(order, [3])

    def goes_back(self, order: Bought, parts: Sequence[int]) -> None:
        """Bring back part after part of what is left of an order."""
        for gone in parts:
            if gone > order.left:
                continue
            asked = RecordReturn(order.key, f"r{next(NUMBER)}", {"1": Fraction(gone)})
            told = record_return(self.services, asked).document()
            refund, total = told["refund"], told["total"]
            order.left -= gone
            order.points_kept = total["points_money"]
            assert order.price * order.left == total["due"]
            assert order.back == refund["refunded_before"]
            order.back += refund["money"]
            self.till.cash -= refund["money"] - refund["to_stored_value"]
            self.till.paid_by_value -= refund["to_stored_value"]

    @precondition(lambda self: len(self.members) > 1)
    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        """Two members become one."""
        survivor, loser = data.draw(st.permutations(self.members))[:2]
        merge_members(self.services, MergeMembers(survivor, loser, "desk"))
        self.members.remove(loser)

    @rule(days=st.integers(1, 3))
    def pass_days(self, days: int) -> None:
        """Let days go by; what members held at the end of this one stays what it was."""
        self.till.days.append((self.clock.at.date(), self.closings(self.clock.at.date())))
        self.clock.at += timedelta(days=days)
        settle_due(self.services)

    def closings(self, last: date) -> dict[str, int]:
        """Give what the report says that members hold at the end of a day, by wallet."""
        told = show_liability(self.services, self.name, FIRST.date(), last)
        for wallet in told["wallets"]:
            assert wallet["closing"] * WORTH[wallet["wallet"]] == wallet["worth"]
        return {each["wallet"]: each["closing"] for each in told["wallets"]}

    @invariant()
    def money_is_kept(self) -> None:
        """Cash that is in is what is kept of the goods, plus value that is held, less what was given away."""
        kept = sum(each.payable - each.back for each in self.orders) + self.till.sold
        held = self.closings(self.clock.at.date()).get(VALUE, 0)
        assert self.till.loaded + self.till.given - self.till.paid_by_value == held
        assert self.till.cash == kept - self.till.paid_by_value + self.till.loaded - self.till.sold

    @invariant()
    def what_is_kept_is_what_is_asked_for(self) -> None:
        """See that refunds come to what was paid less what is kept costs after points."""
        for each in self.orders:
            assert max(0, each.payable - (each.price * each.left - each.points_kept)) == each.back

    @invariant()
    def liability_is_the_sum_of_lots(self) -> None:
        """See that the report says what lots have left, less what is owed, and what balances come to."""
        reported = self.closings(self.clock.at.date())
        now = self.clock.at
        with self.services.units.read() as unit:
            keys = [
                key for key in unit.ledger.accounts(after=None, limit=10_000) if key.programme == self.name
            ]
            for wallet in WORTH:
                states = [
                    unit.ledger.account(key.member_id, wallet, self.name)
                    for key in keys
                    if key.unit == wallet
                ]
                there = [holdings(state, now) for state in states]
                lots = sum(lot.remaining for each in there for lot in each.lots)
                owed = sum(each.owed for each in there)
                balances = sum(each.available + each.pending + each.held - each.owed for each in there)
                assert reported.get(wallet, 0) == lots - owed == balances

    @invariant()
    def days_stay_as_they_were(self) -> None:
        """See that the report of a day that is over says what it said on that day."""
        for day, told in self.till.days[-2:]:
            assert told == self.closings(day)


@pytest.fixture
def clock() -> StandingClock:
    """Give a clock that shows the first day."""
    return StandingClock(FIRST)


@pytest.fixture
def services(sqlite_database: str, clock: StandingClock) -> Iterator[Services]:
    """Give services on a fresh database."""
    with closing(Units(open_engine(sqlite_database))) as units:
        yield Services(units, clock, SystemEntropy(), b"secret")


def lives(services: Services, clock: StandingClock, many: int) -> None:
    """Live so many lives, then check every book."""

    class Life(MassMachine):
        """One life on the database of this test."""

        def __init__(self) -> None:
            super().__init__(services, clock)

    run_state_machine_as_test(
        Life, settings=settings(max_examples=many, stateful_step_count=20, deadline=None)
    )
    assert [] == [fault for verified in verify_ledger(services) for fault in verified.faults]


def test_no_life_loses_money_or_liability(services: Services, clock: StandingClock) -> None:
    """Money paid in is money told by documents, and what members hold is what the report says."""
    lives(services, clock, 6)


@pytest.mark.slow
def test_no_long_life_loses_money_or_liability(services: Services, clock: StandingClock) -> None:
    """The same, over many more lives."""
    lives(services, clock, 60)
