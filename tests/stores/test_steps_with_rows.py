"""Steps of the schema and copies of a database, with rows in every table."""

from pathlib import Path

from alembic.script import ScriptDirectory

from loyalty.database.base import metadata
from loyalty.database.engine import open_engine
from loyalty.database.operating.copying import copy_database
from loyalty.database.upgrade import _settings, downgrade, upgrade
from tests.stores.filling import fill


def _filled(url: str) -> set[str]:
    engine = open_engine(url)
    with engine.execution_options(write=True).begin() as connection:
        filled = fill(connection)
    engine.dispose()
    return filled


def test_every_step_is_gone_up_and_down_with_rows_in_every_table(database_url: str) -> None:
    """Each step up finds two rows in every table that was there, each step down in all that are left."""
    downgrade(database_url, "base")
    steps = [each.revision for each in ScriptDirectory.from_config(_settings()).walk_revisions()]
    filled = set[str]()
    for step in reversed(steps):
        upgrade(database_url, step)
        filled |= _filled(database_url)

    assert set(metadata.tables) <= filled
    for step in [*steps[1:], "base"]:
        downgrade(database_url, step)


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
