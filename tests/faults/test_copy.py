"""A copy of a database is killed, in both directions: nothing of it stands, or all of it."""

import json
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import insert

from loyalty.database.base import metadata
from loyalty.database.engine import open_engine
from loyalty.database.operating.copying import READ_AT_ONCE, count_rows
from tests.faults.copy_work import copy_and_wait
from tests.unit.cli.conftest import Run, run  # noqa: F401  a fixture

pytestmark = pytest.mark.faults
MANY = 2 * READ_AT_ONCE + 1
EARLIER = {"programme": "tea", "budget": "month", "given": 1}


def prepared(run: Run, url: str, rows: int) -> str:  # noqa: F811  the fixture
    """Give a database with so many rows, one of them of a table that is copied before that of the others."""
    assert 0 == run("db", "upgrade", "--db", url).exit_code
    table = metadata.tables["idempotency"]
    engine = open_engine(url)
    row = {"scope": "test", "fingerprint": "f", "response": "{}", "created_at": 1, "expires_at": 2}
    with engine.execution_options(write=True).begin() as connection:
        connection.execute(insert(metadata.tables["budget_tally"]), EARLIER)
        for number in range(rows - 1):
            connection.execute(insert(table), {**row, "key": str(number)})
    engine.dispose()
    return url


def killed(source: str, target: str, *, in_the_middle: bool, restoring: bool = False) -> None:
    """Copy or restore by another process; kill it in the middle of the rows, or when all have been kept."""
    context = get_context("forkserver")
    hearing, telling = context.Pipe(duplex=False)
    options = {"in_the_middle": in_the_middle, "restoring": restoring}
    process = context.Process(target=copy_and_wait, args=(source, target, telling), kwargs=options)
    process.start()
    telling.close()
    while (said := hearing.recv()) != "kept" and not in_the_middle:
        pass
    assert said == (READ_AT_ONCE if in_the_middle else "kept")
    process.kill()
    process.join()
    hearing.close()


@pytest.fixture(params=["to PostgreSQL", "to SQLite"])
def ways(request: pytest.FixtureRequest, tmp_path: Path, postgresql_database: str) -> tuple[str, str]:
    """Give the database to copy and the one to copy into."""
    file = f"sqlite:///{tmp_path / 'other.db'}"
    return (file, postgresql_database) if request.param == "to PostgreSQL" else (postgresql_database, file)


def test_a_copy_that_is_killed_leaves_nothing_and_is_made_again(run: Run, ways: tuple[str, str]) -> None:  # noqa: F811
    """No row of a half copy is ever there; the next one begins anew, and is whole."""
    source, target = prepared(run, ways[0], MANY), ways[1]
    killed(source, target, in_the_middle=True)
    assert 0 == count_rows(target)

    again = run("db", "copy", "--from", source, "--to", target, "--json")
    assert (0, MANY) == (again.exit_code, json.loads(again.stdout)["rows"]), again.output
    assert count_rows(source) == count_rows(target)


def test_a_copy_that_is_killed_when_it_was_kept_is_whole(run: Run, ways: tuple[str, str]) -> None:  # noqa: F811
    """Killed before it was verified all of it stands; the next one is refused, and changes nothing."""
    source, target = prepared(run, ways[0], MANY), ways[1]
    killed(source, target, in_the_middle=False)
    assert count_rows(source) == count_rows(target)

    again = run("db", "copy", "--from", source, "--to", target)
    assert (1, True) == (again.exit_code, "is not empty" in again.stderr)
    assert count_rows(source) == count_rows(target)


def test_a_backup_that_is_killed_is_no_file_of_that_name(run: Run, tmp_path: Path) -> None:  # noqa: F811
    """What is half stands under another name, and the next backup is whole."""
    source = prepared(run, f"sqlite:///{tmp_path / 'loyalty.db'}", MANY)
    saved = tmp_path / "saved.db"
    killed(source, f"sqlite:///{saved}.part", in_the_middle=True)
    assert not saved.exists()

    assert 0 == run("db", "backup", saved, "--db", source).exit_code
    assert MANY == count_rows(f"sqlite:///{saved}")
    assert [] == [each.name for each in tmp_path.iterdir() if ".part" in each.name]


@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
def test_a_restore_that_is_killed_before_the_erasures_is_not_served(
    run: Run,  # noqa: F811
    tmp_path: Path,
    postgresql_database: str,
    kind: str,
) -> None:
    """Killed in the middle nothing stands; killed later the rows stand, and with them that it is not over."""
    source = prepared(run, f"sqlite:///{tmp_path / 'saved.db'}", MANY)
    target = f"sqlite:///{tmp_path / 'fresh.db'}" if kind == "SQLite" else postgresql_database
    killed(source, target, in_the_middle=True, restoring=True)
    assert 0 == count_rows(target)

    killed(source, target, in_the_middle=False, restoring=True)
    assert MANY + 1 == count_rows(target)
    again = run("db", "restore", tmp_path / "saved.db", "--db", target, "--nobody-erased")
    worked = run("jobs", "run", "--db", target)
    assert (1, 1) == (again.exit_code, worked.exit_code)
    assert "without its erasures" in again.stderr
    assert "without its erasures" in worked.stderr
