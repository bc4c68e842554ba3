"""Events that earn, on both databases: many senders at once earn once, and what is kept never changes."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_event import RecordEvent, record_event
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_balances import show_balances
from tests.steps.drivers import StandingClock

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
CLIENTS = 8
EVENTS = "events: [{id: sign-up, name: {en: Sign-up, zh-CN: 注册}, points: 100, once_per: member}]\n"


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services on a fresh database whose programme has an event."""
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source) | {"events.yaml": EVENTS}
    engine = open_engine(database_url)
    made = Services(Units(engine), StandingClock(NOW), SystemEntropy(), b"secret")
    adopt_programme(made, source)
    yield made
    engine.dispose()


def _member(services: Services) -> MemberId:
    told = enrol_member(services, EnrolMember("corner-coffee"), Once("members", "a", "a"))
    return MemberId(told.data["member"])


@pytest.mark.parametrize("ids", [["same"] * CLIENTS, [f"e{n}" for n in range(CLIENTS)]])
def test_many_senders_at_once_earn_once(services: Services, ids: list[str]) -> None:
    """The same event from many senders is one event; many events of a member earn once for ever."""
    member = _member(services)

    def send(event_id: str) -> int:
        return record_event(services, RecordEvent(member, event_id, "sign-up", "till")).event.points

    with ThreadPoolExecutor(CLIENTS) as clients:
        earned = list(clients.map(send, ids))

    assert sum(dict(zip(ids, earned, strict=True)).values()) == 100
    assert show_balances(services, member).holdings.available == 100


def test_a_kept_event_never_changes(services: Services, database_url: str) -> None:
    """The database itself refuses to change an event."""
    record_event(services, RecordEvent(_member(services), "e", "sign-up", "till"))
    engine = open_engine(database_url)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text("UPDATE done_event SET points = 1000"))
    engine.dispose()
