"""Every step of the migrations on a database that is in use: rows in every table, up, down and up again."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, select

from loyalty.adapters.clock import HeldClock
from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.database import upgrade as steps
from loyalty.database.engine import open_engine
from loyalty.database.upgrade import downgrade, upgrade
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.services import Services
from tests.stores.filling import ALEMBIC, fill
from tests.unit.api.routes.shop import RULES

pytestmark = pytest.mark.slow

Rows = Counter[tuple[tuple[str, object], ...]]
"""Rows of a table, each as its columns with their values, in the order of their names."""

MEANT = {("movement", "measured"): "[]", ("api_key", "scopes"): "orders:write"}
"""What a step back reads, and what has to be short for it."""
LEFT_BEHIND = {"spend has lost rows", "spend is empty", "movement is empty"}
"""Of measures that were none before: a step takes them away, as it says."""
REVISIONS = [
    each.revision
    for each in ScriptDirectory.from_config(steps._settings()).walk_revisions()  # noqa: SLF001  the steps
][::-1]


@pytest.fixture
def body(sqlite_database: str) -> bytes:
    """Give the body of a document as it is kept of an order, which one step reads."""
    clock = HeldClock(datetime(2026, 12, 1, 9, tzinfo=UTC))
    services = Services(Units(open_engine(sqlite_database)), clock, SystemEntropy(), b"s" * 32)
    with closing(services.units):
        adopt_programme(services, read_rule_folder(RULES).source)
        line = BasketLine("1", "gift", Fraction(1), Fraction(8000), {"category": "tea", "brand": "other"})
        basket = Basket((line,), {"channel": "shop"})
        record_order(services, RecordOrder("corner-coffee", "till", "order", basket, None))
    with closing(sqlite3.connect(sqlite_database.removeprefix("sqlite:///"))) as connection:
        found: bytes = connection.execute("SELECT body FROM frozen_document").fetchone()[0]
    return found


def filled(url: str, body: bytes) -> None:
    """Put rows into every table that has none."""
    engine = open_engine(url)
    with engine.execution_options(write=True).begin() as connection:
        fill(connection, {**MEANT, ("frozen_document", "body"): body})
    engine.dispose()


def kept(url: str) -> dict[str, Rows]:
    """Give the rows of every table."""
    engine = open_engine(url)
    metadata = MetaData()
    with engine.connect() as connection:
        metadata.reflect(connection)
        found = {
            table.name: Counter(
                tuple(sorted((str(name), value) for name, value in row.items()))
                for row in connection.execute(select(table)).mappings()
            )
            for table in metadata.tables.values()
            if table.name != ALEMBIC
        }
    engine.dispose()
    return found


def lost(before: dict[str, Rows], after: dict[str, Rows]) -> Iterator[str]:
    """Say which rows of before are not there after, by the columns that both have."""
    for table in before.keys() & after.keys():
        if before[table] and not after[table]:
            yield f"{table} is empty"
            continue
        both = _names(before[table]) & _names(after[table])
        if _only(both, before[table]) - _only(both, after[table]):
            yield f"{table} has lost rows"


def _names(rows: Rows) -> set[str]:
    return {name for row in rows for name, _ in row}


def _only(names: set[str], rows: Rows) -> Rows:
    return Counter(tuple(each for each in row if each[0] in names) for row in rows.elements())


def test_a_database_in_use_goes_up_and_down_by_every_step(database_url: str, body: bytes) -> None:
    """Each table has rows before the next step; none is lost that the tables of a step could hold."""
    downgrade(database_url, "base")
    stood: dict[str, dict[str, Rows]] = {}
    wrong = []
    before: dict[str, Rows] = {}
    for revision in REVISIONS:
        upgrade(database_url, revision)
        wrong += [f"up to {revision}: {each}" for each in lost(before, kept(database_url))]
        filled(database_url, body)
        before = stood[revision] = kept(database_url)
    for revision in REVISIONS[-2::-1]:
        downgrade(database_url, revision)
        now = kept(database_url)
        wrong += [f"down to {revision}: {each}" for each in lost(stood[revision], now)]
        if stood[revision].keys() != now.keys():
            wrong.append(f"down to {revision}: other tables")
    downgrade(database_url, "base")

    assert [] == wrong


def test_a_database_of_today_goes_back_by_every_step_and_up_again(database_url: str, body: bytes) -> None:
    """What the tables of an earlier step can hold stays on the way down, and stays on the way up."""
    filled(database_url, body)
    before, wrong = kept(database_url), []
    for revision in REVISIONS[-2::-1]:
        downgrade(database_url, revision)
        now = kept(database_url)
        wrong += [f"down to {revision}: {each}" for each in lost(before, now) if each not in LEFT_BEHIND]
        before = now
    for revision in REVISIONS[1:]:
        upgrade(database_url, revision)
        now = kept(database_url)
        wrong += [f"up to {revision}: {each}" for each in lost(before, now)]
        before = now

    assert [] == wrong
