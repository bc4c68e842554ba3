"""End the freeze of a programme."""

from loyalty.adoption.plan import AuditRecord
from loyalty.adoption.refusals import NotFrozen
from loyalty.privacy.free_text import refuse_reason
from loyalty.use_cases.lifecycle.freeze_programme import FreezeProgramme, freeze_data
from loyalty.use_cases.lifecycle.known import known_programme
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.services import Services, retrying


def thaw_programme(services: Services, command: FreezeProgramme, once: Once) -> Told:
    """Give what `freeze_programme` gives, not frozen.

    Raises UnknownProgramme, NotFrozen, FreeTextRisk, IdempotencyConflict.
    """
    return retrying(services, lambda: _thaw(services, command, once))


def _thaw(services: Services, command: FreezeProgramme, once: Once) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        told = told_before(unit, once, now)
        if told is not None:
            return told
        known_programme(unit, command.programme)
        refuse_reason("/reason", command.reason)
        if not unit.adoption.thaw(command.programme):
            raise NotFrozen
        step = AuditRecord(command.programme, 0, now, "thawed", command.by, {}, command.reason)
        unit.adoption_plans.record(step)
        told = tell(unit, once, now, freeze_data(command, now, frozen=False))
        unit.commit()
    return told
