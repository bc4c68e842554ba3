"""One unit of work is one transaction, on both databases."""

import shutil
import sqlite3
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest
from sqlalchemy import event, make_url, text
from sqlalchemy.exc import DisconnectionError, OperationalError

from loyalty.database.engine import Limits, begun, open_engine
from loyalty.database.failures import TransientDatabaseError, is_out
from loyalty.kernel.identity import MemberId
from loyalty.kernel.refusal import InvariantBroken
from loyalty.ledger.entry import Account
from loyalty.members.member import Member
from loyalty.unit_of_work import UnitOfWork, Units, UnitsOfReplica
from tests.stores.making import PROGRAMME, UNIT, account, burn, day, earn, opened


def test_a_unit_left_without_commit_changes_nothing(units: Units) -> None:
    """Leaving is giving up, also without any error."""
    with units.write() as unit:
        unit.members.add(Member(MemberId(1), PROGRAMME, day(0)))

    with units.read() as unit:
        assert unit.members.get(MemberId(1)) is None


def test_a_unit_left_by_an_error_changes_nothing(units: Units) -> None:
    """An error goes through untouched and takes the transaction with it."""

    def fail() -> None:
        with units.write() as unit:
            unit.members.add(Member(MemberId(1), PROGRAMME, day(0)))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    with units.read() as unit:
        assert unit.members.get(MemberId(1)) is None


def test_a_committed_unit_lasts(units: Units) -> None:
    """What was committed is there for the next unit, on all stores alike."""
    with units.write() as unit:
        unit.members.add(Member(MemberId(1), PROGRAMME, day(0)))
        unit.commit()

    with units.read() as unit:
        assert unit.members.get(MemberId(1)) is not None


def test_a_reading_unit_has_nothing_to_commit(units: Units) -> None:
    """Committing a unit that only reads is a fault of the caller."""
    with pytest.raises(InvariantBroken), units.read() as unit:
        unit.commit()


def test_a_unit_reads_one_moment(units: Units) -> None:
    """What others commit after a unit's first reading does not show in it."""
    earn(units, 1, "a", 100, 0)
    with units.read() as unit:
        before = unit.ledger.account(MemberId(1), UNIT, PROGRAMME)
        burn(units, 1, "b", 30, 1)

        assert before == unit.ledger.account(MemberId(1), UNIT, PROGRAMME)

    assert 70 == account(units, 1).available


def test_what_moved_is_told_of_what_is_lasting(database_url: str) -> None:
    """Points are told once their unit is committed, of parts with the whole, of what was undone never."""
    engine, told = open_engine(database_url), Counter[tuple[Account, Account]]()
    units = Units(engine, told.update)
    earn(units, 1, "a", 100, 0)
    with units.write() as unit:
        earn(unit.parts(), 2, "b", 20, 0)
        with suppress(ValueError), unit.attempt():
            earn(unit.parts(), 3, "c", 7, 0)
            raise ValueError
        before = told.copy()
        unit.commit()
    with units.write() as unit:
        earn(unit.parts(), 1, "d", 9, 1)
    engine.dispose()

    assert {(Account.ISSUED, Account.AVAILABLE): 100} == before
    assert {(Account.ISSUED, Account.AVAILABLE): 120} == told


def test_a_writer_who_read_too_early_runs_again(database_url: str) -> None:
    """A unit that writes a row which changed since it read it is told to run again, not obeyed.

    On SQLite that unit began as a reader; on PostgreSQL two writers meet.
    """
    engine = open_engine(database_url)
    units = Units(engine)
    earn(units, 1, "a", 100, 0)
    early = units.read() if engine.dialect.name == "sqlite" else units.write()

    def write_late() -> None:
        with early as unit:
            unit.members.count(PROGRAMME)
            burn(units, 1, "b", 30, 1)
            unit.tiers._connection.execute(text("UPDATE balance SET owed = owed"))  # noqa: SLF001

    with pytest.raises(TransientDatabaseError):
        write_late()
    engine.dispose()


def test_a_file_that_was_moved_away_is_missed_and_not_made_anew(tmp_path: Path) -> None:
    """Whoever serves is told that the database is out, where SQLite would make an empty one."""
    file = tmp_path / "a shop?.db"
    engine = open_engine(f"sqlite:///{quote(str(file))}", Limits())
    with pytest.raises(OperationalError) as missed:
        engine.connect()
    assert (True, False) == (is_out(missed.value), file.exists())
    open_engine(f"sqlite:///{quote(str(file))}").connect().close()
    engine.connect().close()


def test_postgresql_ends_what_waits_too_long(postgresql_database: str) -> None:
    """A row that somebody holds is waited for no longer than the limit, and then the unit may run again."""
    engine = open_engine(postgresql_database, Limits(lock_ms=50, statement_ms=5_000, idle_ms=9_000))
    units = Units(engine)
    earn(units, 1, "a", 100, 0)
    lock = text("SELECT 1 FROM balance FOR UPDATE")
    with engine.connect() as connection:
        names = ("statement_timeout", "idle_in_transaction_session_timeout")
        shown = [connection.execute(text(f"SHOW {name}")).scalar() for name in names]

    def wait() -> None:
        with units.write() as unit:
            unit.tiers._connection.execute(lock)  # noqa: SLF001
            with units.write() as other:
                other.tiers._connection.execute(lock)  # noqa: SLF001

    with pytest.raises(TransientDatabaseError):
        wait()
    engine.dispose()
    assert ["5s", "9s"] == shown


def test_units_of_a_replica_read_there_and_write_here(sqlite_database: str, tmp_path: Path) -> None:
    """What is written is in the database at once and in the replica when it has it."""
    behind = tmp_path / "behind.db"
    shutil.copyfile(make_url(sqlite_database).database or "", behind)
    here, there = open_engine(sqlite_database), open_engine(f"sqlite:///{behind}")
    units = UnitsOfReplica(here, there)
    with Units(here).write() as unit:
        unit.members.add(Member(MemberId(7), PROGRAMME, day(0)))
        unit.commit()
    with units.read() as stale, Units(here).read() as fresh:
        assert (0, 1) == (stale.members.count(PROGRAMME), fresh.members.count(PROGRAMME))
    units.close()


def test_a_writer_on_sqlite_holds_the_lock_from_its_start(sqlite_database: str, tmp_path: Path) -> None:
    """Nobody else can begin to write while a writing unit is open, though it has written nothing yet.

    One that took the lock at its first write would be refused there if another wrote meanwhile.
    """
    with opened(sqlite_database) as units, closing(_raw(tmp_path)) as other:
        with units.read():
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
        with units.write(), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_no_update_is_lost(database_url: str) -> None:
    """Four threads add 1 to a number 25 times each, reading it first: all 100 count."""
    engine = open_engine(database_url)
    units = Units(engine)
    earn(units, 1, "a", 100, 0)

    def add() -> None:
        done = 0
        while done < 25:
            done += _added(units)

    threads = [Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total = _pending(units)
    engine.dispose()

    assert 100 == total


def test_reading_in_one_unit_and_writing_in_another_loses_updates(units: Units) -> None:
    """The control: outside one transaction, and without the condition on seq, the second writer wins."""
    earn(units, 1, "a", 100, 0)
    first, second = _pending(units), _pending(units)

    for read in (first, second):
        with units.write() as unit:
            unit.tiers._connection.execute(_SET, {"now": read + 1})  # noqa: SLF001
            unit.commit()

    assert 1 == _pending(units)


def _raw(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "loyalty.db", timeout=0, isolation_level=None)


_SET = text("UPDATE balance SET pending = :now")


def _pending(units: Units) -> int:
    with units.read() as unit:
        return int(unit.tiers._connection.scalar(text("SELECT pending FROM balance")))  # noqa: SLF001


def _added(units: Units) -> bool:
    try:
        with units.write() as unit:
            connection = unit.tiers._connection  # noqa: SLF001
            pending = connection.scalar(text("SELECT pending FROM balance"))
            connection.execute(_SET, {"now": pending + 1})
            unit.commit()
    except TransientDatabaseError:
        return False
    return True


def test_parts_of_a_unit_stand_with_it(units: Units) -> None:
    """What a part commits lasts when the unit does; a part that gives up takes nothing else along."""
    with units.write() as unit:
        parts = unit.parts()
        for number, stands in ((1, True), (2, False), (3, True)):
            with parts.write() as part:
                part.members.add(Member(MemberId(number), PROGRAMME, day(0)))
                if stands:
                    part.commit()
        with parts.read() as part:
            assert part.members.get(MemberId(1)) is not None
        unit.commit()

    with units.read() as unit:
        assert [1, 3] == [n for n in (1, 2, 3) if unit.members.get(MemberId(n)) is not None]


def test_parts_of_a_unit_that_gives_up_are_gone(units: Units) -> None:
    """A part that was committed changes nothing where its unit is left without."""
    with units.write() as unit, unit.parts().write() as part:
        part.members.add(Member(MemberId(1), PROGRAMME, day(0)))
        part.commit()

    with units.read() as unit:
        assert unit.members.get(MemberId(1)) is None


def test_an_attempt_stands_whole_or_is_undone_whole(units: Units) -> None:
    """A fault comes out and takes with it what the attempt did, its parts included, and nothing else."""

    def fail(unit: UnitOfWork) -> None:
        with unit.attempt(), unit.parts().write() as part:
            part.members.add(Member(MemberId(2), PROGRAMME, day(0)))
            part.commit()
            raise ZeroDivisionError

    with units.write() as unit:
        with unit.attempt():
            unit.members.add(Member(MemberId(1), PROGRAMME, day(0)))
        with pytest.raises(ZeroDivisionError):
            fail(unit)
        unit.commit()

    with units.read() as unit:
        assert [1] == [n for n in (1, 2) if unit.members.get(MemberId(n)) is not None]


def test_an_attempt_names_a_failure_that_passes(postgresql_database: str) -> None:
    """Where another writer was first, the whole unit is to be run again, and is told so."""

    def write(unit: UnitOfWork) -> None:
        with unit.attempt():
            unit.members.set_facts(MemberId(1), {"member.country": "DE"}, day(1))

    with opened(postgresql_database) as units:
        with units.write() as unit:
            unit.members.add(Member(MemberId(1), PROGRAMME, day(0)))
            unit.members.set_facts(MemberId(1), {"member.country": "AT"}, day(0))
            unit.commit()
        with units.write() as late:
            assert late.members.get(MemberId(1)) is not None
            with units.write() as first:
                first.members.set_facts(MemberId(1), {"member.country": "CH"}, day(1))
                first.commit()
            with pytest.raises(TransientDatabaseError):
                write(late)


def test_a_database_that_ends_every_connection_may_be_asked_again(database_url: str) -> None:
    """Where each connection is ended as it is opened, nothing is done, and whoever asks may ask again."""
    engine = open_engine(database_url)
    event.listen(engine, "checkout", _cut)

    with pytest.raises(TransientDatabaseError):
        begun(engine, write=True)
    engine.dispose()


def _cut(*_: object) -> None:
    raise DisconnectionError


def test_the_connection_that_came_back_last_is_used_next(postgresql_database: str) -> None:
    """Whoever asks one thing after the other stays with one process of PostgreSQL, where two are kept."""
    engine = open_engine(postgresql_database, Limits())
    with closing(Units(engine)):

        def process() -> int:
            with closing(begun(engine, write=False)) as connection:
                return int(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar())

        with closing(begun(engine, write=False)):
            process()
        assert len({process() for _ in range(4)}) == 1
