"""Whatever stands in whatever cell of the book, the auditor names a fault; it never breaks off."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import psycopg
import pytest
from sqlalchemy import Boolean, Column, LargeBinary, String, Table, make_url

from loyalty.adapters.clock import SystemClock
from loyalty.adapters.entropy import SystemEntropy
from loyalty.database.ledger_tables import allocation, balance, entry, hold, lot, lot_end, posting
from loyalty.kernel.identity import HoldId, MemberId
from loyalty.ledger.desk import Recording
from loyalty.ledger.entry import HoldTerms, LotTerms
from loyalty.ledger.holds import plan_hold
from loyalty.ledger.plans import plan_earn, plan_put_off
from loyalty.ledger.terms import Terms
from loyalty.members.member import Member
from loyalty.members.store import member
from loyalty.unit_of_work import Units
from loyalty.use_cases.services import Services
from loyalty.use_cases.verify_ledger import verify_ledger
from tests.stores.making import ENTROPY, PROGRAMME, account, book, burn, cause, day, recording

OUTERMOST = (-(2**63), -1, 0, 2**63 - 1, 253_402_300_800_000_000)
"""Numbers that 64 bits hold: the last is the first instant after the year 9999."""
LOOSE = (1.5, 1e300, "'abc'", "''", "x''", "x'00ff'")
"""What a file of SQLite takes in any column."""
TABLES = (balance, entry, posting, allocation, lot, lot_end, hold, member)
Rows = list[tuple[Any, ...]]


@pytest.fixture
def services(units: Units) -> Services:
    """Give a database on which a member has entries with each thing that belongs to one."""
    with units.write() as unit:
        unit.members.add(Member(MemberId(1), PROGRAMME, day(0)))
        unit.commit()
    telling = Recording(day(0), ENTROPY.ids(day(0)), Terms(told=True), tells=True)
    book(units, plan_earn(account(units, 1), cause("a", 0), LotTerms(100, None, day(50)), telling))
    pending = LotTerms(40, day(60), day(90))
    book(units, plan_earn(account(units, 1), cause("b", 1), pending, recording(1)))
    burn(units, 1, "c", 20, 2)
    book(units, plan_hold(account(units, 1), cause("d", 3), HoldTerms(HoldId(7), 30, day(80)), recording(3)))
    late = Recording(day(51), ENTROPY.ids(day(51)), Terms(told=True), tells=True)
    book(units, plan_put_off(account(units, 1), day(50), day(70), late))
    return Services(units, SystemClock(), SystemEntropy(), b"s" * 32)


class Meddler:
    """Whoever may change everything: without triggers, checks and keys to other tables."""

    def __init__(self, url: str) -> None:
        """Take away what guards the tables."""
        address = make_url(url)
        self.sqlite = address.get_backend_name() == "sqlite"
        self.run: Callable[..., Any]
        self.close: Callable[[], None]
        if self.sqlite:
            file = sqlite3.connect(str(address.database), isolation_level=None)
            self.run, self.close = file.execute, file.close
            triggers = self.run("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            takings = [f"DROP TRIGGER {name}" for (name,) in triggers]
            takings.append("PRAGMA ignore_check_constraints = ON")
        else:
            plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
            line = psycopg.connect(plain, autocommit=True)
            self.run, self.close = line.execute, line.close
            held = self.run(
                "SELECT conrelid::regclass, conname FROM pg_constraint"
                " WHERE contype IN ('c', 'f') AND connamespace = 'public'::regnamespace"
            ).fetchall()
            takings = [f'ALTER TABLE {table} DROP CONSTRAINT "{name}"' for table, name in held]
            takings += [f"ALTER TABLE {table.name} DISABLE TRIGGER USER" for table in TABLES]
        for taking in takings:
            self.run(taking)

    def rows(self, table: Table) -> Rows:
        """Give all rows of a table in the order of its key."""
        found: Rows = self.run(f"SELECT {_names(table)} FROM {table.name} ORDER BY 1, 2").fetchall()  # noqa: S608
        return found

    def put(self, table: Table, column: Column[Any], value: str) -> bool:
        """Put a value into the first row; give whether there was another one, and the column takes this."""
        saved = self.rows(table)
        first = zip(table.columns, saved[0], strict=True)
        where = " AND ".join(f"{each.name} = {cell!r}" for each, cell in first if each.primary_key)
        try:
            self.run(f"UPDATE {table.name} SET {column.name} = {value} WHERE {where}")  # noqa: S608
        except (sqlite3.IntegrityError, psycopg.Error):
            return False
        return self.rows(table) != saved

    def restore(self, table: Table, rows: Rows) -> None:
        """Put all rows back."""
        self.run(f"DELETE FROM {table.name}")  # noqa: S608
        mark = "?" if self.sqlite else "%s"
        marks = ", ".join(mark for _ in table.columns)
        for row in rows:
            self.run(f"INSERT INTO {table.name} ({_names(table)}) VALUES ({marks})", row)  # noqa: S608

    def values(self, column: Column[Any]) -> list[str]:
        """Give what may stand in a column."""
        if self.sqlite:
            return ["NULL", *map(str, (*OUTERMOST, *LOOSE))]
        if isinstance(column.type, Boolean):
            return ["NULL", "true", "false"]
        if isinstance(column.type, LargeBinary):
            return ["''", "'\\x00ff'"]
        if isinstance(column.type, String):
            return ["NULL", "''", "'abc'", "E'\\u0001'"]
        return ["NULL", *map(str, OUTERMOST)]


def _names(table: Table) -> str:
    return ", ".join(column.name for column in table.columns)


@pytest.fixture
def meddler(services: Services, database_url: str) -> Iterator[Meddler]:
    """Give whoever changes the database of the book."""
    assert [()] == [each.faults for each in verify_ledger(services)]
    with closing(Meddler(database_url)) as meddler:
        yield meddler


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_an_absurd_value_in_any_cell_of_the_book_is_a_fault(
    services: Services, meddler: Meddler, table: Table
) -> None:
    """Also where no instant, no hash and no word of ours can be made of it; of a member it may be told."""
    saved = meddler.rows(table)
    silent, told = [], 0

    for column in table.columns:
        for value in meddler.values(column):
            if not meddler.put(table, column, value):
                continue
            found = [fault for each in verify_ledger(services) for fault in each.faults]
            told += bool(found)
            if not found and table is not member:
                silent.append((column.name, value))
            meddler.restore(table, saved)

    assert [] == silent
    assert told
    assert [()] == [each.faults for each in verify_ledger(services)]
