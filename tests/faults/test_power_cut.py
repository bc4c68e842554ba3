"""The power is cut while members buy, on SQLite: what was answered is there.

Where the disk is asked for less than the product asks for, it is not, and that is seen.
"""

import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from loyalty.database.engine import open_engine
from loyalty.unit_of_work import Units
from tests.faults.auditing import accounts, faults, references
from tests.faults.load import Recording, control
from tests.faults.power import Disk, Happening, Told, can_record, recorded
from tests.faults.work import Worker

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(not can_record(), reason="the SQLite of this Python is built in and shows nothing"),
]

CUTS = 60
ANSWERS = 150
MEMBERS = 3
PAGES = 20
"""After so many pages the log is brought into the file, so that cuts meet this too; 1,000 as shipped."""


def test_a_power_cut_loses_nothing_that_was_answered(
    sqlite_database: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """As the product opens a database, every cut leaves a sound one with all that was told."""
    found = _after_cuts(sqlite_database, tmp_path)
    record_property("cuts", found.total())

    assert {"whole": CUTS} == found


@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
def test_without_the_syncs_a_power_cut_is_seen(
    synchronous: str, sqlite_database: str, tmp_path: Path, record_property: Recording
) -> None:
    """The negative control: with fewer syncs than the product asks for, cuts do harm, and it is noticed."""
    found = _after_cuts(sqlite_database, tmp_path, synchronous)
    control(record_property, cuts=CUTS, broken=found["broken"], lost_answers=found["lost"])

    assert CUTS == found.total()
    assert found["whole"] < CUTS
    assert found["broken"] or synchronous == "NORMAL"


def _after_cuts(url: str, folder: Path, synchronous: str | None = None) -> Counter[str]:
    """Give how the databases were that were left by cuts at places chosen by chance."""
    file = Path(url.removeprefix("sqlite:///"))
    disk = Disk({file.name: bytearray(file.read_bytes())})
    happened = _working(url, synchronous)
    chance = random.Random(str(synchronous))
    cuts = set(chance.sample(range(len(happened)), CUTS))
    told, found = set[str](), Counter[str]()
    for number, happening in enumerate(happened):
        disk.take(happening)
        if isinstance(happening, Told):
            told.add(happening.ref)
        if number in cuts:
            found[_state(disk.after_a_cut(chance), folder / f"cut-{number}", file.name, told)] += 1
    return found


def _working(url: str, synchronous: str | None) -> list[Happening]:
    """Book until enough was answered; give what the disk was asked, and what was told in between."""
    with recorded() as happened:
        engine = open_engine(url)
        _set(engine, f"wal_autocheckpoint = {PAGES}")
        if synchronous is not None:
            _set(engine, f"synchronous = {synchronous}")
        worker = Worker(Units(engine), random.Random(1), range(1, MEMBERS + 1), "w")
        answers = 0
        while answers < ANSWERS:
            if (ref := worker.step()) is not None:
                happened.append(Told(ref))
                answers += 1
        until = list(happened)
        engine.dispose()
    return until


def _set(engine: Engine, setting: str) -> None:
    def prepare(connection: object, _record: ConnectionPoolEntry) -> None:
        connection.execute(f"PRAGMA {setting}").close()  # type: ignore[attr-defined]

    event.listen(engine, "connect", prepare)


def _state(files: dict[str, bytearray], folder: Path, name: str, told: set[str]) -> str:
    """Give how a database is that the disk has then: whole, without something that was told, or broken."""
    folder.mkdir()
    for each, data in files.items():
        (folder / each).write_bytes(data)
    url = f"sqlite:///{folder / name}"
    with suppress(DatabaseError):
        if _sound(url) and not faults(found := accounts(url)):
            return "whole" if told <= references(found) else "lost"
    return "broken"


def _sound(url: str) -> bool:
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return bool(connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok")
    finally:
        engine.dispose()
