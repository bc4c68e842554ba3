"""``loyalty db copy``, ``backup`` and ``restore``: all rows, the same, or none."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table

from loyalty.database.bulk import insert_many
from loyalty.database.operating import copying
from loyalty.database.operating.copying import CopyDiffersError, count_rows
from tests.unit.cli.conftest import Run


@pytest.fixture
def told(run: Run, tmp_path: Path) -> str:
    """Give the address of a database with members, orders, a return, points and sealed documents."""
    assert 0 == run("demo").exit_code
    return f"sqlite:///{tmp_path / 'var' / 'demo.db'}"


def _digests(printed: str) -> dict[str, tuple[int, str]]:
    return {each["table"]: (each["rows"], each["digest"]) for each in json.loads(printed)["tables"]}


def test_a_database_moves_to_postgresql_and_back_the_same(
    run: Run, told: str, postgresql_database: str, tmp_path: Path
) -> None:
    """Rows and digests of every table are the same in all three, and a second copy is refused."""
    there = run("db", "copy", "--from", told, "--to", postgresql_database, "--json")
    back = run(
        "db", "copy", "--from", postgresql_database, "--to", f"sqlite:///{tmp_path / 'b.db'}", "--json"
    )
    again = run("db", "copy", "--from", told, "--to", postgresql_database)

    assert (0, 0, 1) == (there.exit_code, back.exit_code, again.exit_code), there.output + back.output
    assert _digests(there.stdout) == _digests(back.stdout)
    assert (5, [0, 0]) == (_digests(there.stdout)["entry"][0], json.loads(there.stdout)["ledger_faults"])
    assert count_rows(told) == count_rows(postgresql_database) == json.loads(back.stdout)["rows"]
    assert "is not empty" in again.stderr


def _without_one(connection: Connection, table: Table, rows: Iterable[Any]) -> None:
    insert_many(connection, table, list(rows)[table.name == "posting" :])


def _with_another_value(connection: Connection, table: Table, rows: Iterable[Any]) -> None:
    changed = ({**row, "amount": row["amount"] + 1} if table.name == "posting" else row for row in rows)
    insert_many(connection, table, changed)


@pytest.mark.parametrize("write", [_without_one, _with_another_value])
def test_a_copy_that_differs_is_not_kept(
    run: Run, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[..., None]
) -> None:
    """A row that is lost on the way, and one that changes, end the copy, and nothing of it stands."""
    target = f"sqlite:///{tmp_path / 'b.db'}"
    monkeypatch.setattr(copying, "insert_many", write)
    result = run("db", "copy", "--from", told, "--to", target)

    assert 1 == result.exit_code
    assert "posting" in result.stderr
    assert 0 == count_rows(target)


def test_what_was_erased_after_a_backup_is_erased_in_the_restored_database(
    run: Run, told: str, tmp_path: Path
) -> None:
    """A backup is a private file, written once; who is on the list is erased from what it brings back."""
    member = json.loads(run("member", "enrol", "corner-coffee", "--db", told, "--json").stdout)["member"]
    saved, fresh = tmp_path / "saved.db", f"sqlite:///{tmp_path / 'fresh.db'}"
    assert 0 == run("db", "backup", saved, "--db", told).exit_code
    assert 1 == run("db", "backup", saved, "--db", told).exit_code
    rows = count_rows(told)
    listed = tmp_path / "list"
    assert 0 == run("member", "erase", member, "--db", told).exit_code
    listed.write_text(run("member", "erasures", "--db", told).stdout)
    restored = run("db", "restore", saved, "--db", fresh, "--erasures", listed)

    assert 0 == restored.exit_code, restored.output
    assert 0o600 == saved.stat().st_mode & 0o777
    assert rows == count_rows(f"sqlite:///{saved}")
    assert "1 erasure" in restored.stderr
    assert "erased" == json.loads(run("member", "erasure", member, "--db", fresh, "--json").stdout)["step"]


@pytest.mark.parametrize("name", ["what?.db", "a%20b#c.db"])
def test_a_backup_is_in_the_file_that_was_named(run: Run, told: str, tmp_path: Path, name: str) -> None:
    """Also where the name has characters that mean something in an address."""
    saved, fresh = tmp_path / "saved" / name, f"sqlite:///{tmp_path / 'fresh.db'}"
    made = run("db", "backup", saved, "--db", told)
    restored = run("db", "restore", saved, "--db", fresh, "--nobody-erased")

    assert (0, 0) == (made.exit_code, restored.exit_code), made.output + restored.output
    assert 0o600 == saved.stat().st_mode & 0o777
    assert count_rows(told) + 2 == count_rows(fresh)  # that it was restored, and that nobody was erased
    assert [name] == [each.name for each in saved.parent.iterdir() if each.suffix == ".db"]


@pytest.mark.parametrize("refused", [True, False], ids=["refused", "failed"])
def test_a_backup_that_does_not_come_about_leaves_no_file(
    run: Run, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, refused: bool
) -> None:
    """Neither where its source is refused, nor where it breaks off after its tables were made."""

    def broken(*_: object, **__: object) -> None:
        raise CopyDiffersError("posting")

    monkeypatch.setattr("loyalty.cli.operations.copying.copy_database", broken)
    source = f"sqlite:///{tmp_path / 'empty.db'}" if refused else told
    (tmp_path / "empty.db").touch()
    made = run("db", "backup", tmp_path / "saved" / "a.db", "--db", source)

    assert 1 == made.exit_code
    assert [] == list((tmp_path / "saved").iterdir())


def test_a_file_without_tables_is_no_backup(run: Run, tmp_path: Path) -> None:
    """An empty file, such as a copy that broke off, is not restored to an empty database."""
    (tmp_path / "empty.db").touch()
    result = run(
        "db",
        "restore",
        tmp_path / "empty.db",
        "--db",
        f"sqlite:///{tmp_path / 'fresh.db'}",
        "--nobody-erased",
    )

    assert 1 == result.exit_code
    assert "is no backup" in result.stderr
    assert not (tmp_path / "fresh.db").exists()
