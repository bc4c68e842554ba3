"""Alerts are kept as they were wished for, and what was told of is kept once; the database holds both."""

from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.language.values import Interval, Turn
from loyalty.subscriptions.asking import Moment, Wish, start
from loyalty.subscriptions.offer import Offer
from loyalty.subscriptions.records import Subscription
from loyalty.subscriptions.schedule import Rhythm
from loyalty.subscriptions.spending import Alerts, AlertTold, Threshold
from loyalty.unit_of_work import Units
from tests.stores.making import PROGRAMME, day

ZONE = ZoneInfo("Europe/Berlin")
OFFER = Offer("basic", Rhythm(Interval(1, Turn.MONTH), "anniversary"))
WATCHED = Subscription("s-1", MemberId(1), PROGRAMME, day(0), start(ZONE, OFFER, Wish(), Moment(day(0))))
THIRD = Threshold("third", percent=Fraction(100, 3))
ALERTS = Alerts(9000, (THIRD, Threshold("fifty", amount=5000)))
TOLD = AlertTold(day(0), "third", "3000", 3100, day(5))


def test_the_latest_wish_counts(units: Units) -> None:
    """Alerts are read as they were set last, exactly; a subscription without any has none."""
    with units.write() as unit:
        assert None is unit.alerts.get(WATCHED)
        unit.alerts.set(WATCHED, ALERTS, day(1))
        unit.alerts.set(WATCHED, Alerts(None, ()), day(2))
        assert Alerts(None, ()) == unit.alerts.get(WATCHED)
        unit.alerts.set(WATCHED, ALERTS, day(3))
        unit.commit()

    with units.read() as unit:
        assert ALERTS == unit.alerts.get(WATCHED)
        assert ["s-1"] == unit.alerts.watched(PROGRAMME)
        assert [] == unit.alerts.watched("another")


def test_an_alert_is_told_once_in_a_period(units: Units) -> None:
    """The same limit is told once; another limit, or another period, is told again."""
    again = [
        TOLD,
        AlertTold(day(0), "third", "3000", 9900, day(6)),
        AlertTold(day(0), "third", "3001", 9900, day(6)),
        AlertTold(day(31), "third", "3000", 3100, day(40)),
    ]
    with units.write() as unit:
        assert [True, False, True, True] == [unit.alerts.tell(WATCHED, one) for one in again]
        unit.commit()

    with units.read() as unit:
        assert [TOLD, again[2]] == unit.alerts.told(WATCHED, day(0))


@pytest.mark.parametrize(
    "change", ["UPDATE spending_alert SET member_id = 2", "UPDATE alert_told SET member_id = 2"]
)
def test_nothing_is_changed_afterwards(units: Units, database_url: str, change: str) -> None:
    """The database itself refuses to change what was wished and told."""
    with units.write() as unit:
        unit.alerts.set(WATCHED, ALERTS, day(1))
        unit.alerts.tell(WATCHED, TOLD)
        unit.commit()
    engine = open_engine(database_url)

    with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(change))

    engine.dispose()
