"""What people are late with is looked for once a minute, so at no more than so many cases."""

from datetime import timedelta

import pytest

from loyalty.cases.case import CaseKey, Kind, Topic
from loyalty.use_cases.cases.open_case import OpenCase, open_case
from loyalty.use_cases.jobs import show_overdue as looking
from loyalty.use_cases.services import Services
from tests.stores.test_cases import BEA, COFFEE, clock, services

__all__ = ["services"]


def test_of_many_open_cases_those_that_are_open_longest_are_looked_at(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever their ids are."""
    for case in ("T-9", "T-1", "T-5"):
        open_case(services, OpenCase(CaseKey(COFFEE, case), Kind.COMPLAINT, Topic.SERVICE, BEA, "slow"))
        clock(services).at += timedelta(minutes=1)
    clock(services).at += timedelta(days=30)
    assert {COFFEE: ("T-9", "T-1", "T-5")} == looking.show_overdue(services).cases
    monkeypatch.setattr(looking, "LOOKED_AT_MAX", 2)
    assert {COFFEE: ("T-9", "T-1")} == looking.show_overdue(services).cases
