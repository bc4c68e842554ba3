"""Which programme version binds at an instant."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from loyalty.adoption.plan import AuditRecord
from loyalty.adoption.version import Person, ProgrammeVersion
from loyalty.database.engine import open_engine
from loyalty.unit_of_work import Units
from tests.stores.making import PROGRAMME, day, opened

NAMES = count()
FIRST = ProgrammeVersion(PROGRAMME, "1" * 64, '{"programme.yaml":"…"}', day(0), day(1))
SECOND = replace(FIRST, digest="2" * 64, adopted_at=day(5), binds_from=day(10))
CORRECTED = replace(FIRST, digest="3" * 64, adopted_at=day(6), binds_from=day(10))


@pytest.fixture
def adopted(units: Units) -> Units:
    """Give a database with three versions of one programme and one of another."""
    with units.write() as unit:
        for version in (FIRST, SECOND, CORRECTED, replace(FIRST, programme="tea")):
            assert unit.adoption.add(version)
        unit.commit()
    return units


@pytest.mark.parametrize(
    ("on", "expected"), [(0, None), (1, FIRST), (9, FIRST), (10, CORRECTED), (99, CORRECTED)]
)
def test_the_version_that_began_last_binds(
    adopted: Units, on: int, expected: ProgrammeVersion | None
) -> None:
    """From its first instant on, until the next begins; of two that begin together the later adopted."""
    with adopted.read() as unit:
        assert expected == unit.adoption.in_force(PROGRAMME, day(on))
        assert (expected and expected.digest) == unit.adoption.digest_in_force(PROGRAMME, day(on))


def test_a_version_is_loaded_by_its_digest(adopted: Units) -> None:
    """A receipt that names a digest finds the text it was decided by."""
    with adopted.read() as unit:
        assert SECOND == unit.adoption.load("2" * 64)
        assert unit.adoption.load("9" * 64) is None


def test_a_digest_is_adopted_once(adopted: Units) -> None:
    """Adopting the same text again changes nothing, not even its day."""
    with adopted.write() as unit:
        assert not unit.adoption.add(replace(FIRST, binds_from=day(50)))
        unit.commit()

    with adopted.read() as unit:
        assert [FIRST, SECOND, CORRECTED] == unit.adoption.list()[:3]


def test_starts_are_in_the_order_in_which_versions_bind(adopted: Units) -> None:
    """The last that has begun is the one that binds, of two that begin together the later adopted."""
    with adopted.read() as unit:
        assert [(day(1), "1" * 64), (day(10), "2" * 64), (day(10), "3" * 64)] == unit.adoption.starts(
            PROGRAMME
        )
        assert [] == unit.adoption.starts("cocoa")


def test_a_version_may_bind_again(adopted: Units) -> None:
    """Adopted once more it binds from its new day on, and is in force in the order of adoption."""
    with adopted.write() as unit:
        unit.adoption.adopt(replace(FIRST, adopted_at=day(6), binds_from=day(10)))
        unit.commit()

    with adopted.read() as unit:
        found = unit.adoption.in_force(PROGRAMME, day(10))
        assert found is not None
        assert FIRST.digest == found.digest
        assert [4, 1] == [unit.adoption.adoptions(name) for name in (PROGRAMME, "tea")]


@pytest.mark.parametrize("verb", ["UPDATE audit_record SET number = 2", "DELETE FROM audit_record"])
def test_the_audit_is_append_only(database_url: str, verb: str) -> None:
    """The database itself refuses to change or remove a step."""
    with opened(database_url) as units, units.write() as unit:
        unit.adoption_plans.record(AuditRecord(PROGRAMME, 0, day(1), "frozen", Person("Ada"), {}))
        unit.commit()
    engine = open_engine(database_url)

    with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(verb))

    engine.dispose()


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8), st.integers(0, 6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_force_is_the_last_to_begin(sqlite_database: str, begins: list[int], at: int) -> None:
    """Whatever was adopted in whichever order: of what has begun the last to begin, then the last adopted."""
    name = f"p-{next(NAMES)}"
    with opened(sqlite_database) as units, units.write() as unit:
        for number, begin in enumerate(begins):
            unit.adoption.adopt(ProgrammeVersion(name, str(number), "{}", day(0), day(begin)))
        found, digest = unit.adoption.in_force(name, day(at)), unit.adoption.digest_in_force(name, day(at))

    begun = [(begin, number) for number, begin in enumerate(begins) if begin <= at]
    assert (str(max(begun)[1]) if begun else None) == (found and found.digest) == digest
