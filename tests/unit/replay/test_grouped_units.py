"""Units in groups: each is all or nothing by itself, and lasting with its group."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.kernel.refusal import InvariantBroken
from loyalty.members.member import Member
from loyalty.unit_of_work import GroupedUnits, Units

AT = datetime(2011, 3, 1, tzinfo=UTC)


def _enrol(units: Units, number: int, *, commit: bool = True) -> None:
    with units.write() as unit:
        unit.members.add(Member(MemberId(number), "shop", AT))
        if commit:
            unit.commit()


def _lasting(url: str) -> int:
    """Give how many members another connection sees."""
    engine = open_engine(url)
    with Units(engine).read() as unit:
        count = unit.members.count("shop")
    engine.dispose()
    return count


@contextmanager
def _grouped(url: str, size: int) -> Iterator[GroupedUnits]:
    engine = open_engine(url)
    try:
        with GroupedUnits(engine, size, time.perf_counter_ns) as units:
            yield units
    finally:
        engine.dispose()


def test_units_are_lasting_with_their_group(database_url: str) -> None:
    """Of five units in groups of two four are lasting at once, the fifth at the end."""
    with _grouped(database_url, 2) as units:
        for number in range(1, 6):
            _enrol(units, number)
        assert 4 == _lasting(database_url)

    assert 5 == _lasting(database_url)


def test_a_unit_reads_what_the_ones_before_it_wrote(database_url: str) -> None:
    """A reading unit of the group sees what is not lasting yet."""
    with _grouped(database_url, 100) as units:
        _enrol(units, 1)
        with units.read() as unit:
            assert 1 == unit.members.count("shop")


def test_a_unit_left_without_commit_changes_nothing(database_url: str) -> None:
    """Only that unit is given up, with or without a fault."""
    with _grouped(database_url, 100) as units:
        _enrol(units, 1)
        _enrol(units, 2, commit=False)
        with pytest.raises(Exception, match=r"(?i)unique|primary"):
            _enrol(units, 1)
        _enrol(units, 3)

    assert 2 == _lasting(database_url)


def test_a_fault_gives_up_the_unfinished_group(database_url: str) -> None:
    """What was lasting stays, what was not is gone."""

    def book_three_and_fail() -> None:
        with _grouped(database_url, 2) as units:
            for number in range(1, 4):
                _enrol(units, number)
            raise KeyError

    with pytest.raises(KeyError):
        book_three_and_fail()

    assert 2 == _lasting(database_url)


def test_a_unit_that_reads_commits_nothing(sqlite_database: str) -> None:
    """Committing a reading unit is a fault of ours."""
    with _grouped(sqlite_database, 2) as units, units.read() as unit, pytest.raises(InvariantBroken):
        unit.commit()


def test_time_in_the_database_is_counted(sqlite_database: str) -> None:
    """Statements and the end of a group take time, which is told."""
    with _grouped(sqlite_database, 2) as units:
        _enrol(units, 1)
        before = units.spent

    assert 0 < before < units.spent
