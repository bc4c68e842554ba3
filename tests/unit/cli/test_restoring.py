"""A restore that ends before who was erased since the backup is erased again: nobody is served till then."""

import json
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from loyalty.adapters.erasure_list import FileErasureList
from loyalty.bootstrap import health, open_for_looking, open_watch, settings_from
from loyalty.cli.operations import copying
from loyalty.cli.serve import Server
from loyalty.database.operating.copying import count_rows
from tests.unit.cli.conftest import Run

WORKERS = (("serve",), ("jobs", "run"), ("webhooks", "deliver"))


@dataclass(frozen=True)
class Saved:
    """A backup, an empty database, and the list with one member who was erased since the backup."""

    backup: Path
    fresh: str
    listed: Path
    member: str


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def saved(run: Run, tmp_path: Path, postgresql_database: str, request: pytest.FixtureRequest) -> Saved:
    """Give what was saved of the demonstration, before one member of it was erased."""
    assert 0 == run("demo").exit_code
    told = f"sqlite:///{tmp_path / 'var' / 'demo.db'}"
    member = json.loads(run("member", "enrol", "corner-coffee", "--db", told, "--json").stdout)["member"]
    assert 0 == run("db", "backup", tmp_path / "saved.db", "--db", told).exit_code
    assert 0 == run("member", "erase", member, "--db", told).exit_code
    fresh = postgresql_database if request.param == "PostgreSQL" else f"sqlite:///{tmp_path / 'fresh.db'}"
    return Saved(tmp_path / "saved.db", fresh, tmp_path / "var" / "demo.db.erasures", member)


def _ready(of: Saved) -> bool:
    """Give what `/readyz` would say of the erasures."""
    settings = settings_from(of.fresh)
    services = open_for_looking(settings)
    with closing(open_watch(settings)) as watch, closing(services.units):
        return health(watch, services).found["erasures"]


def _complaint(run: Run, of: Saved) -> dict[str, str] | None:
    """Give what the doctor says of a restore."""
    told = json.loads(run("doctor", "--db", of.fresh, "--json").stdout)
    return next((each for each in told if each["about"] == "restore"), None)


def _step(run: Run, of: Saved) -> str:
    """Give how far the erasure of the member is."""
    told = run("member", "erasure", of.member, "--db", of.fresh, "--json")
    return json.loads(told.stdout)["step"] if told.exit_code == 0 else "not asked"


def _dies(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_restore_that_dies_before_the_erasures_is_not_served_until_they_are_replayed(
    run: Run, saved: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Readiness, the doctor, each start and another restore say so; the whole list ends it."""
    with monkeypatch.context() as patched:
        patched.setattr(copying, "_erase_again", _dies)
        died = run("db", "restore", saved.backup, "--db", saved.fresh, "--erasures", saved.listed)
    assert 1 == died.exit_code
    rows = count_rows(saved.fresh)
    monkeypatch.setattr(Server, "run", lambda _: None)  # were it to begin, it would end at once

    assert not _ready(saved)
    found = _complaint(run, saved)
    assert found is not None
    assert ("wrong", True) == (found["weight"], "loyalty member replay-erasures" in found["remedy"])
    for words in (*WORKERS, ("db", "restore", saved.backup, "--erasures", saved.listed)):
        refused = run(*words, "--db", saved.fresh)
        assert 1 == refused.exit_code, words
        assert "without its erasures" in refused.stderr, words
    assert rows == count_rows(saved.fresh)

    torn = saved.listed.with_name("torn")
    torn.write_text(saved.listed.read_text() + '{"member": "mem_')
    assert 1 == run("member", "replay-erasures", torn, "--db", saved.fresh).exit_code
    assert not _ready(saved)

    ended = run("member", "replay-erasures", saved.listed, "--by", "Ada", "--db", saved.fresh)
    assert 0 == ended.exit_code, ended.output
    assert ("erased", True, None) == (_step(run, saved), _ready(saved), _complaint(run, saved))
    assert 0 == run("jobs", "run", "--db", saved.fresh).exit_code
    audit = json.loads(run("audit", "--what", "erasures-replayed", "--db", saved.fresh, "--json").stdout)
    assert ["Ada"] == [each["by"] for each in audit]


def test_a_database_that_was_brought_back_by_other_means_is_held_to_the_list(
    run: Run, saved: Saved, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing in it says that it is old, but who is on the list stands in it: starts and doctor say so."""
    copied = run("db", "copy", "--from", f"sqlite:///{saved.backup}", "--to", saved.fresh)
    assert 0 == copied.exit_code, copied.output
    monkeypatch.setenv("LOYALTY_ERASURES_FILE", str(saved.listed))

    refused = run("jobs", "run", "--db", saved.fresh)
    found = _complaint(run, saved)
    assert (1, True) == (refused.exit_code, "1 person on the list" in refused.stderr)
    assert found is not None
    assert 0 == run("member", "replay-erasures", saved.listed, "--db", saved.fresh).exit_code
    assert ("erased", None) == (_step(run, saved), _complaint(run, saved))


def test_a_restore_without_a_list_is_refused_unless_nobody_was_erased(run: Run, saved: Saved) -> None:
    """Nothing is copied before it is known; with the word that there is none it is over at once."""
    nothing = run("db", "restore", saved.backup, "--db", saved.fresh)
    both = run(
        "db", "restore", saved.backup, "--db", saved.fresh, "--nobody-erased", "--erasures", saved.listed
    )
    assert (1, 2) == (nothing.exit_code, both.exit_code)
    assert "--nobody-erased" in nothing.stderr

    done = run("db", "restore", saved.backup, "--db", saved.fresh, "--nobody-erased")
    assert 0 == done.exit_code, done.output
    assert _ready(saved)


def test_who_is_erased_and_not_on_the_list_is_told_of_until_they_are(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stop after the commit and before the line: doctor and start say so, nothing is refused."""
    assert 0 == run("demo").exit_code
    told = f"sqlite:///{tmp_path / 'var' / 'demo.db'}"
    listed = tmp_path / "var" / "demo.db.erasures"
    member = json.loads(run("member", "enrol", "corner-coffee", "--db", told, "--json").stdout)["member"]
    with monkeypatch.context() as patched:
        patched.setattr(FileErasureList, "add", _dies)
        assert 1 == run("member", "erase", member, "--db", told).exit_code
    of = Saved(tmp_path, told, listed, member)
    assert ("erased", False) == (_step(run, of), listed.exists() and member in listed.read_text())

    worked = run("jobs", "run", "--db", told)
    doctor = json.loads(run("doctor", "--db", told, "--json").stdout)
    assert (0, True) == (worked.exit_code, "1 person erased here, not on the list" in worked.stderr)
    [found] = [each for each in doctor if each["about"] == "erasures" and each["weight"] == "wrong"]
    assert found["remedy"].startswith(f"`loyalty member erasures >> {listed}`")

    with listed.open("a") as file:
        file.write(run("member", "erasures", "--db", told).stdout)
    assert "not on the list" not in run("jobs", "run", "--db", told).stderr
    assert "not on the list" not in run("doctor", "--db", told).stdout
