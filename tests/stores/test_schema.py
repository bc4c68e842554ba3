"""The migrated database is the one the stores write to, and it protects itself."""

from contextlib import nullcontext

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect, text
from sqlalchemy.exc import DBAPIError

from loyalty.database.base import metadata
from loyalty.database.engine import UnsupportedDatabaseError, open_engine
from loyalty.database.upgrade import OtherReleaseError, downgrade, standing, upgrade
from tests.stores.making import account, audited, burn, earn, opened


def test_migrations_make_the_tables_that_stores_use(database_url: str) -> None:
    """Tables, columns, types, keys and indexes of the migrated database are those of the stores."""
    engine = open_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, metadata)
    engine.dispose()

    assert [] == differences


def test_checks_are_migrated_too(database_url: str) -> None:
    """Every CHECK a store's table declares is in the database, which a comparison of tables does not show."""
    engine = open_engine(database_url)
    declared = {
        (table.name, str(constraint.name))
        for table in metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    found = {
        (table, str(check["name"]))
        for table in metadata.tables
        for check in inspect(engine).get_check_constraints(table)
    }
    engine.dispose()

    assert declared
    assert declared == found


def test_a_database_can_be_taken_back_and_brought_up_again(database_url: str) -> None:
    """After undoing every migration no table of ours is left, and they can be run again, and twice."""
    downgrade(database_url, "base")
    engine = open_engine(database_url)
    assert ["alembic_version"] == inspect(engine).get_table_names()
    engine.dispose()

    upgrade(database_url)
    upgrade(database_url)

    with opened(database_url) as units:
        earn(units, 1, "a", 10, 0)


def test_a_database_of_a_newer_release_is_left_as_it_is(database_url: str) -> None:
    """The release before starts beside it, which going back is; a step of nobody's is refused."""
    for at, refused in (("a9999", False), ("z9999", True)):
        engine = open_engine(database_url)
        with engine.execution_options(write=True).begin() as connection:
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{at}'")  # noqa: S608  our own
        engine.dispose()
        with pytest.raises(OtherReleaseError) if refused else nullcontext():
            upgrade(database_url)
        found = standing(database_url)

        assert (at, not refused, False) == (found.at, found.serves, found.current)
    with opened(database_url) as units:
        earn(units, 1, "a", 10, 0)


def test_the_book_outlives_a_step_back_and_forth(database_url: str) -> None:
    """Taken back by twenty steps and brought up again, a book with rows is the same and breaks no law."""
    with opened(database_url) as units:
        earn(units, 1, "a", 100, 0, ends=400)
        burn(units, 1, "b", 30, 1)
        before = account(units, 1)

    downgrade(database_url, "-20")
    upgrade(database_url)

    with opened(database_url) as units:
        assert before == account(units, 1)
        assert [] == audited(units, 1)


@pytest.mark.parametrize("table", ["entry", "posting", "allocation"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET member_id = 2", "DELETE FROM {}"])
def test_the_book_is_append_only(database_url: str, table: str, verb: str) -> None:
    """The database itself refuses to change or remove what was booked."""
    with opened(database_url) as units:
        earn(units, 1, "a", 10, 0)
        burn(units, 1, "b", 5, 1)
    engine = open_engine(database_url)

    with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(verb.format(table)))

    engine.dispose()


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE balance SET available = -1",
        "UPDATE balance SET owed = -1",
        "UPDATE lot SET remaining = remaining + 1",
        "UPDATE lot SET remaining = -1",
    ],
)
def test_no_balance_falls_below_zero(database_url: str, spoil: str) -> None:
    """The floor is held by the database too, not by the planning functions alone."""
    with opened(database_url) as units:
        earn(units, 1, "a", 10, 0)
    engine = open_engine(database_url)

    with engine.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(text(spoil))

    engine.dispose()


def test_sqlite_is_opened_so_that_nothing_is_lost(sqlite_database: str, lasting: None) -> None:
    """Write-ahead log, a sync on every commit, foreign keys on: on every connection."""
    engine = open_engine(sqlite_database)
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}

    for _ in range(2):
        with engine.connect() as connection:
            found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in expected}
            assert expected == found
        engine.dispose()


def test_other_databases_are_refused() -> None:
    """An address of another kind is refused before anything is opened."""
    for url in ("mysql://host/name", "postgresql://host/name"):
        with pytest.raises(UnsupportedDatabaseError):
            open_engine(url)


def test_every_table_of_the_write_path_is_led_by_the_member() -> None:
    """Keys of the ledger begin with the member's id, so that a member is one partition."""
    tables = ("balance", "entry", "posting", "lot", "allocation", "hold", "standing", "movement", "spend")

    leads = {table: metadata.tables[table].primary_key.columns[0].name for table in tables}

    assert {"member_id"} == set(leads.values())
