"""Gift cards on both databases: nothing is paid twice, codes are not kept, a line sells one card a piece."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import text

from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.database.engine import open_engine
from loyalty.kernel.money import Money, currency
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.gift_cards.issue_gift_card import IssueGiftCard, issue_gift_card
from loyalty.use_cases.gift_cards.show_gift_card import show_gift_card
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.refusals import NotSold
from loyalty.use_cases.services import Services
from loyalty.use_cases.verify_ledger import verify_ledger
from loyalty.vouchers.gift_card import GiftCardKey
from tests.steps.drivers import StandingClock

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
CLIENTS = 6
SHOP = "corner-coffee"
EUR = currency("EUR")


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services on a fresh database of a programme with stored value."""
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
    del source["examples.yaml"]
    source["value.yaml"] = "stored_value: {after_return: value_first}"
    engine = open_engine(database_url)
    made = Services(Units(engine), StandingClock(NOW), SystemEntropy(), b"secret")
    adopt_programme(made, source)
    yield made
    engine.dispose()


def issue(services: Services, name: str, minor: int, order: str = "") -> str:
    """Issue a card, sold as line 1 of an order where one is named, and give its code."""
    key = GiftCardKey(SHOP, "till", name)
    line = "1" if order else ""
    return issue_gift_card(services, IssueGiftCard(key, Money(minor, EUR), order, line)).code


def sell(services: Services, order: str, *cards: str, quantity: int = 1) -> int:
    """Book an order of 20.00 a piece and give what stored value paid of it."""
    facts = {"category": "coffee", "brand": "own"}
    line = BasketLine("1", "beans", Fraction(quantity), Fraction(2000), facts)
    basket = Basket((line,), {"channel": "shop"}, gift_cards=cards)
    booked = record_order(services, RecordOrder(SHOP, "till", order, basket))
    return int(booked.recipe.value.get("used", 0))


def test_no_value_is_paid_twice(services: Services) -> None:
    """Of several who pay with one card at once, all together get what is on it; the book is sound."""
    code = issue(services, "card-1", 5000)

    with ThreadPoolExecutor(CLIENTS) as pool:
        paid = list(pool.map(lambda n: sell(services, f"order-{n}", code), range(CLIENTS)))

    assert 5000 == sum(paid)
    assert 0 == show_gift_card(services, SHOP, code).available.minor
    assert () == tuple(fault for each in verify_ledger(services) for fault in each.faults)


def test_a_line_sells_one_card_a_piece(services: Services) -> None:
    """Of several who issue a card for the two pieces of a line at once, two are given one."""
    sell(services, "order-g", quantity=2)

    def attempt(n: int) -> bool:
        try:
            issue(services, f"card-{n}", 2000, "order-g")
        except NotSold:
            return False
        return True

    with ThreadPoolExecutor(CLIENTS) as pool:
        given = list(pool.map(attempt, range(CLIENTS)))

    assert 2 == sum(given)


def test_codes_are_not_kept(services: Services) -> None:
    """No row has the code, and the same id gives the same code again."""
    code = issue(services, "card-1", 5000)

    with services.units.read() as unit:
        rows = unit._connection.execute(text("SELECT * FROM gift_card")).all()  # noqa: SLF001 - what the rows say

    assert code not in str(rows)
    assert code == issue(services, "card-1", 5000)


def test_a_card_stands_as_it_was_issued(services: Services) -> None:
    """A card's row cannot be changed."""
    issue(services, "card-1", 5000)

    with services.units.write() as unit, pytest.raises(Exception, match="append-only"):
        unit._connection.execute(text("UPDATE gift_card SET amount = 1"))  # noqa: SLF001 - who tampers does so
