"""Adopt what a plan names: exactly what another person approved, after everything is decided once more."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from loyalty.adoption.plan import AdoptionPlan, AuditRecord, PlanState
from loyalty.adoption.refusals import PlanDayPassed, PlanStale, VerdictsDiffer
from loyalty.adoption.version import Person, ProgrammeVersion
from loyalty.constraints.certificate import certificate, differences
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.idempotency.fingerprint import canonical_json
from loyalty.kernel.again import DecideAgain
from loyalty.publication.report import profile_versions
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.lifecycle.plans import as_seen, begins, binding_on, plan_of, unaltered
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.soundness import Change, checks_of, judge, refuse_unproven, sound


@dataclass(frozen=True, slots=True)
class AdoptPlan:
    """Who adopts which plan; ``seen`` is its tag as they saw it, None where nobody asks."""

    programme: str
    plan_id: str
    by: Person
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class AdoptedPlan:
    """The plan as it stands now, from when its version binds, and whether it had been adopted before.

    ``differs`` says where its certificate, made again, is not the one that was approved: other
    releases of the solvers, another version of a market's law, another method. Verdicts are the same.
    """

    plan: AdoptionPlan
    binds_from: datetime
    replayed: bool
    differs: tuple[str, ...] = ()


def adopt_plan(services: Services, command: AdoptPlan) -> AdoptedPlan:
    """Give the adopted plan; repeated, it changes nothing. Nothing binds before now.

    Raises UnknownAdoptionPlan, OtherState, PlanClosed, PlanNotApproved, PlanDayPassed, PlanStale,
    PlanAltered, FindingsStand, ConstraintsBroken, ConstraintsUndecided, VerdictsDiffer.
    """
    return retrying(services, lambda: _adopt(services, command))


def _adopt(services: Services, command: AdoptPlan) -> AdoptedPlan:
    now = services.clock.now()
    with services.units.read() as unit:
        plan = plan_of(unit, command.programme, command.plan_id)
        if plan.state is PlanState.ADOPTED:
            return _repeated(unit, plan)
        as_seen(plan, command.seen)
        plan.may_be_adopted()
        unaltered(plan)
        seen = unit.adoption.adoptions(plan.programme)
        source = json.loads(plan.source)
        programme = services.programmes.of_source(plan.digest, source)
        against = _against(services, unit, plan, programme, now)
    checked = sound(services, source, now, plan.author)
    judged = judge(Change(checked.programme, against, plan.day, local_day(programme, now), plan.author))
    refuse_unproven(judged)
    made = {"constraints": [each.data() for each in judged], "profiles": profile_versions(programme)}
    differs = _differs(plan, {**certificate(programme, against, now), **made})
    ran = canonical_json(checks_of(checked, judged))
    adopted_at = services.clock.now()  # deciding takes its time, and meanwhile the other version binds
    begin = begins(programme, plan.day, adopted_at)
    version = ProgrammeVersion(plan.programme, plan.digest, plan.source, adopted_at, begin, ran)
    with services.units.write() as unit:
        if unit.adoption.adoptions(plan.programme) != seen:
            raise DecideAgain
        adopted = replace(plan, state=PlanState.ADOPTED, adopted_at=adopted_at)
        unit.adoption_plans.move(plan, adopted)
        unit.adoption.adopt(version)
        unit.adoption_plans.record(_step(adopted, command.by, begin, differs))
        unit.commit()
    return AdoptedPlan(adopted, begin, replayed=False, differs=differs)


def _repeated(unit: UnitOfWork, plan: AdoptionPlan) -> AdoptedPlan:
    version = unit.adoption.of_digest(plan.programme, plan.digest)
    assert version is not None  # noqa: S101 - adopted with the plan
    return AdoptedPlan(plan, version.binds_from, replayed=True)


def _against(
    services: Services, unit: UnitOfWork, plan: AdoptionPlan, programme: Programme, now: datetime
) -> Programme | None:
    """Give what binds when the plan's version begins. Raises PlanDayPassed, PlanStale."""
    if plan.day < local_day(programme, now):
        raise PlanDayPassed(f"{plan.day} is over; make another plan.", day=str(plan.day))
    binding = binding_on(unit, programme, plan.day, now)
    digest = None if binding is None else binding.digest
    if digest != plan.against:
        raise PlanStale(planned=plan.against, binding=digest)
    return None if digest is None else services.programmes.by_digest(unit, digest)


def _differs(plan: AdoptionPlan, now: Mapping[str, Any]) -> tuple[str, ...]:
    """Hold the certificate, made again, to what was approved; give where else it differs.

    Raises VerdictsDiffer.
    """
    document = json.loads(plan.document)
    approved = {row["constraint"]: row["verdict"] for row in document["constraints"]}
    found = {row["constraint"]: row["verdict"] for row in now["constraints"]}
    for name in sorted(approved.keys() | found.keys()):
        if approved.get(name) != found.get(name):
            said = f"{name} was {approved.get(name)}, it is {found.get(name)} now."
            raise VerdictsDiffer(said, constraint=name)
    kept = document.get("certificate")
    if kept is None:  # of a release that kept none
        return ()
    return tuple(differences({**kept, "constraints": document["constraints"]}, now))


def _step(plan: AdoptionPlan, by: Person, begin: datetime, differs: tuple[str, ...]) -> AuditRecord:
    of = {"plan": plan.plan_id, "digest": plan.digest, "binds_from": begin.isoformat()}
    of |= {"against": plan.against} if plan.against else {}
    of |= {"differs": "; ".join(differs)} if differs else {}
    assert plan.adopted_at is not None  # noqa: S101 - it was adopted just now
    return AuditRecord(plan.programme, 0, plan.adopted_at, "adopted", by, of)
