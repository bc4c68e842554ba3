"""Figures about service: of enough members, and never so that two tell of a few."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from loyalty.cases.case import UNSAID, CaseKey, Kind, Outcome, Said, Step, Topic
from loyalty.use_cases.adopt_programme import AtOnce, adopt_programme
from loyalty.use_cases.cases.make_service_figures import make_service_figures
from loyalty.use_cases.cases.open_case import OpenCase, open_case
from loyalty.use_cases.cases.take_case_step import TakeCaseStep, take_case_step
from loyalty.use_cases.services import Services
from tests.stores.making import opened
from tests.stores.test_cases import AUTHOR, BEA, COFFEE, clock, enrolled, rules
from tests.stores.test_persons import NOW, made

TOLD, SMALL, NEAR = None, "CELL_TOO_SMALL", "DIFFERENCING_RISK"


@pytest.fixture
def services(sqlite_database: str) -> Iterator[Services]:
    """Give services on a fresh database."""
    with opened(sqlite_database) as units:
        found = made(units, NOW)
        adopt_programme(found, rules("10%"), AtOnce(AUTHOR))
        yield found


def case(services: Services, number: int, *, answered: bool) -> None:
    """Let somebody else open a case, which Bea answers or not."""
    key, member = CaseKey(COFFEE, f"T-{number}"), enrolled(services, f"m{number}")
    open_case(services, OpenCase(key, Kind.COMPLAINT, Topic.SERVICE, BEA, "slow", member))
    steps = [
        (Step.ACKNOWLEDGED, UNSAID),
        (Step.ASSIGNED, Said(to="Bea")),
        (Step.ANSWERED, Said(outcome=Outcome.STANDS)),
    ]
    for step, said in steps if answered else []:
        take_case_step(services, TakeCaseStep(key, step, BEA, "Looked into.", said))


def told(services: Services) -> tuple[int, str | None, int, str | None]:
    """Give all cases and why they are not told, and on how many the response rests and why that is not."""
    found = make_service_figures(services, COFFEE, date(2027, 1, 1), date(2027, 1, 31))
    [mean] = [each for each in found["figures"] if each["name"] == "mean_response"]
    assert (mean["value"] is None) == (mean["n"] == 0)
    return found["cases"], found["withheld"], mean["n"], mean["withheld"]


def test_no_two_figures_and_no_two_reports_tell_of_a_few(services: Services) -> None:
    """Ten are too few; two without an answer are not had from the total, one more not from two reports."""
    for number in range(10):
        case(services, number, answered=True)
    assert (0, SMALL, 0, SMALL) == told(services)
    for number in range(10, 14):
        case(services, number, answered=number < 12)

    assert (0, NEAR, 12, TOLD) == told(services) == told(services)
    clock(services).at = NOW + timedelta(days=1)
    case(services, 14, answered=True)
    # the thirteen that are answered cannot be told beside the twelve, nor can the fifteen of all
    assert (0, NEAR, 0, NEAR) == told(services)
    for number in range(15, 23):
        case(services, number, answered=False)
    assert (23, TOLD, 0, NEAR) == told(services)
