"""What people are late with is looked for once a minute, so at no more than so many cases and refunds."""

from datetime import timedelta

import pytest

from loyalty.cases.case import CaseKey, Kind, Topic
from loyalty.jobs.notice import Notice, NoticeKind
from loyalty.kernel.identity import id_text
from loyalty.use_cases.cases.open_case import OpenCase, open_case
from loyalty.use_cases.jobs import show_overdue as looking
from loyalty.use_cases.services import Services
from tests.stores.test_cases import BEA, COFFEE, clock, enrolled, services

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


def test_of_much_money_that_is_late_what_was_due_first_is_told_of(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not due yet, or is no money, takes no place of what is late."""
    now, member = clock(services).at, enrolled(services, "Ada")
    due = {3: now, 1: now - timedelta(days=1), 2: now - timedelta(days=9), 4: now + timedelta(days=1)}
    with services.units.write() as unit:
        for number, at in due.items():
            content = {"subscription": "desk"}
            unit.notices.add(
                Notice(number, COFFEE, member, NoticeKind.REFUND, f"c-{number}", at, content, now)
            )
        unit.commit()

    for limit, told in ((1, (2,)), (2, (2, 1)), (9, (2, 1, 3))):
        monkeypatch.setattr(looking, "LOOKED_AT_MAX", limit)
        late = {COFFEE: tuple(id_text("ntc", number) for number in told)}
        assert late == looking.show_overdue(services).refunds
