"""Settings are read whole: everything that is wrong is found at once, and what is unset has a default."""

import re
from pathlib import Path

import pytest

from loyalty.adapters.surroundings import settings as named
from loyalty.adapters.surroundings.settings import SETTINGS, SettingError, read_settings, settings_of
from tests.architecture.sources import ROOT, table_rows

WRONG = {
    "LOYALTY_DATABASE": "mysql://root:hunter2@db/x",
    "LOYALTY_MASTER_KEY": "hunter2",
    "LOYALTY_SEAL_KEY": "hunter2",
    "LOYALTY_REASON": "curiosity",
    "LOYALTY_CLOCK_AHEAD": "soon",
    "LOYALTY_WORKERS": "0",
    "LOYALTY_POOL_SIZE": "1.5",
    "LOYALTY_THREDS": "4",
    "LOYALTY_PUBLIC_URL": "https://root:hunter2@loyalty.example",
    "LOYALTY_HOSTS": "loyalty.example, a b",
    "LOYALTY_PROXIES": "-1",
}


def test_everything_wrong_is_found_at_once() -> None:
    """Each wrong setting is named once with what to do, a misspelt one with the right name; no secret is."""
    found, troubles = read_settings(WRONG)

    assert sorted(WRONG) == sorted(each.setting for each in troubles)
    assert (
        "did you mean LOYALTY_THREADS" in {each.setting: each.remedy for each in troubles}["LOYALTY_THREDS"]
    )
    assert "hunter2" not in f"{found} {troubles}"
    assert (2, 8, None, frozenset({"loyalty.example"})) == (
        found.workers,
        found.threads,
        found.public_url,
        found.hosts,
    )
    with pytest.raises(SettingError, match="LOYALTY_DATABASE"):
        settings_of(WRONG)


def test_a_misspelt_name_alone_stops_no_command() -> None:
    """It is a finding of the check and nothing that a command needs."""
    assert settings_of({"LOYALTY_THREDS": "4"}) == settings_of({})


def test_an_address_may_come_from_a_file(tmp_path: Path) -> None:
    """The first line of the file is the address; given twice, or from no file, it is a finding."""
    file = tmp_path / "address"
    file.write_text("postgresql+psycopg://shop:hunter2@db/loyalty\n")
    asked = {"LOYALTY_DATABASE_FILE": str(file)}
    twice = read_settings({**asked, "LOYALTY_DATABASE": "sqlite:///x.db"})[1]
    lost = read_settings({"LOYALTY_REPLICA_FILE": str(tmp_path / "none")})[1]

    assert "postgresql+psycopg://shop:hunter2@db/loyalty" == settings_of(asked).database
    assert [("LOYALTY_DATABASE", "LOYALTY_REPLICA_FILE")] == [(twice[0].setting, lost[0].setting)]


def test_a_file_has_no_replica() -> None:
    """A replica beside an embedded database is a finding."""
    asked = {"LOYALTY_REPLICA": "postgresql+psycopg://a@b/c", "LOYALTY_DATABASE": "sqlite:///x.db"}

    assert ["LOYALTY_REPLICA"] == [each.setting for each in read_settings(asked)[1]]


def test_every_setting_is_listed_and_documented() -> None:
    """Each name in the module is in its list, and has a row on the operator's page."""
    rows = table_rows((ROOT / "docs" / "operator.md").read_text(encoding="utf-8"), "Setting")
    names = set(re.findall(r'"(LOYALTY_[A-Z_]+[A-Z])"', Path(named.__file__).read_text(encoding="utf-8")))

    assert names <= set(SETTINGS)
    assert sorted(SETTINGS) == sorted(row[0].strip("`") for row in rows)
