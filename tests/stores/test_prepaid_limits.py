"""In China no card holds more than the law allows, by whatever way, and what was paid for one is had back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from loyalty.database.turnstile import Turns
from loyalty.history.table import Ended, OfMember, RawRow
from loyalty.kernel.identity import MemberId, id_text
from loyalty.kernel.money import Money, currency
from loyalty.orders.order import OrderKey
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.billing.grant_credit import GrantCredit, grant_credit
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.gift_cards.issue_gift_card import IssueGiftCard, issue_gift_card
from loyalty.use_cases.gift_cards.load_gift_card import LoadGiftCard, load_gift_card
from loyalty.use_cases.gift_cards.refund_gift_card import RefundGiftCard, refund_gift_card
from loyalty.use_cases.gift_cards.show_gift_card import show_gift_card
from loyalty.use_cases.imports.booking import Importing
from loyalty.use_cases.imports.import_balances import import_balances
from loyalty.use_cases.imports.import_history import import_history
from loyalty.use_cases.load_value import LoadValue, load_value
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.refusals import (
    MemberMerged,
    NoStoredValue,
    NotReturnable,
    NotSold,
    PrepaidLimit,
    PrepaidRefundOver,
    PrepaidValueGone,
)
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_stored_value import show_stored_value
from loyalty.use_cases.verify_ledger import verify_ledger
from loyalty.vouchers.gift_card import GiftCardKey
from tests.steps.drivers import StandingClock
from tests.steps.reading import coffee_with
from tests.stores.making import ENTROPY, opened
from tests.stores.test_erasures_raced import Meanwhile

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SHOP, VALUE = "corner-coffee", "value:CNY"
RULES = """
programme: corner-coffee
schema: 1
currency: CNY
timezone: Asia/Shanghai
languages: [en, zh-CN]
jurisdictions: [CN]
effective: {from: 2026-11-15}
numbers:
  money: {step: 0.01, round: half_up, at: each_line}
  prices: {step: 0.000001}
  quantities: {step: 0.000001}
  points: {step: 1, round: down}
  split: cumulative
  limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}
stored_value: {after_return: value_first}
basket:
  discounts: {combine: best, rules: []}
  returns: {within: 14 days}
"""


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services on a fresh database of a programme with stored value under the law of China."""
    with opened(database_url) as units:
        made = Services(units, StandingClock(NOW), ENTROPY, b"secret")
        adopt_programme(made, coffee_with(RULES))
        yield made


def member(services: Services, name: str, minor: int = 0) -> MemberId:
    """Enrol somebody who pays so much in."""
    who = MemberId(enrol_member(services, EnrolMember(SHOP), Once("test", name, name)).data["member"])
    if minor:
        load(services, who, minor, name)
    return who


def load(services: Services, who: MemberId, minor: int, name: str) -> None:
    """Pay in."""
    load_value(
        services, LoadValue(who, Money(minor, currency("CNY")), "till"), Once("till", f"load-{name}", name)
    )


def test_a_merge_brings_no_more_on_a_card_than_the_law_allows(services: Services) -> None:
    """Five thousand together is merged, a fen more is not; who brings nothing is merged in any case."""
    full, half, more, none = (
        member(services, name, minor)
        for name, minor in (("ada", 300_000), ("eva", 200_000), ("bea", 1), ("dora", 0))
    )
    merge_members(services, MergeMembers(full, half, "desk"))

    with pytest.raises(PrepaidLimit):
        merge_members(services, MergeMembers(full, more, "desk"))
    merge_members(services, MergeMembers(full, none, "desk"))

    assert (500_000, 1) == tuple(show_stored_value(services, who).minor for who in (full, more))


def test_credit_that_is_bought_keeps_within_the_limit_too(services: Services) -> None:
    """Five thousand may be there, a fen more not; what is given counts for nothing."""
    ada = member(services, "ada")

    credit(services, ada, 600_000, purchased=False)
    credit(services, ada, 300_000, purchased=True)
    with pytest.raises(PrepaidLimit):
        credit(services, ada, 200_001, purchased=True)
    credit(services, ada, 200_000, purchased=True)


def credit(services: Services, who: MemberId, minor: int, *, purchased: bool = True, key: str = "") -> None:
    """Give somebody prepaid credit."""
    command = GrantCredit(who, Money(minor, currency("CNY")), purchased)
    grant_credit(services, command, Once("till", f"{key}{who}{minor}", ""))


def test_a_merge_brings_no_more_bought_credit_than_the_law_allows(services: Services) -> None:
    """Five thousand together is merged, a fen more is not; what was given counts for nothing."""
    full, half, more, none = (member(services, name) for name in ("ada", "eva", "bea", "dora"))
    for who, minor in ((full, 300_000), (half, 200_000), (more, 1)):
        credit(services, who, minor)
    credit(services, none, 900_000, purchased=False)
    for loser in (half, none):
        merge_members(services, MergeMembers(full, loser, "desk"))

    with pytest.raises(PrepaidLimit):
        merge_members(services, MergeMembers(full, more, "desk"))


def test_two_who_sell_credit_at_once_sell_no_more_than_the_law_allows(services: Services) -> None:
    """Whoever comes second reads what the first one sold."""
    ada = member(services, "ada")
    with ThreadPoolExecutor(1) as beside:
        chance = Meanwhile(lambda: beside.submit(credit, alone(services), ada, 300_000, key="other"))
        credit(replace(services, entropy=chance), ada, 300_000)
        with pytest.raises(PrepaidLimit):
            chance.begun[0].result(20)


def test_credit_sold_while_its_member_is_merged_keeps_within_the_limit(services: Services) -> None:
    """The merge is booked, and what was to be sold meanwhile is refused: the card is full by then."""
    ada, eva = member(services, "ada"), member(services, "eva")
    for who in (ada, eva):
        credit(services, who, 200_000)
    with ThreadPoolExecutor(1) as beside:
        chance = Meanwhile(lambda: beside.submit(credit, alone(services), ada, 200_000, key="other"))
        merge_members(replace(services, entropy=chance), MergeMembers(ada, eva, "desk"))
        with pytest.raises(PrepaidLimit):
            chance.begun[0].result(20)


def alone(services: Services) -> Services:
    """Give the services of another process on the same database."""
    return replace(services, turns=Turns())


def test_nothing_is_paid_in_under_the_id_of_who_was_merged(services: Services) -> None:
    """Else it would lie where nobody looks, beside a limit of its own."""
    ada, eva = member(services, "ada"), member(services, "eva")
    merge_members(services, MergeMembers(ada, eva, "desk"))

    with pytest.raises(MemberMerged):
        load(services, eva, 100, "late")


def test_an_import_brings_no_more_on_a_card_than_the_law_allows(services: Services) -> None:
    """What is there counts with what the rows before brought; a smaller row after a refused one is taken."""
    ada = member(services, "ada", 200_000)
    rows = [
        RawRow(number, {"lot": str(number), "points": str(minor), "wallet": VALUE})
        for number, minor in enumerate((250_000, 50_001, 50_000), start=1)
    ]

    results = list(import_balances(services, Importing(SHOP, [OfMember(id_text("mem", ada), rows)])))

    assert [(Ended.IMPORTED, ""), (Ended.REFUSED, "prepaid-limit"), (Ended.IMPORTED, "")] == [
        (each.ended, each.code) for each in results
    ]
    assert 500_000 == show_stored_value(services, ada).minor


def test_a_history_that_was_spent_between_is_taken(services: Services) -> None:
    """What counts is what was on the card then, not all that was ever paid in."""
    ada = member(services, "ada")
    told = (("earn", "a", 500_000), ("earn", "b", 1), ("spend", "c", 400_000), ("earn", "d", 400_000))
    rows = [
        RawRow(
            number,
            {
                "kind": kind,
                "id": own,
                "at": f"2026-01-0{number}T10:00:00+08:00",
                "points": str(minor),
                "wallet": VALUE,
            },
        )
        for number, (kind, own, minor) in enumerate(told, start=1)
    ]

    results = import_history(services, Importing(SHOP, [OfMember(id_text("mem", ada), rows)]))

    assert ["", "prepaid-limit", "", ""] == [each.code for each in results]
    assert 500_000 == show_stored_value(services, ada).minor


def sold_card(services: Services, name: str, minor: int) -> str:
    """Sell a gift card as line 1 of the order ``name`` and give its code."""
    line = BasketLine("1", "card", Fraction(1), Fraction(minor), {"category": "gear", "brand": "own"})
    sell(services, name, Basket((line,), {"channel": "shop"}))
    key = GiftCardKey(SHOP, "till", name)
    return issue_gift_card(services, IssueGiftCard(key, Money(minor, currency("CNY")), name, "1")).code


def sell(services: Services, name: str, basket: Basket) -> None:
    """Book an order of nobody."""
    record_order(services, RecordOrder(SHOP, "till", name, basket))


def pay(services: Services, name: str, code: str, minor: int) -> None:
    """Buy something with a gift card."""
    line = BasketLine("1", "beans", Fraction(1), Fraction(minor), {"category": "coffee", "brand": "own"})
    sell(services, name, Basket((line,), {"channel": "shop"}, gift_cards=(code,)))


def had_back(services: Services, code: str, name: str, load: str = "") -> int:
    """Give what is had back of a gift card."""
    told = refund_gift_card(services, RefundGiftCard(SHOP, code, "till", load), Once("till", name, name))
    return int(told.data["refunded"])


def bring_back(services: Services, order: str) -> None:
    """Bring back line 1 of an order."""
    back = {"1": Fraction(1)}
    record_return(services, RecordReturn(OrderKey(SHOP, "till", order), f"back-{order}", back))


@pytest.mark.parametrize("spent", [0, 30_000])
def test_what_is_left_of_a_sold_card_is_had_back_once(services: Services, spent: int) -> None:
    """What was paid with stays spent; the line does not come back then, and sells no other card."""
    code = sold_card(services, "sale", 80_000)
    if spent:
        pay(services, "beans", code, spent)

    assert 80_000 - spent == had_back(services, code, "back-1")
    assert 80_000 - spent == had_back(services, code, "back-1")
    with pytest.raises(PrepaidValueGone):
        had_back(services, code, "back-2")
    with pytest.raises(NotReturnable):
        bring_back(services, "sale")
    with pytest.raises(NotSold):
        issue_gift_card(
            services,
            IssueGiftCard(GiftCardKey(SHOP, "till", "other"), Money(1, currency("CNY")), "sale", "1"),
        )
    assert () == tuple(fault for each in verify_ledger(services) for fault in each.faults)


def test_a_card_whose_line_came_back_is_not_had_back_too(services: Services) -> None:
    """Nobody gets the money twice, in whichever order they ask."""
    code = sold_card(services, "sale", 80_000)
    bring_back(services, "sale")

    with pytest.raises(PrepaidValueGone):
        had_back(services, code, "back-1")


def test_a_load_of_a_card_is_had_back_by_its_key(services: Services) -> None:
    """The load alone; what the card was given away with is not, and after seven days nothing is."""
    card = IssueGiftCard(GiftCardKey(SHOP, "till", "gift"), Money(10_000, currency("CNY")))
    code = issue_gift_card(services, card).code
    for key in ("load-1", "load-2"):
        load_gift_card(
            services,
            LoadGiftCard(SHOP, code, Money(20_000, currency("CNY")), "till"),
            Once("till", key, key),
        )

    assert 20_000 == had_back(services, code, "back-1", "load-1")
    with pytest.raises(PrepaidRefundOver):
        had_back(services, code, "back-2")
    with pytest.raises(NoStoredValue):
        had_back(services, code, "back-3", "load-9")
    assert 30_000 == show_gift_card(services, SHOP, code).available.minor

    later = replace(services, clock=StandingClock(NOW + timedelta(days=8)))
    with pytest.raises(PrepaidRefundOver):
        had_back(later, code, "back-4", "load-2")


def test_a_return_lifts_no_card_over_its_limit(services: Services) -> None:
    """What there is no room for is paid out as other money; where there is room again more goes back."""
    ada = member(services, "ada", 500_000)
    goods = {"category": "coffee", "brand": "own"}
    two = BasketLine("1", "roaster", Fraction(2), Fraction(150_000), goods)
    paid = Basket((two,), {"channel": "shop"}, value_offered=300_000)
    record_order(services, RecordOrder(SHOP, "till", "roasters", paid, ada))
    load(services, ada, 250_000, "more")
    one = {"1": Fraction(1)}

    key = OrderKey(SHOP, "till", "roasters")
    first = record_return(services, RecordReturn(key, "first", one)).recipe.refund
    assert (150_000, 50_000) == (first["money"], first["to_stored_value"])
    assert 500_000 == show_stored_value(services, ada).minor

    beans = BasketLine("1", "beans", Fraction(1), Fraction(200_000), goods)
    spent = Basket((beans,), {"channel": "shop"}, value_offered=100_000)
    record_order(services, RecordOrder(SHOP, "till", "beans", spent, ada))
    second = record_return(services, RecordReturn(key, "second", one)).recipe.refund
    assert (150_000, 100_000) == (second["money"], second["to_stored_value"])
    assert 500_000 == show_stored_value(services, ada).minor
    assert () == tuple(fault for each in verify_ledger(services) for fault in each.faults)


def test_a_return_of_who_was_merged_lifts_the_survivor_over_no_limit(services: Services) -> None:
    """What goes back ends on the survivor's card, so that is where the room is looked for."""
    bob, ada = member(services, "bob", 100_000), member(services, "ada", 450_000)
    beans = BasketLine("1", "beans", Fraction(1), Fraction(100_000), {"category": "coffee", "brand": "own"})
    paid = Basket((beans,), {"channel": "shop"}, value_offered=100_000)
    record_order(services, RecordOrder(SHOP, "till", "beans", paid, bob))
    merge_members(services, MergeMembers(ada, bob, "desk"))

    key = OrderKey(SHOP, "till", "beans")
    refund = record_return(services, RecordReturn(key, "back", {"1": Fraction(1)})).recipe.refund

    assert (100_000, 50_000) == (refund["money"], refund["to_stored_value"])
    assert 500_000 == show_stored_value(services, ada).minor


def test_a_return_lifts_no_gift_card_over_its_limit(services: Services) -> None:
    """A card of whoever shows it holds a thousand, whatever it paid."""
    code = sold_card(services, "sale", 100_000)
    pay(services, "beans", code, 60_000)
    load_gift_card(
        services, LoadGiftCard(SHOP, code, Money(50_000, currency("CNY")), "till"), Once("till", "l", "l")
    )

    bring_back(services, "beans")

    assert 100_000 == show_gift_card(services, SHOP, code).available.minor
