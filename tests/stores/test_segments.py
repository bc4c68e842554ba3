"""Counts of segments and groups stay as they were made, and are read as of a day."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.unit_of_work import Units
from tests.stores.making import PROGRAMME, day

FIRST, SECOND, THIRD = date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 4)
ANA, BEA = MemberId(1), MemberId(2)


def test_the_last_count_before_a_day_is_read(units: Units) -> None:
    """A day is counted once, and what is counted on a day is read from the next day on."""
    with units.write() as unit:
        assert unit.segments.add_count(PROGRAMME, "regulars", FIRST, 20)
        assert unit.segments.add_count(PROGRAMME, "regulars", SECOND, 25)
        assert not unit.segments.add_count(PROGRAMME, "regulars", SECOND, 99)
        unit.commit()

    with units.read() as unit:
        assert unit.segments.count_before(PROGRAMME, "regulars", FIRST) is None
        assert (FIRST, 20) == unit.segments.count_before(PROGRAMME, "regulars", SECOND)
        assert (SECOND, 25) == unit.segments.count_before(PROGRAMME, "regulars", THIRD)
        assert unit.segments.count_before("tea", "regulars", THIRD) is None


def test_a_group_holds_until_it_is_another(units: Units) -> None:
    """A group is read as of a day; who is in none any more has none."""
    with units.write() as unit:
        unit.segments.add_groups(PROGRAMME, FIRST, {ANA: "new", BEA: "loyal"})
        unit.segments.add_groups(PROGRAMME, SECOND, {ANA: "champions"})
        unit.commit()

    with units.read() as unit:
        assert "" == unit.segments.group_before(ANA, PROGRAMME, FIRST)
        assert ["new", "loyal"] == [unit.segments.group_before(who, PROGRAMME, SECOND) for who in (ANA, BEA)]
        assert ["champions", ""] == [unit.segments.group_before(who, PROGRAMME, THIRD) for who in (ANA, BEA)]
        assert {ANA: "champions", BEA: ""} == unit.segments.groups(PROGRAMME)


@pytest.mark.parametrize(
    "change",
    ["UPDATE segment_count SET day = 1", "DELETE FROM segment_count", "UPDATE rfm_group SET day = 1"],
)
def test_what_was_counted_is_never_changed(database_url: str, units: Units, change: str) -> None:
    """Neither database lets a count or a group be changed, or a count removed; a group may end by its age."""
    with units.write() as unit:
        unit.segments.add_count(PROGRAMME, "regulars", FIRST, 20)
        unit.segments.add_groups(PROGRAMME, FIRST, {ANA: "new"})
        unit.commit()
    engine = open_engine(database_url)
    with engine.connect().execution_options(write=True) as connection, pytest.raises(DBAPIError):
        connection.execute(text(change))
    engine.dispose()


def test_counts_come_one_after_the_other(units: Units) -> None:
    """Every count of a segment before a day, the oldest first, and none of another segment."""
    with units.write() as unit:
        for number, members in ((3, 5), (1, 12), (2, 30)):
            unit.segments.add_count(PROGRAMME, "loyal", day(number).date(), members)
        unit.segments.add_count(PROGRAMME, "other", day(1).date(), 7)
        unit.commit()

    with units.read() as unit:
        found = unit.segments.counts_until(PROGRAMME, "loyal", day(3).date())
    assert [(day(1).date(), 12), (day(2).date(), 30)] == found
