"""Threads of one process that book for one member take turns, and nobody decides twice; no turn is needed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from fractions import Fraction
from threading import Barrier, Event, Thread

import pytest

from loyalty.database.turnstile import Turns
from loyalty.kernel.identity import MemberId
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.quote_basket import QuoteBasket, quote_basket
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.services import Services
from tests.steps.drivers import StandingClock
from tests.steps.reading import coffee
from tests.stores.making import ENTROPY, opened

NAME = "corner-coffee"
AT = datetime(2026, 12, 6, 12, tzinfo=UTC)
RACERS, ROUNDS = 4, 2
PATIENCE = 10


class CountingClock(StandingClock):
    """A clock that counts how often somebody waited to be tried again."""

    pauses = 0

    def pause(self, milliseconds: int) -> None:
        """Count."""
        super().pause(milliseconds)
        self.pauses += 1


def test_who_books_for_one_member_at_once_is_decided_once(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four threads quote and book twice each for one member; none of them has to be tried again."""
    monkeypatch.setattr("loyalty.use_cases.services.TURN_MS", 60_000)
    line = BasketLine("1", "sencha", Fraction(1), Fraction(900), {"category": "tea", "brand": "own"})
    basket = Basket((line,), {"channel": "web", "delivery": "home"}, {}, 0)
    start, clock = Barrier(RACERS), CountingClock(AT)
    with opened(database_url) as units:
        services = Services(units, clock, ENTROPY, b"secret")
        adopt_programme(services, coffee())
        member = MemberId(int(enrol_member(services, EnrolMember(NAME), Once("web", "m", "")).data["member"]))

        def sell(racer: int) -> int:
            start.wait(20)
            for number in range(ROUNDS):
                quote = quote_basket(services, QuoteBasket(NAME, basket, member)).quote.quote_id
                record_order(
                    services, RecordOrder(NAME, "web", f"{racer}-{number}", basket, member, quote=quote)
                )
            return ROUNDS

        with ThreadPoolExecutor(RACERS) as racers:
            booked = sum(racers.map(sell, range(RACERS)))

    assert (ROUNDS * RACERS, 0) == (booked, clock.pauses)


def test_a_turn_that_does_not_come_is_done_without() -> None:
    """Whoever waited long enough goes on; another member is free, and a thread does not wait for itself."""
    turns, inside, go_on = Turns(), Event(), Event()

    def stay() -> None:
        with turns.taken(1, 0), turns.taken(1, PATIENCE * 1_000), turns.taken(2, 0):
            inside.set()
            go_on.wait(PATIENCE)

    other = Thread(target=stay)
    other.start()
    inside.wait(PATIENCE)
    done = []
    with turns.taken(1, 1):
        done.append("without")
    with turns.taken(2, 0):
        done.append("another's")
    assert other.is_alive()
    go_on.set()
    other.join(PATIENCE)
    with turns.taken(1, 0):
        done.append("in turn")

    assert ["without", "another's", "in turn"] == done
