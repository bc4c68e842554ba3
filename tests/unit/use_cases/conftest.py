"""A programme that has begun, and the verdicts on it."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from loyalty.adapters.entropy import SystemEntropy
from loyalty.constraints.verdict import Verdict
from loyalty.database.engine import open_engine
from loyalty.unit_of_work import Units
from loyalty.use_cases import soundness
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.services import Services
from tests.steps.drivers import StandingClock
from tests.unit.use_cases.versions import NAME, NOW, OLD, House


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """Give a programme in which a member takes part, on each kind of database."""
    with closing(Units(open_engine(database_url))) as units:
        clock = StandingClock(NOW)
        services = Services(units, clock, SystemEntropy(), b"secret")
        adopt_programme(services, OLD)
        enrol_member(services, EnrolMember(NAME), Once("test", "1", ""))
        yield House(services, clock)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[Verdict]:
    """Give the verdicts that every programme gets; a test puts in what it wants."""
    verdicts: list[Verdict] = []

    def of(_: object) -> tuple[Verdict, ...]:
        return tuple(verdicts)

    monkeypatch.setattr(soundness, "_verdicts", of)
    return verdicts
