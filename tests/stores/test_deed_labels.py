"""Names and labels of deeds on both databases: beside the chain, which stands without them, and they end."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from loyalty.adapters.entropy import SystemEntropy
from loyalty.adoption.version import Person
from loyalty.database.engine import open_engine
from loyalty.database.upgrade import downgrade, upgrade
from loyalty.deeds.deed import Deed, DeedsAsked, What
from loyalty.deeds.label import COMMITTED, ERASED
from loyalty.unit_of_work import Units
from loyalty.use_cases.create_key import CreateKey, create_key
from loyalty.use_cases.deeds.list_deeds import deed_data, list_deeds
from loyalty.use_cases.deeds.verify_deeds import verify_deeds
from loyalty.use_cases.erasing.apply_retention import apply_retention
from loyalty.use_cases.erasing.show_retention import show_retention
from loyalty.use_cases.find_key import list_keys
from loyalty.use_cases.revoke_key import revoke_key
from loyalty.use_cases.services import Services
from tests.steps.drivers import StandingClock
from tests.stores.making import opened

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
ADA = Person("Ada Lovelace")
KEPT = timedelta(days=396)
ALL = DeedsAsked()


def kept(units: Units) -> tuple[Services, StandingClock]:
    """Keep an old deed with a plain name, and two of today: a key that Ada makes and nobody revokes."""
    clock = StandingClock(AT - timedelta(days=1))
    services = Services(units, clock, SystemEntropy(), b"-")
    with units.write() as unit:
        unit.deeds.add(Deed(What.EXPORTED, clock.at, "Grace Hopper", None, "members", None, {}), ())
        unit.commit()
    clock.at = AT
    key = create_key(services, CreateKey("desk-anna", frozenset()), ADA).key.key_id
    revoke_key(services, key)
    return services, clock


def in_tables(url: str, *, but: str = "") -> str:
    """Give everything that stands in the tables of deeds and keys, but for one."""
    engine = open_engine(url)
    with engine.connect() as connection:
        found = {
            name: str(connection.execute(text(f"SELECT * FROM {name}")).all())  # noqa: S608  our own names
            for name in ("access_deed", "deed_label", "api_key")
            if name != but
        }
    engine.dispose()
    return str(found)


def spoil(url: str, statement: str) -> None:
    """Change something behind our back."""
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def told(services: Services) -> list[tuple[str, str | None]]:
    """Give of each deed who did it, and the label it is told with."""
    return [(each.deed.by, each.deed.says.get("label")) for each in list_deeds(services, ALL, 10)]


def test_a_label_stands_beside_the_chain_and_opens_its_commitment(database_url: str) -> None:
    """Names and labels are told and found, while the chain has the digest of chance and label only."""
    with opened(database_url) as units:
        services, _ = kept(units)
        assert [("Grace Hopper", None), ("Ada Lovelace", "desk-anna"), ("command line", "desk-anna")] == told(
            services
        )
        assert [2] == [each.number for each in list_deeds(services, DeedsAsked(by="Ada Lovelace"), 10)]
        assert [1] == [each.number for each in list_deeds(services, DeedsAsked(by="Grace Hopper"), 10)]
        with units.read() as unit:
            rows = unit.deeds.find(ALL, 10)
            [by, label] = unit.deeds.labels(rows)[2]
        assert not any("erased" in deed_data(each) for each in list_deeds(services, ALL, 10))
        assert () == verify_deeds(services).faults

    assert COMMITTED + hashlib.sha256(by.salt + b"Ada Lovelace").hexdigest() == rows[1].deed.by
    assert rows[1].deed.says["label"] == label.commitment != rows[2].deed.says["label"]
    beside = in_tables(database_url, but="deed_label").replace("'desk-anna'", "", 1)
    assert "Ada" not in beside
    assert "desk-anna" not in beside


def test_after_13_months_labels_are_gone_and_the_chain_is_whole(database_url: str) -> None:
    """The job removes labels, also of revoked keys; what is told says so in both languages; it verifies."""
    with opened(database_url) as units:
        services, clock = kept(units)
        head = verify_deeds(services).head
        create_key(services, CreateKey("till-3", frozenset()))
        clock.at = AT + KEPT
        assert {} == apply_retention(services)
        clock.at += timedelta(seconds=1)
        assert {"deed_label": 4, "api_key": 1} == apply_retention(services)

        assert [("Grace Hopper", None), (ERASED, ERASED), ("command line", ERASED)] == told(services)[:3]
        says = [deed_data(each).get("erased") for each in list_deeds(services, ALL, 3)]
        assert [None, ["by", "says.label"], ["says.label"]] == [each and each["places"] for each in says]
        assert all({"en", "zh-CN"} == each["says"].keys() for each in says if each)
        assert ["", "till-3"] == sorted(each.label for each in list_keys(services))
        assert {} == apply_retention(services)
        assert not any(each.over for each in show_retention(services))
        found = verify_deeds(services, head)
        assert ((), True) == (found.faults, found.known)

    left = in_tables(database_url)
    assert "Ada" not in left
    assert "desk-anna" not in left


@pytest.mark.parametrize(
    "changed",
    [
        "UPDATE deed_label SET label = 'Mallory' WHERE number = 2 AND place = 'by'",
        "UPDATE deed_label SET salt = (SELECT salt FROM deed_label WHERE number = 3) WHERE number = 2",
        "UPDATE deed_label SET place = 'on' WHERE number = 2 AND place = 'by'",
        "DELETE FROM deed_label WHERE number = 2 AND place = 'by'",
        "UPDATE deed_label SET number = 1 WHERE number = 2 AND place = 'by'",
    ],
)
def test_another_label_or_one_that_is_gone_too_early_is_found(database_url: str, changed: str) -> None:
    """Who changes a label, gives it to another deed, or hides it before its time is found."""
    with opened(database_url) as units:
        services, clock = kept(units)
        spoil(database_url, changed)
        found = verify_deeds(services).faults
        clock.at = AT + KEPT + timedelta(seconds=1)
        later = verify_deeds(services).faults

    assert 2 in found or 1 in found
    assert bool(later) is not changed.startswith("DELETE")


def test_a_step_back_and_forth_leaves_the_chain(database_url: str) -> None:
    """Going back takes the labels away and no deed; up again what is missing is named."""
    with opened(database_url) as units:
        kept(units)
    before = in_tables(database_url, but="deed_label")
    downgrade(database_url, "a0051")
    upgrade(database_url)

    assert before == in_tables(database_url, but="deed_label")
    with opened(database_url) as units:
        services = Services(units, StandingClock(AT), SystemEntropy(), b"-")
        create_key(services, CreateKey("till-4", frozenset()), ADA)
        assert (ERASED, ERASED) == told(services)[1]
        assert ("Ada Lovelace", "till-4") == told(services)[3]
        assert (2, 3) == verify_deeds(services).faults
