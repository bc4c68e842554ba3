"""Rows of every table that ends do end: no trigger of the database is in the way of erasing and retention."""

import json
from datetime import timedelta

from sqlalchemy import insert, inspect, text

from loyalty.ageing.limits import BY_AGE
from loyalty.database.base import metadata
from loyalty.database.engine import open_engine
from loyalty.erasure.fates import FATES, Fate
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import microseconds
from loyalty.use_cases.erasing.apply_retention import apply_retention
from loyalty.use_cases.erasing.show_retention import show_retention
from loyalty.use_cases.services import Services
from tests.steps.drivers import StandingClock
from tests.stores.making import earn
from tests.stores.test_erasures import all_steps
from tests.stores.test_persons import NOW, a_life, services
from tests.stores.test_webhooks import House, house

__all__ = ["house", "services"]
ENDING = (
    "alert_told",
    "coupon_use",
    "done_event",
    "event_count",
    "rfm_group",
    "spending_alert",
    "voucher_code",
)
TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger",
}


def keeps(url: str, who: MemberId) -> None:
    """Let a member have a row of each table that few have."""
    engine = open_engine(url)
    types = inspect(engine)
    with engine.begin() as connection:
        for name in (*ENDING, "voucher_use"):
            row = {each["name"]: _made(each["name"], str(each["type"])) for each in types.get_columns(name)}
            connection.execute(insert(metadata.tables[name]), {**row, "member_id": who})
    engine.dispose()


def _made(column: str, kind: str) -> object:
    if column in {"day", "last_day"}:
        return NOW.toordinal()
    if "BIGINT" in kind and column.endswith("_at"):
        return microseconds(NOW) + 1
    return 1 if "INT" in kind else "x"


def test_who_did_everything_is_erased(services: Services, database_url: str) -> None:
    """A member with events, alerts, codes and groups is erased as everybody is."""
    ada, _ = a_life(services)
    keeps(database_url, ada)

    removed = all_steps(services, ada)["removed"]

    assert isinstance(removed, dict)
    assert {name for name in ENDING if FATES[name] is Fate.REMOVED} <= removed.keys()


def test_every_row_ages(services: Services, database_url: str) -> None:
    """Two years later alerts and codes are gone, uses and events have a day, and the last group stays."""
    ada, _ = a_life(services)
    keeps(database_url, ada)
    assert isinstance(services.clock, StandingClock)
    services.clock.at = NOW + timedelta(days=800)

    ended = apply_retention(services)

    assert {
        "alert_told",
        "coupon_use",
        "done_event",
        "event_count",
        "voucher_code",
        "voucher_use",
    } <= ended.keys()
    assert "rfm_group" not in ended
    with services.units.write() as unit:
        assert "x" == unit.segments.group_before(ada, "x", services.clock.at.date())
        unit.segments.add_groups("x", services.clock.at.date(), {ada: "another"})
        unit.commit()
    services.clock.at += timedelta(days=732)
    assert 1 == apply_retention(services)["rfm_group"]


def test_no_trigger_keeps_what_ends(database_url: str) -> None:
    """A table of which rows are removed has no trigger that refuses it."""
    engine = open_engine(database_url)
    with engine.connect() as connection:
        triggers = set(connection.scalars(text(TRIGGERS[engine.dialect.name])))
    engine.dispose()
    removed = {*BY_AGE, *(name for name, fate in FATES.items() if fate is Fate.REMOVED)}

    assert set() == triggers & {f"{name}_no_delete" for name in removed}


def test_what_was_announced_is_gone_after_30_days(house: House) -> None:
    """Announcements, deliveries and attempts go; a member's last stays, for the place of the next."""
    for number in range(3):
        earn(house.services.units, 1, str(number), 10, number)
    house.clock.ahead = -timedelta(days=31)
    while house.deliver():
        pass
    house.listener.got.clear()
    house.clock.ahead = timedelta()

    removed = apply_retention(house.services)

    assert (3, 3, 2) == tuple(
        removed[f"{name}"] for name in ("webhook_attempt", "webhook_delivery", "outbox")
    )
    assert {} == apply_retention(house.services)
    assert not [each.table for each in show_retention(house.services) if each.over]
    earn(house.services.units, 1, "later", 10, 3)
    assert 1 == house.deliver()
    assert [[4]] == list(house.by_member().values())


def test_what_waits_to_be_sent_stays(house: House) -> None:
    """While no worker runs, and while the listener is down, no announcement is removed however old it is."""
    for number in range(3):
        earn(house.services.units, 1, str(number), 10, number)
    house.clock.ahead = timedelta(days=400)
    assert not {"outbox", "webhook_delivery"} & apply_retention(house.services).keys()
    house.listener.status = 500
    house.deliver()
    house.listener.status, house.listener.got = 204, []
    house.clock.ahead = timedelta(days=440)

    assert not {"outbox", "webhook_delivery"} & apply_retention(house.services).keys()
    assert not [each.table for each in show_retention(house.services) if each.over]
    while house.deliver():
        pass
    assert [1, 2, 3] == [json.loads(body)["memberseq"] for _, body in house.listener.got]
