"""Freeze a programme in an emergency: it promises and books nothing new until it is thawed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loyalty.adoption.plan import AuditRecord, Freeze
from loyalty.adoption.refusals import ProgrammeFrozen
from loyalty.adoption.version import Person
from loyalty.privacy.free_text import refuse_reason
from loyalty.use_cases.lifecycle.known import known_programme
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class FreezeProgramme:
    """Who freezes or thaws which programme, and why."""

    programme: str
    by: Person
    reason: str


def freeze_programme(services: Services, command: FreezeProgramme, once: Once) -> Told:
    """Give ``programme``, ``frozen``, ``since``, ``by`` and ``reason``.

    Returns, holds that end and what falls due for points go on. Raises UnknownProgramme,
    ProgrammeFrozen, FreeTextRisk, IdempotencyConflict.
    """
    return retrying(services, lambda: _freeze(services, command, once))


def _freeze(services: Services, command: FreezeProgramme, once: Once) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        told = told_before(unit, once, now)
        if told is not None:
            return told
        known_programme(unit, command.programme)
        refuse_reason("/reason", command.reason)
        if not unit.adoption.freeze(command.programme, Freeze(now, command.by, command.reason)):
            frozen = unit.adoption.frozen(command.programme)
            raise ProgrammeFrozen(since=None if frozen is None else frozen.since.isoformat())
        step = AuditRecord(command.programme, 0, now, "frozen", command.by, {}, command.reason)
        unit.adoption_plans.record(step)
        told = tell(unit, once, now, freeze_data(command, now, frozen=True))
        unit.commit()
    return told


def freeze_data(command: FreezeProgramme, at: datetime, *, frozen: bool) -> Mapping[str, Any]:
    """Give what is told of a freeze and of its end."""
    return {
        "programme": command.programme,
        "frozen": frozen,
        "since": at.isoformat(),
        "by": command.by.name,
        "reason": command.reason,
    }
