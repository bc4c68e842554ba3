"""Random lives of gift cards and what they pay: no run of commands creates value.

A plain model keeps what is on each card: what went on it, less what it paid, plus what came
back. The prices of the programme are bare, so that what an order costs is its units times
their price, and what comes back is what is no longer kept.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from functools import partial
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
from loyalty.kernel.refusal import Refusal
from loyalty.orders.order import OrderKey
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.gift_cards.issue_gift_card import IssueGiftCard, issue_gift_card
from loyalty.use_cases.gift_cards.load_gift_card import LoadGiftCard, load_gift_card
from loyalty.use_cases.gift_cards.show_gift_card import show_gift_card
from loyalty.use_cases.load_value import LoadValue, load_value
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.refusals import GiftCardDiffers, NotReturnable, NotSold
from loyalty.use_cases.returns.cancel_order import CancelOrder, cancel_order
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_stored_value import show_stored_value
from loyalty.use_cases.verify_ledger import verify_ledger
from loyalty.vouchers.gift_card import GiftCardKey
from tests.steps.drivers import StandingClock
from tests.unit.decision.making import HEAD, NUMBERS

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
EUR = currency("EUR")
NUMBER = count(1)
amounts = st.integers(1, 900)


@dataclass
class Card:
    """A card as the model knows it; ``order`` is that by which it was sold, while that stands."""

    code: str
    there: int
    issued: int
    asked: IssueGiftCard
    order: "Sold | None" = None


@dataclass
class Sold:
    """An order of one line: its price, what is left of its units, what paid it, what of that is back."""

    key: OrderKey
    price: int
    units: int
    paid_by: list[tuple[Card | None, int]]
    left: int = 0
    back: int = 0
    cards: list[Card] = field(default_factory=list)


@pytest.fixture(params=["value_first", "money_first"])
def services(sqlite_database: str, request: pytest.FixtureRequest) -> Iterator[Services]:
    """Give services on a fresh database, once for each way of giving back."""
    value = f"stored_value: {{after_return: {request.param}}}\n"
    with closing(Units(open_engine(sqlite_database))) as units:
        made = Services(units, StandingClock(NOW), SystemEntropy(), b"secret")
        adopt_programme(made, {"p.yaml": HEAD.format(**NUMBERS) + value})
        yield made


class GiftCardMachine(RuleBasedStateMachine):
    """Cards, one member with stored value, and orders; None in place of a card is the member's own."""

    def __init__(self, services: Services, *, value_first: bool) -> None:
        """Begin with two cards, and one member with stored value."""
        super().__init__()
        self.services, self.value_first = services, value_first
        told = enrol_member(services, EnrolMember("p"), Once("t", f"m{next(NUMBER)}", ""))
        self.member = MemberId(told.data["member"])
        self.own, self.cards, self.orders = 0, list[Card](), list[Sold]()
        self.pay_in(700)
        for amount in (300, 900):
            self.give(amount)

    def refused(self, refusal: type[Refusal], attempt: Callable[[], object]) -> None:
        """See a refusal; that it changes nothing is what the invariant finds, since the model stands."""
        with pytest.raises(refusal):
            attempt()

    @rule(amount=amounts)
    def give_away(self, amount: int) -> None:
        """Give a card away."""
        self.give(amount)

    def give(self, amount: int) -> None:
        """Issue a card that nobody bought."""
        asked = IssueGiftCard(GiftCardKey("p", "till", f"c{next(NUMBER)}"), Money(amount, EUR))
        self.cards.append(Card(issue_gift_card(self.services, asked).code, amount, amount, asked))

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), less=st.integers(-1, 3))
    def sell_card(self, data: st.DataObject, less: int) -> None:
        """Issue a card for a piece of a line, refused where none is left or the line costs less."""
        order = data.draw(st.sampled_from(self.orders))
        amount = max(1, order.price - less)
        key = GiftCardKey("p", "till", f"c{next(NUMBER)}")
        asked = IssueGiftCard(key, Money(amount, EUR), order.key.order_id, "1")
        if order.left <= len(order.cards) or amount > order.price:
            self.refused(NotSold, lambda: issue_gift_card(self.services, asked))
            return
        card = Card(issue_gift_card(self.services, asked).code, amount, amount, asked, order)
        self.cards.append(card)
        order.cards.append(card)

    @precondition(lambda self: self.cards)
    @rule(data=st.data(), more=st.integers(0, 1))
    def issue_again(self, data: st.DataObject, more: int) -> None:
        """Issue a card under an id that is taken: the same card, refused where it is asked for otherwise."""
        card = data.draw(st.sampled_from(self.cards))
        asked = card.asked
        other = IssueGiftCard(asked.card, Money(card.issued + more, EUR), asked.order_id, asked.line)
        if more:
            self.refused(GiftCardDiffers, lambda: issue_gift_card(self.services, other))
        else:
            assert card.code == issue_gift_card(self.services, other).code

    @precondition(lambda self: self.cards)
    @rule(data=st.data(), amount=amounts, times=st.integers(1, 2))
    def load(self, data: st.DataObject, amount: int, times: int) -> None:
        """Load a card, also asked for twice."""
        card, once = data.draw(st.sampled_from(self.cards)), Once("t", f"l{next(NUMBER)}", "")
        for _ in range(times):
            load_gift_card(
                self.services, LoadGiftCard("p", card.code.lower(), Money(amount, EUR), "till"), once
            )
        card.there += amount

    @rule(amount=amounts)
    def load_own(self, amount: int) -> None:
        """Load the member's own stored value."""
        self.pay_in(amount)

    def pay_in(self, amount: int) -> None:
        """Pay in for the member."""
        once = Once("t", f"v{next(NUMBER)}", "")
        load_value(self.services, LoadValue(self.member, Money(amount, EUR), "till"), once)
        self.own += amount

    @rule(
        data=st.data(),
        price=amounts,
        units=st.integers(2, 4),
        offered=st.sampled_from([0, 100, 2000]),
        times=st.integers(1, 2),
    )
    def buy(self, data: st.DataObject, price: int, units: int, offered: int, times: int) -> None:
        """Buy and pay with several cards, also one shown twice, then with the member's own value."""
        shown = data.draw(st.lists(st.sampled_from(self.cards), min_size=2, max_size=4))
        key = OrderKey("p", "till", f"o{next(NUMBER)}")
        line = BasketLine("1", "it", Fraction(units), Fraction(price), {})
        basket = Basket((line,), {}, gift_cards=tuple(c.code for c in shown), value_offered=offered)
        for _ in range(times):
            booked = record_order(self.services, RecordOrder("p", "till", key.order_id, basket, self.member))
        order, payable = Sold(key, price, units, [], left=units), price * units
        for card in {id(each): each for each in shown}.values():
            used = min(payable, card.there)
            card.there, payable = card.there - used, payable - used
            order.paid_by.append((card, used))
        used = min(payable, self.own, offered)
        self.own -= used
        order.paid_by.append((None, used))
        self.orders.append(order)
        assert sum(part for _, part in order.paid_by) == int(booked.recipe.value.get("used", 0))

    @precondition(lambda self: any(order.left for order in self.orders))
    @rule(
        data=st.data(),
        parts=st.lists(st.integers(1, 2), min_size=1, max_size=3),
        times=st.integers(1, 2),
    )
    def bring_back(self, data: st.DataObject, parts: list[int], times: int) -> None:
        """Bring units of an order back, one part after the other."""
        order = self.kept(data)
        for part in parts:
            gone = min(part, order.left)
            if gone:
                asked = RecordReturn(order.key, f"r{next(NUMBER)}", {"1": Fraction(gone)})
                self.goes_back(order, gone, [partial(record_return, self.services, asked)] * times)

    @precondition(lambda self: any(order.left for order in self.orders))
    @rule(data=st.data(), times=st.integers(1, 2))
    def cancel(self, data: st.DataObject, times: int) -> None:
        """Undo what is left of an order."""
        order = self.kept(data)
        asked = CancelOrder(order.key, f"r{next(NUMBER)}")
        self.goes_back(order, order.left, [partial(cancel_order, self.services, asked)] * times)

    def kept(self, data: st.DataObject) -> Sold:
        """Draw an order of which something is left."""
        return data.draw(st.sampled_from([each for each in self.orders if each.left]))

    def goes_back(self, order: Sold, gone: int, attempts: Sequence[Callable[[], object]]) -> None:
        """Do it as often as asked; it is refused where a card that was sold so was paid with."""
        ended = order.cards[order.left - gone :]
        if any(card.there < card.issued for card in ended):
            self.refused(NotReturnable, attempts[0])
            return
        for attempt in attempts:
            attempt()
        for card in ended:
            card.there -= card.issued
        del order.cards[order.left - gone :]
        order.left -= gone
        self._pay_back(order)

    def _pay_back(self, order: Sold) -> None:
        """Give back what is no longer kept, to what paid last first."""
        used = sum(part for _, part in order.paid_by)
        all_paid, gone = order.price * order.units, order.price * (order.units - order.left)
        in_all = min(gone, used) if self.value_first else max(0, gone - (all_paid - used))
        back, before = in_all, order.back
        order.back = in_all
        for card, part in reversed(order.paid_by):
            now, then = min(part, back), min(part, before)
            back, before = back - now, before - then
            if card is None:
                self.own += now - then
            else:
                card.there += now - then

    @invariant()
    def every_card_has_what_it_should(self) -> None:
        """Read each card and the member's own value."""
        for card in self.cards:
            assert card.there == show_gift_card(self.services, "p", card.code).available.minor
        assert self.own == show_stored_value(self.services, self.member).minor


def test_no_run_of_commands_creates_value(services: Services, request: pytest.FixtureRequest) -> None:
    """What is on a card is what went on it, less what it paid, plus what came back; the books are sound."""
    first = "value_first" in request.node.name

    class Life(GiftCardMachine):
        """One life on the database of this test."""

        def __init__(self) -> None:
            super().__init__(services, value_first=first)

    run_state_machine_as_test(Life, settings=settings(max_examples=20, stateful_step_count=25, deadline=None))

    assert [] == [fault for verified in verify_ledger(services) for fault in verified.faults]
