"""Which programme version binds at an instant."""

from dataclasses import replace

import pytest

from loyalty.adoption.version import ProgrammeVersion
from loyalty.unit_of_work import Units
from tests.stores.making import PROGRAMME, day

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
