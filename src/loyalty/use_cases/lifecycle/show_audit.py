"""Every step in the life of a programme's versions: who, when, what, of which digests, why."""

from collections.abc import Mapping, Sequence
from typing import Any

from loyalty.adoption.plan import AuditRecord
from loyalty.adoption.review import unreviewed
from loyalty.use_cases.lifecycle.known import every_step, known_programme
from loyalty.use_cases.services import Services


def show_audit(services: Services, programme: str, *, after: int = 0, limit: int) -> Sequence[AuditRecord]:
    """Give up to ``limit`` steps with numbers above ``after``, in their order.

    Raises UnknownProgramme where no version was ever adopted or planned.
    """
    with services.units.read() as unit:
        if not unit.adoption_plans.records(programme, after=0, limit=1):
            known_programme(unit, programme)
        return unit.adoption_plans.records(programme, after=after, limit=limit)


def show_unreviewed(services: Services, programme: str) -> Sequence[AuditRecord]:
    """Give the emergencies that another person has yet to look at, the oldest first."""
    with services.units.read() as unit:
        return unreviewed(every_step(unit, programme))


def record_data(record: AuditRecord) -> Mapping[str, Any]:
    """Give a step as plain data."""
    told = {
        "number": record.number,
        "at": record.at.isoformat(),
        "step": record.step,
        "by": record.by.name,
        "key": record.by.key,
        "of": dict(record.of),
        "reason": record.reason,
    }
    return {name: value for name, value in told.items() if value is not None}
