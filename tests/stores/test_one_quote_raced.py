"""Orders that race for one quote: one of them gets it, on both databases."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from fractions import Fraction
from threading import Barrier

from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.quote_basket import QuoteBasket, quote_basket
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.refusals import QuoteUsed
from loyalty.use_cases.services import Services
from tests.steps.drivers import StandingClock
from tests.steps.reading import coffee
from tests.stores.making import ENTROPY, opened

NAME = "corner-coffee"
AT = datetime(2026, 12, 6, 12, tzinfo=UTC)
RACERS = 4


def test_of_orders_that_race_for_a_quote_one_gets_it(database_url: str) -> None:
    """The others are refused, though each had found it free; nobody's price is bought twice at once."""
    line = BasketLine("1", "sencha", Fraction(1), Fraction(900), {"category": "tea", "brand": "own"})
    basket = Basket((line,), {"channel": "web", "delivery": "home"}, {}, 0)
    start = Barrier(RACERS)
    with opened(database_url) as units:
        services = Services(units, StandingClock(AT), ENTROPY, b"secret")
        adopt_programme(services, coffee())
        quote = quote_basket(services, QuoteBasket(NAME, basket, None)).quote.quote_id

        def order(number: int) -> str:
            start.wait(20)
            try:
                record_order(services, RecordOrder(NAME, "web", f"o{number}", basket, quote=quote))
            except QuoteUsed as refused:
                return refused.code
            return "booked"

        with ThreadPoolExecutor(RACERS) as racers:
            found = Counter(racers.map(order, range(RACERS)))

    assert {"booked": 1, "quote-used": RACERS - 1} == found
