"""Copies of a database with rows in every table."""

from pathlib import Path

from loyalty.database.base import metadata
from loyalty.database.engine import open_engine
from loyalty.database.operating.copying import copy_database
from loyalty.database.upgrade import upgrade
from tests.stores.filling import fill


def _filled(url: str) -> set[str]:
    engine = open_engine(url)
    with engine.execution_options(write=True).begin() as connection:
        filled = fill(connection)
    engine.dispose()
    return filled


def test_whatever_columns_take_is_copied(
    postgresql_database: str, sqlite_database: str, tmp_path: Path
) -> None:
    """The least, nothing and the most of every column comes to the other kind and back the same."""
    assert set(metadata.tables) == _filled(sqlite_database)
    back = f"sqlite:///{tmp_path / 'back.db'}"
    upgrade(back)

    there = copy_database(sqlite_database, postgresql_database, lambda _: None)
    assert there == copy_database(postgresql_database, back, lambda _: None)
    assert {2} == {each.rows for each in there}
