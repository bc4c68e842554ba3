"""The same order id again: the same receipt for the same order, a refusal for another."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.database.engine import open_engine
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.refusals import NotReturnable, OrderDiffers
from loyalty.use_cases.services import Services
from tests.steps.drivers import StandingClock

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def services(sqlite_database: str) -> Iterator[Services]:
    """Give services on a fresh database with the shipped programme."""
    with closing(Units(open_engine(sqlite_database))) as units:
        made = Services(units, StandingClock(NOW), SystemEntropy(), b"secret")
        adopt_programme(made, read_rule_folder(Path("rules/corner-coffee")).source)
        yield made


def order(at: datetime | None) -> RecordOrder:
    """Give an order of one packet by nobody known."""
    line = BasketLine("1", "beans", Fraction(1), Fraction(2694), {"category": "coffee", "brand": "own"})
    return RecordOrder("corner-coffee", "till", "o-1", Basket((line,), {"channel": "shop"}), at=at)


def test_the_same_order_at_another_time_is_another_order(services: Services) -> None:
    """A till that sends its id again with another time has reused the id."""
    first = record_order(services, order(NOW - timedelta(hours=1)))

    assert not first.replayed
    assert record_order(services, order(NOW - timedelta(hours=1))).replayed
    assert record_order(services, order(None)).replayed
    with pytest.raises(OrderDiffers):
        record_order(services, order(NOW - timedelta(hours=2)))


def test_a_return_before_its_order_is_refused(services: Services) -> None:
    """What has not been sold cannot come back."""
    sold = record_order(services, order(NOW - timedelta(hours=1)))
    early = RecordReturn(sold.order.key, "r-1", {"1": Fraction(1)}, NOW - timedelta(hours=2))

    with pytest.raises(NotReturnable):
        record_return(services, early)
