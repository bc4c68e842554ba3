"""Whoever changes the file behind the engine's back is found out, and the entry is named.

The triggers are dropped first, as an intruder with the file would.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from loyalty.adapters.clock import SystemClock
from loyalty.adapters.entropy import SystemEntropy
from loyalty.kernel.identity import MemberId
from loyalty.ledger.refusals import LedgerTampered
from loyalty.ledger.verify import Fault
from loyalty.members.member import Member
from loyalty.unit_of_work import Units
from loyalty.use_cases.services import Services
from loyalty.use_cases.verify_ledger import verify_ledger
from tests.stores.making import PROGRAMME, audited, burn, day, earn, opened


@pytest.fixture
def units(sqlite_database: str) -> Iterator[Units]:
    """Give a database on which a member earned twice and spent from both lots."""
    with opened(sqlite_database) as units:
        earn(units, 1, "a", 100, 0, ends=50)
        earn(units, 1, "b", 50, 1)
        burn(units, 1, "c", 120, 2)
        assert [] == audited(units, 1)
        yield units


@pytest.mark.parametrize(
    ("spoil", "law", "seq"),
    [
        ("UPDATE entry SET reason = 'x' WHERE seq = 2", "chain", 2),
        ("UPDATE entry SET occurred_at = occurred_at + 1 WHERE seq = 1", "chain", 1),
        ("UPDATE entry SET external_ref = 'aa' WHERE seq = 1", "chain", 1),
        ("UPDATE entry SET kind = 'gift' WHERE seq = 3", "unreadable", 3),
        ("UPDATE entry SET hash = zeroblob(32) WHERE seq = 2", "chain", 2),
        (
            "UPDATE entry SET seq = -seq WHERE seq < 3; UPDATE entry SET seq = 3 + seq WHERE seq < 0",
            "chain",
            1,
        ),
        ("DELETE FROM entry WHERE seq = 2", "chain", 3),
        ("DELETE FROM entry WHERE seq = 3", "chain", None),
        ("UPDATE posting SET amount = amount + 1 WHERE entry_id = {3}", "chain", 3),
        ("UPDATE posting SET amount = -amount WHERE entry_id = {3}", "unreadable", 3),
        ("DELETE FROM posting WHERE entry_id = {2}", "chain", 2),
        ("DELETE FROM allocation WHERE lot_id = {2}", "allocations", 3),
        ("UPDATE allocation SET amount = amount - 1 WHERE lot_id = {2}", "chain", 3),
        ("UPDATE lot SET remaining = remaining + 1 WHERE lot_id = {2}", "lots", 2),
        ("UPDATE lot SET remaining = 101 WHERE lot_id = {1}", "lots", 1),
        ("UPDATE lot SET expires_at = NULL WHERE lot_id = {1}", "chain", 1),
        ("DELETE FROM lot WHERE lot_id = {1}", "chain", 1),
        ("UPDATE lot SET awaits = NOT awaits WHERE lot_id = {1}", "lots", 1),
        ("UPDATE lot SET until_told = NULL WHERE lot_id = {1}", "chain", 1),
        ("UPDATE lot SET awaits = NOT awaits WHERE lot_id = {2}", "lots", 2),
        ("UPDATE entry SET hash = 'abc' WHERE seq = 2", "unreadable", 2),
        ("UPDATE entry SET hash = hash || 'x' WHERE seq = 2", "unreadable", None),
        ("UPDATE entry SET occurred_at = 'abc' WHERE seq = 2", "unreadable", 2),
        ("UPDATE posting SET amount = 'abc' WHERE entry_id = {2}", "unreadable", 2),
        ("UPDATE allocation SET amount = 'abc' WHERE lot_id = {2}", "chain", 3),
        ("UPDATE lot SET expires_at = 'abc' WHERE lot_id = {1}", "lots", 1),
        ("UPDATE balance SET next_due = 1", "balance", None),
        ("UPDATE balance SET head_hash = 'abc'", "chain", None),
        ("UPDATE balance SET available = available + 1", "balance", None),
        ("UPDATE balance SET head_hash = zeroblob(32)", "chain", None),
        ("DELETE FROM balance", "balance", None),
    ],
)
def test_a_change_behind_our_back_is_found(
    units: Units, tmp_path: Path, spoil: str, law: str, seq: int | None
) -> None:
    """One row changed, moved or removed: the auditor names the law and the entry."""
    with closing(sqlite3.connect(tmp_path / "loyalty.db", isolation_level=None)) as file:
        ids = dict(file.execute("SELECT seq, entry_id FROM entry").fetchall())
        for (trigger,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {trigger}")
        file.execute("PRAGMA ignore_check_constraints = ON")
        changes = file.total_changes
        file.executescript(spoil.format(None, *(ids[seq] for seq in (1, 2, 3))))
        assert file.total_changes > changes

    found = audited(units, 1)

    assert (law, ids.get(seq)) in {(fault.law, fault.entry_id) for fault in found}
    services = Services(units, SystemClock(), SystemEntropy(), b"s" * 32)
    assert (law, ids.get(seq)) in {
        (fault.law, fault.entry_id) for told in verify_ledger(services) for fault in told.faults
    }


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE balance SET available = available + 1",
        "UPDATE lot SET remaining = remaining + 1 WHERE external_ref = 'b'",
        "UPDATE lot SET remaining = 101 WHERE external_ref = 'a'",
        "DELETE FROM lot WHERE external_ref = 'b'",
    ],
)
def test_nothing_is_booked_on_an_account_that_was_changed(units: Units, tmp_path: Path, spoil: str) -> None:
    """Who books, or only shows, is told that the rows are not what was booked."""
    with closing(sqlite3.connect(tmp_path / "loyalty.db", isolation_level=None)) as file:
        for (trigger,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {trigger}")
        file.execute("PRAGMA ignore_check_constraints = ON")
        file.execute(spoil)

    with pytest.raises(LedgerTampered):
        earn(units, 1, "d", 10, 3)


def test_a_balance_that_is_given_to_another_programme_is_found(units: Units, tmp_path: Path) -> None:
    """Its points would be no liability of the programme that its member is of."""
    with units.write() as unit:
        unit.members.add(Member(MemberId(1), PROGRAMME, day(0)))
        unit.commit()
    services = Services(units, SystemClock(), SystemEntropy(), b"s" * 32)
    assert [()] == [told.faults for told in verify_ledger(services)]

    with closing(sqlite3.connect(tmp_path / "loyalty.db", isolation_level=None)) as file:
        file.execute("UPDATE balance SET programme = 'tea'")

    assert ["it is of tea, its member of beans"] == [
        fault.differs for told in verify_ledger(services) for fault in told.faults
    ]


def test_a_tail_cut_off_with_its_effects_is_not_found_here(units: Units, tmp_path: Path) -> None:
    """What the auditor cannot see, said in a test: a head kept outside is needed against it."""
    kept = _snapshot(tmp_path)
    burn(units, 1, "d", 10, 3)
    assert _snapshot(tmp_path) != kept

    with closing(sqlite3.connect(tmp_path / "loyalty.db", isolation_level=None)) as file:
        for (trigger,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {trigger}")
        (last,) = file.execute("SELECT entry_id FROM entry WHERE seq = 4").fetchone()
        for table in ("allocation", "posting", "entry"):
            file.execute(f"DELETE FROM {table} WHERE entry_id = ?", (last,))  # noqa: S608  our own names
        file.execute("UPDATE lot SET remaining = 30 WHERE external_ref = 'b'")
        file.execute("UPDATE balance SET available = 30, seq = 3, head_hash = ?", (kept[1],))

    found: list[Fault] = audited(units, 1)

    assert [] == found
    assert kept == _snapshot(tmp_path)


def _snapshot(folder: Path) -> tuple[int, bytes]:
    with closing(sqlite3.connect(folder / "loyalty.db")) as file:
        row: tuple[int, bytes] = file.execute("SELECT seq, head_hash FROM balance").fetchone()
    return row
