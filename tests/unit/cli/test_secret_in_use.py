"""A database is used with one secret: with another one, or none, nothing is served, and nothing is made."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from api.app import application
from loyalty.adapters.surroundings.settings import SettingError
from loyalty.bootstrap import health, open_services, open_watch, settings_from
from loyalty.cli.serve import Server
from tests.unit.cli.conftest import Run

ENROL = ("member", "enrol", "corner-coffee", "--reference", "card-1", "--json")
TABLES = tuple(
    ("import", what, "table.csv", "--programme", "corner-coffee")
    for what in ("members", "balances", "history")
)
EVERYTHING = (ENROL, ("serve",), ("jobs", "run"), ("webhooks", "deliver"), *TABLES)


@pytest.fixture
def secret(run: Run, coffee: Path, tmp_path: Path) -> Path:
    """Give the file of the secret of a database with a member who is known by a reference."""
    columns = "reference,lot,kind,id,at,points,earned_at,enrolled_at"
    cells = "card-1,1,earn,1,2026-11-20T09:00:00Z,5,2026-11-20T09:00:00Z,2026-11-20T09:00:00Z"
    (tmp_path / "table.csv").write_text(f"{columns}\n{cells}\n", encoding="utf-8")
    for words in (("db", "upgrade"), ("adopt", coffee), ENROL):
        assert 0 == run(*words).exit_code
    return tmp_path / "secret"


def _ready() -> bool:
    services = open_services(settings_from())
    with closing(open_watch(settings_from())) as watch, closing(services.units):
        return health(watch, services).found["secret"]


def _complaints(run: Run) -> list[str]:
    told = json.loads(run("doctor", "--json").stdout)
    return [each["about"] for each in told if each["weight"] == "wrong" and each["about"] == "secret"]


def test_a_lost_secret_is_not_made_again_on_a_database_in_use(
    run: Run, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each start is refused with what to do, and goes on when the secret is back, the member found."""
    monkeypatch.setattr(Server, "run", lambda _: None)  # were it to begin, it would end at once
    kept = secret.rename(secret.with_name("kept"))

    for words in EVERYTHING:
        refused = run(*words)
        assert (1, True) == (refused.exit_code, "loyalty db accept-secret" in refused.stderr), words
        assert f"no file {secret}" in refused.stderr.replace("\n", " "), words
    with pytest.raises(SettingError, match="no file"):
        application()  # of a worker that is started again
    assert not secret.exists()
    assert ["secret"] == _complaints(run)

    kept.rename(secret)
    assert "enrolled already" in run(*ENROL).stderr
    application()
    assert _ready()
    assert [] == _complaints(run)


def test_a_backup_whose_secret_is_lost_comes_back_by_the_words_of_the_refusal(
    run: Run, secret: Path, tmp_path: Path
) -> None:
    """The refusal names a command; run with what was asked before, it restores, and the database serves."""
    assert 0 == run("db", "backup", tmp_path / "saved.db").exit_code
    secret.unlink()
    asked = (tmp_path / "saved.db", "--nobody-erased", "--db", f"sqlite:///{tmp_path / 'fresh.db'}")

    refused = run("db", "restore", *asked)
    assert (1, False) == (refused.exit_code, secret.exists())
    _, *words = refused.stderr.split("`")[1].split()
    back = run(*words, *asked, "--by", "Ada")

    assert 0 == back.exit_code, back.stderr
    assert 0 == run(*ENROL, *asked[-2:]).exit_code  # nobody is known by that card any more
    audit = json.loads(run("audit", "--what", "secret-taken", "--json", *asked[-2:]).stdout)
    assert "Ada" in {each["by"] for each in audit}


def test_another_secret_is_refused_until_somebody_accepts_it(
    run: Run, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Readiness, the doctor, each start and a restore say so; who accepts it stands in the audit."""
    monkeypatch.setattr(Server, "run", lambda _: None)
    assert 0 == run("db", "backup", secret.with_name("saved.db")).exit_code
    secret.write_bytes(b"x" * 32)

    fresh = f"sqlite:///{secret.with_name('fresh.db')}"
    back = ("db", "restore", secret.with_name("saved.db"), "--nobody-erased", "--db", fresh)
    for words in (*EVERYTHING, back):
        assert (1, True) == ((refused := run(*words)).exit_code, "another secret" in refused.stderr), words
    with pytest.raises(SettingError, match="another secret"):
        application()
    assert not secret.with_name("fresh.db").exists()
    assert not _ready()
    assert ["secret"] == _complaints(run)

    assert 0 == run("db", "accept-secret", "--by", "Ada").exit_code
    assert _ready()
    assert 0 == run(*ENROL).exit_code  # nobody is known by that card any more
    audit = json.loads(run("audit", "--what", "secret-taken", "--json").stdout)
    assert ["command line", "Ada"] == [each["by"] for each in audit]
    assert 2 == len({each["on"] for each in audit})


def test_a_secret_is_free_to_change_before_the_database_is_in_use(run: Run, tmp_path: Path) -> None:
    """What holds nothing is opened with any secret, and stays empty enough to restore a backup into."""
    run("db", "upgrade")
    assert 0 == run("keys", "list").exit_code
    (tmp_path / "secret").write_bytes(b"y" * 32)

    assert 0 == run("keys", "list").exit_code
    assert [] == json.loads(run("audit", "--json").stdout)
