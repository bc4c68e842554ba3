"""A case as it stands, with its clocks; cases of a programme, of a member, those that are late."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from loyalty.cases.case import CaseKey, ServiceCase, Step, Taken
from loyalty.cases.refusals import UnknownCase
from loyalty.decision.explain import instant_text
from loyalty.kernel.identity import MemberId
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, one_person
from loyalty.use_cases.lifecycle.known import known_programme
from loyalty.use_cases.services import Services

PAGE = 200


def show_case(services: Services, key: CaseKey) -> dict[str, Any]:
    """Give a case as `case_data`. Raises UnknownCase."""
    now = services.clock.now()
    with services.units.read() as unit:
        return case_data(case_of(unit, key), now)


def list_cases(
    services: Services, programme: str, *, still_open: bool = False, after: str = "", limit: int = PAGE
) -> list[dict[str, Any]]:
    """Give up to ``limit`` cases of a programme by id, from behind ``after`` on. Raises UnknownProgramme."""
    now = services.clock.now()
    with services.units.read() as unit:
        known_programme(unit, programme)
        found = unit.cases.list(programme, still_open=still_open, after=after, limit=limit)
        return [case_data(each, now) for each in found]


def cases_of_member(services: Services, member_id: MemberId) -> list[dict[str, Any]]:
    """Give every case of a member, the oldest first. Raises UnknownMember, MemberMerged."""
    now = services.clock.now()
    with services.units.read() as unit:
        member_of(unit, member_id)
        return [case_data(each, now) for each in unit.cases.of_member(one_person(unit, member_id))]


def case_of(unit: UnitOfWork, key: CaseKey) -> ServiceCase:
    """Give a case. Raises UnknownCase."""
    found = unit.cases.get(key)
    if found is None:
        raise UnknownCase
    return found


def is_late(told: Mapping[str, Any]) -> bool:
    """Say whether a clock of a case has run out and is not met; ``told`` is `case_data`."""
    return told["state"] != Step.CLOSED and any(
        clock["late"] and clock["met_at"] is None for clock in told["clocks"]
    )


def case_data(case: ServiceCase, now: datetime) -> dict[str, Any]:
    """Give a case as plain data, with its clocks at an instant."""
    return {
        "case": case.key.case_id,
        "programme": case.key.programme,
        "kind": str(case.kind),
        "topic": str(case.topic),
        "state": str(case.state),
        "member": case.member_id,
        "about": case.about or None,
        "digest": case.digest,
        "assigned_to": case.assigned_to,
        "opened_at": instant_text(case.opened_at),
        "closed_at": None if case.closed_at is None else instant_text(case.closed_at),
        "clocks": [
            {
                "clock": str(each.limit.clock),
                "of": each.limit.of,
                "until": instant_text(each.limit.until),
                "met_at": None if each.met_at is None else instant_text(each.met_at),
                "late": each.late,
            }
            for each in case.clocks(now)
        ],
        "steps": _steps(case.taken),
    }


def _steps(taken: Sequence[Taken]) -> list[dict[str, Any]]:
    return [
        {
            "step": str(each.step),
            "at": instant_text(each.at),
            "by": each.by.name,
            "words": each.words or None,
            "to": each.said.to,
            "outcome": None if each.said.outcome is None else str(each.said.outcome),
            "cause": None if each.said.cause is None else str(each.said.cause),
            "rule": each.said.rule,
            "repaired": each.said.repaired,
            "score": each.said.score,
            "recommends": each.said.recommends,
            "ran_out": None if each.said.ran_out is None else str(each.said.ran_out),
            "points": each.said.given,
        }
        for each in taken
    ]
