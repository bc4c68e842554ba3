"""Deeds on both databases: they are chained, nothing changes them, and what is taken away shows."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from loyalty.adapters.clock import SystemClock
from loyalty.adapters.entropy import SystemEntropy
from loyalty.database.engine import open_engine
from loyalty.deeds.deed import Deed, DeedsAsked, What
from loyalty.unit_of_work import Units
from loyalty.use_cases.deeds.verify_deeds import verify_deeds
from loyalty.use_cases.services import Services
from tests.stores.making import opened

AT = datetime(2026, 11, 26, 23, 59, 59, tzinfo=UTC)
TRIGGERS = ("access_deed_no_update", "access_deed_no_delete")


def _kept(units: Units) -> Services:
    """Keep four deeds: of two people, two programmes and two days."""
    said = [("Ada", "tea", What.KEY_MADE), ("till", "tea", What.KEY_MADE), ("Ada", None, What.KEY_REVOKED)]
    with units.write() as unit:
        for second, (by, programme, what) in enumerate(said):
            key = "a" * 16 if by == "till" else None
            unit.deeds.add(
                Deed(what, AT + timedelta(seconds=second), by, key, "k", programme, {"é": ["茶"]}), ()
            )
        unit.commit()
    with units.write() as unit:
        unit.deeds.add(Deed(What.EXPORTED, AT + timedelta(days=1), "Ada", None, "members", "coffee", {}), ())
        unit.commit()
    return Services(units, SystemClock(), SystemEntropy(), b"-")


def test_deeds_are_found_by_who_what_and_day(database_url: str) -> None:
    """Each of who (a name or the id of a key), what, day of UTC and programme leaves fewer; pages go on."""
    with opened(database_url) as units:
        _kept(units)
        with units.read() as unit:
            find: Callable[..., list[int]] = lambda **asked: [  # noqa: E731  one line in place of ten
                each.number for each in unit.deeds.find(DeedsAsked(**asked), 3)
            ]
            assert [1, 2, 3] == find()
            assert [4] == find(after=3)
            assert [1, 3, 4] == find(by="Ada")
            assert [2] == find(by="a" * 16) == find(by="till")
            assert [3] == find(what=What.KEY_REVOKED)
            assert [1] == find(day=date(2026, 11, 26))
            assert [2, 3, 4] == find(day=date(2026, 11, 27))
            assert [1, 2] == find(programme="tea")
            assert unit.deeds.was_done(What.EXPORTED, "members", AT)
            assert not unit.deeds.was_done(What.EXPORTED, "members", AT + timedelta(days=1))


@pytest.mark.parametrize("verb", ["UPDATE access_deed SET by_key = NULL", "DELETE FROM access_deed"])
def test_the_database_refuses_to_change_a_deed(database_url: str, verb: str) -> None:
    """The database itself refuses to change or remove one."""
    with opened(database_url) as units:
        _kept(units)
    engine = open_engine(database_url)

    with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(verb))

    engine.dispose()


@pytest.mark.parametrize(
    ("spoil", "faults"),
    [
        ("UPDATE access_deed SET by_key = NULL WHERE number = 2", (2,)),
        ("UPDATE access_deed SET says = '{}' WHERE number = 1", (1,)),
        ("UPDATE access_deed SET at = at - 1 WHERE number = 4", (4,)),
        ("DELETE FROM access_deed WHERE number = 1", (2,)),
        ("DELETE FROM access_deed WHERE number = 3", (4,)),
        ("DELETE FROM access_deed WHERE number = 4", ()),
        ("DELETE FROM access_deed", ()),
    ],
)
def test_a_deed_that_was_changed_or_taken_away_is_found(
    database_url: str, spoil: str, faults: tuple[int, ...]
) -> None:
    """Past the triggers, what is not as it was is named; an end that was cut off shows by its head."""
    with opened(database_url) as units:
        services = _kept(units)
        whole = verify_deeds(services)
        assert (4, (), True) == (whole.rows, whole.faults, whole.known)
        assert verify_deeds(services, whole.head).known
        _past_the_triggers(database_url, spoil)
        found = verify_deeds(services, whole.head)

    assert faults == found.faults
    assert found.known is bool(faults)


def _past_the_triggers(database_url: str, spoil: str) -> None:
    engine = open_engine(database_url)
    of = " ON access_deed" if engine.dialect.name == "postgresql" else ""
    with engine.begin() as connection:
        for trigger in TRIGGERS:
            connection.execute(text(f"DROP TRIGGER {trigger}{of}"))
        connection.execute(text(spoil))
    engine.dispose()
