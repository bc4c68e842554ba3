"""Adopt a programme version at once: the first ones, and in an emergency another one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from loyalty.adoption.plan import AuditRecord
from loyalty.adoption.refusals import NeedsPlan
from loyalty.adoption.version import Person, ProgrammeVersion
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.idempotency.fingerprint import canonical_json
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.period import day_start
from loyalty.privacy.free_text import refuse_reason
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.soundness import Change, Sound, checks_of, judge, refuse_unproven, sound

INSTALLATION = Person("installation")
"""Who adopts where nobody says."""


@dataclass(frozen=True, slots=True)
class AtOnce:
    """Who adopts a version without a second person; ``emergency`` is why, where the programme has begun."""

    by: Person = INSTALLATION
    emergency: str | None = None


@dataclass(frozen=True, slots=True)
class Adopted:
    """The programme, whether this digest had been adopted before, and from when it binds."""

    programme: Programme
    known: bool
    binds_from: datetime


def adopt_programme(services: Services, source: Mapping[str, str], how: AtOnce | None = None) -> Adopted:
    """Give the adopted programme; a digest that was adopted before is not adopted again.

    While nobody takes part and nothing was bought it binds from its own first day. Afterwards it is
    an emergency, in which it binds from now on, also where this digest had bound before.
    Raises FindingsStand, ConstraintsBroken, ConstraintsUndecided, NeedsPlan, FreeTextRisk.
    """
    at_once = how or AtOnce()
    refuse_reason("/emergency", at_once.emergency)
    checked = sound(services, source, services.clock.now(), at_once.by)
    return retrying(services, lambda: _adopt(services, checked, at_once))


def _adopt(services: Services, checked: Sound, how: AtOnce) -> Adopted:
    now, programme = services.clock.now(), checked.programme
    name, first = programme.name, day_start(programme.shape.effective.from_, programme.zone)
    with services.units.read() as unit:
        seen = unit.adoption.adoptions(name)
        known = unit.adoption.of_digest(name, programme.digest)
        binding = unit.adoption.in_force(name, now)
        settled = binding is not None and binding.digest == programme.digest
        if known is not None and (how.emergency is None or settled):
            return Adopted(programme, known=True, binds_from=known.binds_from)
        begun = has_begun(unit, name)
        if begun and how.emergency is None:
            raise NeedsPlan
        against = None if binding is None else services.programmes.by_digest(unit, binding.digest)
    judged = judge(_change(programme, against, max(now, first) if begun else first, now, how))
    refuse_unproven(judged)
    adopted_at = services.clock.now()  # deciding takes its time, and meanwhile the other version binds
    binds_from = max(adopted_at, first) if begun else first
    version = ProgrammeVersion(
        programme=name,
        digest=programme.digest,
        source=canonical_json(dict(programme.source)),
        adopted_at=adopted_at,
        binds_from=binds_from,
        checks=canonical_json(checks_of(checked, judged)),
    )
    with services.units.write() as unit:
        if unit.adoption.adoptions(name) != seen:
            raise DecideAgain
        unit.adoption.adopt(version)
        unit.adoption_plans.record(_step(version, how, against, begun=begun))
        unit.commit()
    return Adopted(programme, known=False, binds_from=binds_from)


def has_begun(unit: UnitOfWork, programme: str) -> bool:
    """Give whether somebody takes part in the programme, or has bought anything under it."""
    return unit.members.count(programme) > 0 or unit.orders.count(programme) > 0


def _change(
    programme: Programme, against: Programme | None, binds_from: datetime, now: datetime, how: AtOnce
) -> Change:
    return Change(programme, against, local_day(programme, binds_from), local_day(programme, now), how.by)


def _step(version: ProgrammeVersion, how: AtOnce, against: Programme | None, *, begun: bool) -> AuditRecord:
    """Give the step; while nothing has begun nobody needs an emergency, whatever reason is given."""
    of = {"digest": version.digest, "binds_from": version.binds_from.isoformat()}
    if against is not None:
        of["against"] = against.digest
    step = "emergency" if begun and how.emergency is not None else "adopted-alone"
    return AuditRecord(version.programme, 0, version.adopted_at, step, how.by, of, how.emergency)
