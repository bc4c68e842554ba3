"""Which checks ran of a version: no constraint is named of which no code ran."""

import json
from contextlib import closing
from typing import Any

import pytest

from loyalty.adapters.entropy import SystemEntropy
from loyalty.constraints.holding import verdicts
from loyalty.database.engine import open_engine
from loyalty.profiles.shipped import catalogue
from loyalty.publication import looking, report
from loyalty.publication.breach import Breach
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.services import Services
from tests.steps.drivers import StandingClock
from tests.unit.publication.trying import programme_of
from tests.unit.use_cases.versions import NAME, NOW, OLD

PROGRAMME = programme_of("", "", jurisdictions="jurisdictions: [EU]\n")


def told(**left_out: str) -> set[str]:
    """Give the constraints that are told of, where a law is left out."""
    found = [each for each in verdicts(PROGRAMME) if each.constraint not in left_out.values()]
    return named(report.looked_at(PROGRAMME, found, ()))


def named(told: list[dict[str, Any]]) -> set[str]:
    """Give the constraints that stand in checks."""
    return {each for profile in told for group in profile["checks"] for each in group["check"]}


@pytest.mark.parametrize("module", sorted(looking.LOOKING))
def test_a_check_that_does_not_look_is_not_named(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a check of publication the constraints go that no other check and no law is of."""
    before = told()
    monkeypatch.setattr(report, "LOOKING", looking.LOOKING - {module})

    gone = before - told()
    assert all(module in catalogue()[each].checks for each in gone)
    for each in before - gone:
        assert set(catalogue()[each].checks) - {module}, each


def test_what_no_code_looks_at_before_it_binds_is_not_named() -> None:
    """A page, a job and a build are looked at elsewhere: nothing is said of them with a version."""
    elsewhere = {row.id for row in catalogue().values() if "PUB" not in row.stages}
    assert {"PX-07", "FA-11"} < elsewhere
    assert set() == told() & elsewhere


def test_a_law_that_was_not_decided_is_not_named() -> None:
    """A constraint that a law alone checks is named with the verdict, and not without it."""
    assert "FA-12" in told()
    assert "FA-12" not in told(law="deterministic")


@pytest.mark.parametrize(("waived", "result"), [(True, "fails"), (False, "warned")])
def test_what_somebody_answers_for_fails(*, waived: bool, result: str) -> None:
    """A waiver lets a breach bind and does not make it hold, in a certificate either."""
    place = PROGRAMME.shape.place("jurisdictions")
    breach = Breach("FA-10", "APP_ONLY_BENEFIT", place, "an app alone", warning=True, waived=waived)
    found = [breach.finding(("U", "EU"))]

    told = report.looked_at(PROGRAMME, verdicts(PROGRAMME), found)
    [standing] = [
        each for each in report.report(PROGRAMME, verdicts(PROGRAMME), found) if each.constraint.id == "FA-10"
    ]

    assert {result} == {
        group["result"] for profile in told for group in profile["checks"] if "FA-10" in group["check"]
    }
    assert standing.holds is not waived


def test_a_version_keeps_what_ran_of_it_when_it_was_adopted(sqlite_database: str) -> None:
    """What ran stands beside the version, each profile in the version it had."""
    with closing(Units(open_engine(sqlite_database))) as units:
        adopt_programme(Services(units, StandingClock(NOW), SystemEntropy(), b"s"), OLD)
        with units.read() as unit:
            version = unit.adoption.in_force(NAME, NOW)
    assert version is not None
    assert version.checks is not None
    [profile] = json.loads(version.checks)
    assert "U" == profile["id"]
    assert {"PUB"} == {group["stage"] for group in profile["checks"]}
    assert ["warned"] == [each["result"] for each in profile["checks"] if "OP-07" in each["check"]]
