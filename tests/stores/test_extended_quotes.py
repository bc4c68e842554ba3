"""A quote that is given more time keeps its price and what it set aside, on both databases."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from threading import Barrier

import pytest

from loyalty.adoption.version import Person
from loyalty.kernel.refusal import Refusal
from loyalty.orders.quote import Quote
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.check_voucher import CheckVoucher, check_voucher
from loyalty.use_cases.extend_quote import extend_quote
from loyalty.use_cases.lifecycle.freeze_programme import FreezeProgramme, freeze_programme
from loyalty.use_cases.once import Once
from loyalty.use_cases.quote_basket import QuoteBasket, quote_basket
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_explanation import show_explanation
from loyalty.wording.text import as_text
from tests.steps.drivers import StandingClock
from tests.steps.reading import coffee_with
from tests.stores.making import ENTROPY, opened

NAME = "corner-coffee"
AT = datetime(2026, 12, 1, 12, tzinfo=UTC)
RULES = """
budgets:
  - {id: pot, name: {en: Pot, zh-CN: 预算}, money: 4.00, after_return: given_back}
vouchers:
  - {id: last, name: {en: Last, zh-CN: 最后}, codes: public, code: LAST, in_all: 1, after_return: used_up}
basket:
  discounts:
    combine: sum
    rules:
      - {id: of-pot, name: {en: Off, zh-CN: 减}, amount: 3.00, budget: pot}
      - {id: five, name: {en: Five, zh-CN: 五}, when: voucher.last, amount: 5.00}
  returns: {within: 14 days}
"""
BASKET = Basket(
    (BasketLine("1", "beans", Fraction(1), Fraction(2000), {"category": "coffee", "brand": "own"}),),
    {"channel": "shop"},
    vouchers=("LAST",),
)


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services with a voucher and a budget that are enough for one."""
    with opened(database_url) as units:
        made = Services(units, StandingClock(AT), ENTROPY, b"secret")
        adopt_programme(made, coffee_with(RULES))
        yield made


def after(services: Services, minutes: int) -> None:
    """Let it be so many minutes after the quote."""
    services.clock.at = AT + timedelta(minutes=minutes)  # type: ignore[attr-defined]  # the clock of these tests


def asked(services: Services) -> Quote:
    """Give a quote of the basket."""
    return quote_basket(services, QuoteBasket(NAME, BASKET)).quote


def bought(services: Services, quote: Quote, order: str = "o-1") -> int:
    """Give what an order that cites a quote costs."""
    command = RecordOrder(NAME, "till", order, BASKET, quote=quote.quote_id)
    return record_order(services, command).order.total


def refused(services: Services, quote: Quote) -> str:
    """Give the code with which more time is refused."""
    with pytest.raises(Refusal) as found:
        extend_quote(services, quote.quote_id, NAME)
    return found.value.code


def test_an_extended_quote_has_its_price_and_what_it_set_aside(services: Services) -> None:
    """Forty minutes later the voucher and the budget are still kept for it, and nobody else has them."""
    quote = asked(services)
    after(services, 20)
    until = extend_quote(services, quote.quote_id, None).valid_until
    after(services, 40)

    assert AT + timedelta(minutes=50) == until
    assert check_voucher(services, CheckVoucher(NAME, "LAST")).reason is not None
    assert quote.payable + 700 == asked(services).payable
    assert quote.payable == bought(services, quote)


def test_a_quote_that_nobody_extends_ends_and_gets_no_more_time(services: Services) -> None:
    """What it set aside is free again."""
    quote = asked(services)
    after(services, 30)

    assert "quote-expired" == refused(services, quote)
    assert check_voucher(services, CheckVoucher(NAME, "LAST")).reason is None
    with pytest.raises(Refusal, match="no longer valid"):
        bought(services, quote)


def test_a_quote_is_extended_ten_times_at_the_last_minute_and_then_no_more(services: Services) -> None:
    """It holds until the end it has, and is bought at it."""
    quote = asked(services)
    for times in range(1, 11):
        after(services, 29 * times)
        extend_quote(services, quote.quote_id, NAME)
    after(services, 29 * 11)

    assert "quote-at-its-end" == refused(services, quote)
    assert quote.payable == bought(services, quote)


def test_a_quote_that_is_bought_of_another_programme_or_frozen_gets_no_more_time(services: Services) -> None:
    """Each refusal is the one that a quote or an order has for it."""
    quote, other = asked(services), asked(services)
    bought(services, quote)

    assert "quote-used" == refused(services, quote)
    with pytest.raises(Refusal, match="no such quote"):
        extend_quote(services, other.quote_id, "tea-house")
    freeze_programme(services, FreezeProgramme(NAME, Person("Ada", "key-1"), "wrong"), Once("t", "1", ""))
    assert "programme-frozen" == refused(services, other)


def test_extended_at_once_by_many_a_quote_has_one_end(services: Services) -> None:
    """Nobody is refused, and the end is thirty minutes from then."""
    quote = asked(services)
    after(services, 10)
    start = Barrier(4)

    def extended(_: int) -> datetime:
        start.wait(20)
        return extend_quote(services, quote.quote_id, NAME).valid_until

    with ThreadPoolExecutor(4) as racers:
        found = Counter(racers.map(extended, range(4)))

    assert {AT + timedelta(minutes=40): 4} == found


def test_what_was_told_stays_and_its_course_names_the_new_end(services: Services) -> None:
    """The document says what was promised first; beside it stands that it holds, and until when."""
    quote = asked(services)
    told = show_explanation(services, quote.explanation_id)
    after(services, 20)
    extend_quote(services, quote.quote_id, NAME)
    after(services, 40)
    now = show_explanation(services, quote.explanation_id)

    assert told.document == now.document
    assert "valid_until" not in told.now["course"]
    assert ("offered", "2026-12-01T12:50:00Z") == (
        now.now["course"]["status"],
        now.now["course"]["valid_until"],
    )
    assert "It was given more time: until" in as_text(now.now, "en")
    assert "有效期已延长至" in as_text(now.now, "zh-CN")
    after(services, 50)
    assert "expired" == show_explanation(services, quote.explanation_id).now["course"]["status"]
