"""Whom a wrong rule hit, with what is owed and what was made good."""

from collections.abc import Sequence
from typing import Any

from loyalty.cases.case import UNSAID, CaseKey, ServiceCase, Step
from loyalty.cases.remedy import Remedy
from loyalty.decision.explain import instant_text
from loyalty.decision.programme import Programme
from loyalty.use_cases.cases.show_case import case_of
from loyalty.use_cases.services import Services


def show_remedies(services: Services, key: CaseKey) -> dict[str, Any]:
    """Give whom a wrong rule hit, as `remedy_data`. Raises UnknownCase."""
    with services.units.read() as unit:
        case = case_of(unit, key)
        programme = services.programmes.by_digest(unit, case.digest)
        return remedy_data(case, unit.cases.remedies(key), programme)


def remedy_data(case: ServiceCase, found: Sequence[Remedy], programme: Programme) -> dict[str, Any]:
    """Give whom a rule hit as plain data, with what is owed and what was made good in all."""
    scoped = case.every(Step.SCOPED)
    said = scoped[-1].said if scoped else UNSAID
    owed = [each for each in found if each.is_open]
    done = [each for each in found if not each.is_open]
    return {
        "case": case.key.case_id,
        "programme": case.key.programme,
        "rule": said.rule,
        "wrong": case.digest,
        "repaired": said.repaired,
        "looked_at": said.looked_at,
        "currency": programme.currency.code,
        "owed": {"orders": len(owed), **_sums(owed)},
        "settled": {"orders": len(done), **_sums(done)},
        "remedies": [
            {
                "source": each.source,
                "order": each.order_id,
                "member": each.member_id,
                "explanation": each.explanation_id,
                "money": each.money,
                "points": each.points,
                "state": str(each.state),
                "settled_at": None if each.settled_at is None else instant_text(each.settled_at),
                "settled_by": each.settled_by,
                "reference": each.reference,
            }
            for each in found
        ],
    }


def _sums(of: Sequence[Remedy]) -> dict[str, int]:
    return {"money": sum(each.money for each in of), "points": sum(each.points for each in of)}
