"""Databases that stand at another step than this release, are being written to, or may not be read."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Connection, Table, make_url, text

from loyalty.database.base import metadata
from loyalty.database.bulk import insert_many
from loyalty.database.engine import open_engine
from loyalty.database.operating import copying
from loyalty.database.operating.copying import count_rows
from loyalty.database.upgrade import downgrade, upgrade
from tests.unit.cli.conftest import Run

NEWER = "a9999"
WORK = (("jobs", "run"), ("jobs", "work"), ("webhooks", "deliver"))


@pytest.fixture
def source(run: Run, tmp_path: Path) -> str:
    """Give the address of a database in use."""
    assert 0 == run("demo").exit_code
    return f"sqlite:///{tmp_path / 'var' / 'demo.db'}"


def _mark(url: str, step: str) -> None:
    """Let a database stand where a release brought it that has more steps."""
    engine = open_engine(url)
    with engine.execution_options(write=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :step"), {"step": step})
    engine.dispose()


@pytest.mark.parametrize("of_source", [True, False])
def test_a_newer_release_copies_its_own_tables(
    run: Run, source: str, postgresql_database: str, *, of_source: bool
) -> None:
    """Neither its rows, of which this one would leave some out, nor rows into its tables, half filled."""
    _mark(source if of_source else postgresql_database, NEWER)
    copied = run("db", "copy", "--from", source, "--to", postgresql_database)

    assert 1 == copied.exit_code
    assert f"stands at {NEWER}, of a newer release" in copied.stderr
    assert "Let the newer release do it." in copied.stderr
    assert 0 == count_rows(postgresql_database)


def test_a_backup_of_a_newer_release_is_not_brought_back(run: Run, source: str, tmp_path: Path) -> None:
    """It is named with its step, and nothing is made."""
    saved, fresh = tmp_path / "saved.db", tmp_path / "fresh.db"
    assert 0 == run("db", "backup", saved, "--db", source).exit_code
    _mark(f"sqlite:///{saved}", NEWER)
    restored = run("db", "restore", saved, "--db", f"sqlite:///{fresh}", "--nobody-erased")

    assert 1 == restored.exit_code
    assert f"{saved} stands at {NEWER}, of a newer release" in restored.stderr
    assert not fresh.exists()


def test_a_source_that_is_written_to_is_not_left_for_its_copy(
    run: Run, source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is booked while it is copied would be lost with the move; a backup goes on without it."""
    numbers = iter(range(100))

    def while_booked(connection: Connection, table: Table, rows: Iterable[Any]) -> None:
        insert_many(connection, table, rows)
        if table.name == "posting":
            other = open_engine(source)
            with other.execution_options(write=True).begin() as writing:
                tally = {"programme": "tea", "budget": str(next(numbers)), "given": 1}
                writing.execute(metadata.tables["budget_tally"].insert(), tally)
            other.dispose()

    target = f"sqlite:///{tmp_path / 'b.db'}"
    with monkeypatch.context() as busy:
        busy.setattr(copying, "insert_many", while_booked)
        refused = run("db", "copy", "--from", source, "--to", target)
        saved = run("db", "backup", tmp_path / "saved.db", "--db", source)
    assert (1, 0) == (refused.exit_code, saved.exit_code), saved.output
    assert "was written to meanwhile; nothing was kept" in refused.stderr
    assert 0 == count_rows(target)

    again = run("db", "copy", "--from", source, "--to", target)
    assert (0, count_rows(source)) == (again.exit_code, count_rows(target))


@pytest.mark.parametrize("words", WORK, ids=" ".join)
def test_no_worker_works_on_older_tables(run: Run, source: str, words: tuple[str, ...]) -> None:
    """What lacks a table would fail, job by job, or pass where it should not; it is told what to do."""
    assert (
        0 == run(*words[:1], "list", *["corner-coffee"][: words[0] == "webhooks"], "--db", source).exit_code
    )
    downgrade(source, "a0050")
    worked = run(*words, "--db", source)

    assert 1 == worked.exit_code
    assert "stands at a0050, and this release needs" in worked.stderr
    assert "run `loyalty db upgrade`" in worked.stderr
    upgrade(source)
    assert 0 == run("jobs", "run", "--db", source).exit_code


@pytest.fixture
def stranger(postgresql_database: str) -> Iterator[str]:
    """Give the address of a database with an account that may do nothing in it."""
    name = f"stranger_{uuid4().hex}"
    address = make_url(postgresql_database)
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    with closing(psycopg.connect(plain, autocommit=True)) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN".encode())
        yield address.set(username=name).render_as_string(hide_password=False)
        connection.execute(f"DROP ROLE {name}".encode())


@pytest.mark.parametrize(
    "words", [("db", "upgrade"), ("db", "status"), ("jobs", "run"), ("keys", "list")], ids=" ".join
)
def test_an_account_without_rights_is_told_so(run: Run, stranger: str, words: tuple[str, ...]) -> None:
    """By the database's own sentence, and not by the place in our code where it was said."""
    result = run(*words, "--db", stranger)

    assert 1 == result.exit_code
    assert result.stderr.startswith("The database cannot be used: permission denied for ")


def test_the_doctor_names_an_account_that_may_only_read(
    run: Run, stranger: str, postgresql_database: str
) -> None:
    """What looks sound would refuse whatever writes; its owner is told nothing of that."""
    name = make_url(stranger).username
    engine = open_engine(postgresql_database)
    with engine.execution_options(write=True).begin() as connection:
        connection.execute(text(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}"))
    told, of_owner = (run("doctor", "--db", url).stdout for url in (stranger, postgresql_database))
    with engine.execution_options(write=True).begin() as connection:
        connection.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}"))
    engine.dispose()

    assert f"account: this account may not write to {len(metadata.tables)} tables" in told
    assert "account:" not in of_owner


def test_the_doctor_names_an_account_without_rights(run: Run, stranger: str) -> None:
    """A database that answers is not said to be down alone."""
    told = run("doctor", "--db", stranger)

    assert 1 == told.exit_code
    assert "this account may not read its tables" in told.stdout
