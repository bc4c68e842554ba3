"""``loyalty config check`` and ``loyalty doctor``."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from loyalty.bootstrap import left_beside, settings_from
from loyalty.cli.operations.complaints import (
    FREE_BYTES_MIN,
    FULL_BYTES,
    Complaint,
    DatabaseFile,
    SecretFile,
    Weight,
    of_database,
    of_disk,
    of_endpoints,
    of_erasures,
    of_file,
    of_jobs,
    of_outbox,
    of_secrets,
)
from loyalty.database.operating.vitals import Looked, Vitals
from loyalty.database.upgrade import Standing
from loyalty.jobs.job import Backlog
from loyalty.webhooks.delivery import Attempt, Outcome, Unsent
from tests.unit.cli.conftest import Run

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SOUND = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "default_transaction_read_only": "off",
    "max_connections": "100",
    "server_version": "18.4",
}


def test_config_check_names_every_mistake(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check is 0 where nothing is wrong, and 1 with one finding for each mistake."""
    assert 0 == run("config", "check").exit_code
    monkeypatch.setenv("LOYALTY_WORKERS", "many")
    monkeypatch.setenv("LOYALTY_DATABSE", "x")
    wrong = run("config", "check", "--json")

    assert 1 == wrong.exit_code
    assert ["LOYALTY_WORKERS", "LOYALTY_DATABSE"] == [
        each["setting"] for each in json.loads(wrong.stdout)["findings"]
    ]


@pytest.mark.usefixtures("lasting")
def test_the_doctor_finds_nothing_and_then_what_was_broken(
    run: Run, coffee: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sound installation is 0; then a secret open to others and another master key are named, with 1."""
    assert 1 == run("doctor").exit_code  # there is no database yet, and none is made
    assert not (tmp_path / "loyalty.db").exists()
    run("db", "upgrade")
    assert 0 == run("adopt", coffee).exit_code
    sound = run("doctor")
    assert 0 == sound.exit_code, sound.output
    enrolled = json.loads(run("member", "enrol", "corner-coffee", "--json").stdout)
    contact = run("contact", "set", enrolled["member"], "email", stdin="anna@example.org")
    assert 0 == contact.exit_code, contact.output
    (tmp_path / "secret").chmod(0o644)
    (tmp_path / "loyalty.db.master-key").write_bytes(b"x" * 32)
    monkeypatch.setenv("LOYALTY_DATABASE_FILE", "none")
    broken = run("doctor", "--json")

    assert 1 == broken.exit_code
    wrong = {each["about"] for each in json.loads(broken.stdout) if each["weight"] == "wrong"}
    assert {"secret", "master key", "LOYALTY_DATABASE"} == wrong
    assert "it is not the one that wraps the members' keys" in broken.stdout
    (tmp_path / "loyalty.db.master-key").unlink()
    assert "it is missing or cut short, and the members' keys are wrapped by it" in run("doctor").stdout


@pytest.mark.usefixtures("lasting")
def test_the_doctor_tells_a_broken_database_from_another_one(
    run: Run, coffee: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder, a file that is none, a table that somebody removed, an address that is none."""

    def told() -> list[str]:
        broken = run("doctor", "--json")
        assert 1 == broken.exit_code, broken.output
        return [each["message"] for each in json.loads(broken.stdout) if each["weight"] == "wrong"]

    path = tmp_path / "loyalty.db"
    path.mkdir()
    assert [f"{path} is a folder"] == told()
    path.rmdir()
    path.write_text("hello")
    assert ["its file cannot be read as a database"] == told()
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0, total=FREE_BYTES_MIN))
        assert "its file cannot be opened, and its disk is full" == told()[0]
    path.unlink()
    run("db", "upgrade")
    run("adopt", coffee)
    with closing(sqlite3.connect(path)) as somebody:
        somebody.execute("DROP TABLE outbox")
    assert ["it stands at the right step and fails"] == [each.partition(":")[0] for each in told()]
    monkeypatch.setenv("LOYALTY_DATABASE", "mysql://h/x")
    assert ["is not the address of a database"] == told()


def test_what_this_account_may_not_do_and_others_may_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database is made for its owner alone; each right too few or too many is told with what to do."""
    run("db", "upgrade")
    assert 0o600 == (tmp_path / "loyalty.db").stat().st_mode & 0o777
    monkeypatch.setenv("LOYALTY_CLOCK_AHEAD", "60")
    monkeypatch.setenv("LOYALTY_WEBHOOKS_LOOPBACK", "allowed")
    told = {each["about"]: each["weight"] for each in json.loads(run("doctor", "--json").stdout)}
    assert ("fine", "fine", "soon", "soon") == tuple(
        told[about] for about in ("database file", "erasures", "clock ahead", "loopback")
    )

    def weighed(*, read: bool = True, write: bool = True, folder: bool = True, mode: int = 0o600) -> Weight:
        (found,) = of_file(DatabaseFile("it", read, write, folder, mode))
        assert found.remedy or found.weight is Weight.FINE
        return found.weight

    assert Weight.FINE is weighed()
    assert [Weight.WRONG] * 3 == [weighed(read=False), weighed(write=False), weighed(folder=False)]
    assert Weight.SOON is weighed(mode=0o640)
    assert Weight.WRONG is of_erasures("it", writable=False).weight
    shut = SecretFile("secret", "it", 0o600, readable=False)
    assert [Weight.WRONG] == [each.weight for each in of_secrets([shut])]


@pytest.mark.usefixtures("lasting")
def test_a_folder_in_the_place_of_a_key_or_of_the_list_is_wrong(
    run: Run, coffee: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is to be a file and is a folder, or is to stand in a file, is named, beside everything else."""
    run("db", "upgrade")
    run("adopt", coffee)
    kept = ("LOYALTY_SECRET_FILE", "LOYALTY_MASTER_KEY_FILE", "LOYALTY_SEAL_KEY_FILE")
    for setting in kept:
        monkeypatch.setenv(setting, str(tmp_path))

    for list_of_erased in (tmp_path, tmp_path / "loyalty.db" / "erasures"):
        monkeypatch.setenv("LOYALTY_ERASURES_FILE", str(list_of_erased))
        wrong = [each for each in json.loads(run("doctor", "--json").stdout) if each["weight"] == "wrong"]
        assert {"erasures", "secret", "master key", "seal key"} == {each["about"] for each in wrong}


def test_a_release_serves_from_its_own_tables_and_newer_ones() -> None:
    """While a newer release is brought in, servers of the one before stay ready; on older tables none is."""
    found = [Standing(at, "a0042").serves for at in ("a0042", "a0043", "a0041", None)]

    assert [True, True, False, False] == found


def _weights(found: list[Complaint]) -> dict[str, Weight]:
    return {each.about: each.weight for each in found}


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("fsync", "off"),
        ("full_page_writes", "off"),
        ("synchronous_commit", "off"),
        ("default_transaction_read_only", "on"),
        ("server_version", "12.3"),
    ],
)
def test_a_database_that_may_lose_what_was_booked_is_wrong(setting: str, value: str) -> None:
    """Each setting on which lasting depends is wrong by itself, and says what to do."""
    looked = Looked(Standing("a1", "a1"), Vitals("postgresql", {**SOUND, setting: value}, NOW, 3))
    bad = [each for each in of_database(looked, NOW) if each.weight is not Weight.FINE]

    assert [(setting.replace("server_", ""), Weight.WRONG)] == [(each.about, each.weight) for each in bad]
    assert all(each.remedy for each in bad)


def test_what_is_apart_behind_full_or_silent_is_told() -> None:
    """Clock, tables, connections, disk, jobs and worker have bounds; either side of them is told right."""
    minutes = timedelta(minutes=2)
    bad = Looked(Standing("a1", "a2"), Vitals("postgresql", SOUND, NOW - minutes, 80))
    silent = Backlog(3, 1, NOW - timedelta(hours=2), NOW - timedelta(days=2))
    fine = Looked(Standing("a2", "a2"), Vitals("postgresql", SOUND, NOW, 79))

    assert {Weight.FINE} == set(_weights(list(of_database(fine, NOW))).values())
    assert {"tables": Weight.WRONG, "clock": Weight.WRONG, "connections": Weight.SOON} == {
        about: weight
        for about, weight in _weights(list(of_database(bad, NOW))).items()
        if weight is not Weight.FINE
    }
    assert {"database": Weight.WRONG} == _weights(list(of_database(None, NOW)))
    assert Weight.WRONG is of_disk("it", FULL_BYTES - 1, FREE_BYTES_MIN).weight
    assert Weight.SOON is of_disk("it", FULL_BYTES, FREE_BYTES_MIN).weight
    assert Weight.SOON is of_disk("it", FREE_BYTES_MIN, 21 * FREE_BYTES_MIN).weight
    assert Weight.FINE is of_disk("it", FREE_BYTES_MIN, 20 * FREE_BYTES_MIN).weight
    assert {"jobs": Weight.SOON, "failed jobs": Weight.SOON, "worker": Weight.SOON} == _weights(
        list(of_jobs(silent, NOW))
    )
    unsent = Unsent(2, 1, NOW - timedelta(hours=2))
    assert (Weight.SOON, Weight.FINE) == (
        of_outbox(unsent, NOW).weight,
        of_outbox(unsent, NOW - minutes * 31).weight,
    )
    assert {"jobs": Weight.FINE} == _weights(list(of_jobs(Backlog(0, 0, None, NOW), NOW)))
    assert {"jobs": Weight.FINE} == _weights(list(of_jobs(Backlog(0, 0, None, NOW + minutes / 2), NOW)))
    assert {"jobs": Weight.FINE, "clock": Weight.SOON} == _weights(
        list(of_jobs(Backlog(0, 0, None, NOW + minutes), NOW))
    )


@pytest.mark.parametrize(
    ("why", "failing", "said"),
    [
        (None, None, []),
        ("asked", Attempt(NOW, Outcome(500)), []),
        (
            None,
            Attempt(NOW, Outcome(500)),
            ["shop end_1 did not take what waits: status 500 at 2026-11-22 09:00"],
        ),
        ("gone", None, ["shop end_1 is disabled: it answered that it is gone, or failed for three days"]),
    ],
    ids=["takes", "disabled on purpose", "fails", "gone"],
)
def test_an_endpoint_that_is_not_told_is_named(
    why: str | None, failing: Attempt | None, said: list[str]
) -> None:
    """Before it is disabled too, with what it answered; one that takes all, or was disabled, is not."""
    shown = {"programme": "shop", "endpoint": "end_1", "why": why, "failing": failing}
    found = list(of_endpoints([shown]))

    assert said == [each.message for each in found]
    assert all(each.remedy and each.weight is Weight.SOON for each in found)


def test_no_empty_database_is_served_in_the_place_of_one_that_was_moved_away(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left beside it tells it from a first start; a key that a setting names may be there before."""
    monkeypatch.setattr("loyalty.cli.serve.prepare", _made_nothing)
    with pytest.raises(AssertionError):
        run("serve")  # nothing stands in the way of a first start
    run("db", "upgrade")
    run("keys", "list")
    (tmp_path / "loyalty.db").rename(tmp_path / "elsewhere.db")
    served = run("serve")

    assert 1 == served.exit_code
    key = tmp_path / "loyalty.db.master-key"
    assert f"there is no database {tmp_path / 'loyalty.db'}, and {key} is left of it." in served.stderr
    assert f"there is no file {tmp_path / 'loyalty.db'}, and {key} is left of it" in run("doctor").stdout
    monkeypatch.setenv("LOYALTY_MASTER_KEY_FILE", str(key))
    assert left_beside(settings_from()) is None
    monkeypatch.delenv("LOYALTY_MASTER_KEY_FILE")
    run("db", "upgrade")
    assert left_beside(settings_from()) is None


def _made_nothing(_: object) -> None:
    raise AssertionError
