"""What binds is held against the law of its markets again, on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.adoption.version import ProgrammeVersion
from loyalty.cli.operations.complaints import of_law
from loyalty.constraints.certificate import differences
from loyalty.decision.programme import compile_programme
from loyalty.idempotency.fingerprint import canonical_json
from loyalty.use_cases.reports.show_unlawful import show_unlawful
from loyalty.use_cases.services import Services
from tests.stores.making import opened
from tests.stores.test_cases import clock
from tests.stores.test_persons import made
from tests.unit.publication.trying import BASE, DISCOUNT, TAX

JANUARY, LATER = datetime(2018, 1, 15, tzinfo=UTC), datetime(2019, 1, 15, tzinfo=UTC)
ABROAD = DISCOUNT % 'member.country == "DE"'


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services on a fresh database."""
    with opened(database_url) as units:
        yield made(units, JANUARY)


def _adopted(services: Services, name: str, rule: str) -> None:
    """Keep a version that binds from 2018 on, as if it had been planned and approved then."""
    files = {
        **read_rule_folder(BASE).source,
        "programme.yaml": f"programme: {name}\n",
        "effective.yaml": "effective: {from: 2018-01-01}\n",
        "basket.yaml": f"basket:\n{TAX}{rule}",
    }
    files["facts.yaml"] = files["facts.yaml"].replace("purpose: [tax]", "default: DE")
    compiled = compile_programme(files).programme
    assert compiled is not None
    with services.units.write() as unit:
        unit.adoption.adopt(ProgrammeVersion(name, compiled.digest, canonical_json(files), JANUARY, JANUARY))
        unit.commit()


def test_a_law_that_begins_while_a_version_binds_is_told_before_and_after(services: Services) -> None:
    """No price by country in the EU since December 2018: coming, then broken; another version keeps it."""
    _adopted(services, "abroad", ABROAD)
    _adopted(services, "at-home", DISCOUNT % 'line.category == "tea"')
    coming = show_unlawful(services)
    clock(services).at = LATER
    come = show_unlawful(services)

    assert {"abroad"} == coming.keys() == come.keys()
    assert [("UPCOMING_RULE_FAILS", True)] == [(each.code, each.warning) for each in coming["abroad"]]
    assert ["RESIDENCE_PRICE"] == [each.code for each in come["abroad"]]
    told = of_law("abroad", come["abroad"]).message
    assert told.startswith("abroad: RESIDENCE_PRICE (FA-06) at basket.yaml:")
    assert "from 2018-12-03 on" in of_law("abroad", coming["abroad"]).message


def test_a_law_of_another_version_than_was_approved_is_a_difference() -> None:
    """By its market; where nothing else differs nothing else is said."""
    kept = {"digest": "a", "constraints": [], "profiles": {"EU": "2026.11", "U": "1.4"}}

    assert [] == list(differences(kept, kept))
    assert ["the law of EU was 2026.11, it is 2027.02"] == list(
        differences(kept, {**kept, "profiles": {"EU": "2027.02", "U": "1.4"}})
    )
