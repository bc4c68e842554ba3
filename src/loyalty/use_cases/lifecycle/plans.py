"""Plans of adoption as they are found, tagged and told."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from loyalty.adoption.plan import AdoptionPlan
from loyalty.adoption.refusals import OtherState, PlanAltered, UnknownAdoptionPlan
from loyalty.adoption.version import ProgrammeVersion
from loyalty.decision.programme import Programme
from loyalty.idempotency.fingerprint import fingerprint
from loyalty.kernel.digest import digest_of
from loyalty.kernel.period import day_start
from loyalty.unit_of_work import UnitOfWork


def tag_of_programme(unit: UnitOfWork, programme: str, at: datetime) -> str:
    """Name how a programme stands at ``at``; another adoption or another binding version changes it."""
    binding = unit.adoption.in_force(programme, at)
    return f"{unit.adoption.adoptions(programme)}-{binding.digest[:32] if binding else ''}"


def binding_on(unit: UnitOfWork, programme: Programme, day: date, now: datetime) -> ProgrammeVersion | None:
    """Give what binds when a version that begins on ``day`` would begin: at its start, or now within it."""
    return unit.adoption.in_force(programme.name, begins(programme, day, now))


def begins(programme: Programme, day: date, now: datetime) -> datetime:
    """Give the instant from which a version adopted at ``now`` binds: never one that has passed."""
    return max(now, day_start(day, programme.zone))


def plan_of(unit: UnitOfWork, programme: str, plan_id: str) -> AdoptionPlan:
    """Give a plan. Raises UnknownAdoptionPlan."""
    plan = unit.adoption_plans.get(programme, plan_id)
    if plan is None:
        raise UnknownAdoptionPlan(plan=plan_id[:64])
    return plan


def as_seen(plan: AdoptionPlan, seen: str | None) -> None:
    """Give nothing where the plan stands as the caller saw it, or nobody asks. Raises OtherState."""
    if seen is not None and seen != plan.tag:
        raise OtherState(pointer="If-Match")


def unaltered(plan: AdoptionPlan) -> None:
    """Give nothing where what is kept of a plan is what was planned, byte by byte. Raises PlanAltered."""
    document: dict[str, Any] = json.loads(plan.document)
    named = (
        document["programme"],
        document["plan"],
        document["digest"],
        document["against"],
        document["day"],
    )
    kept = (plan.programme, plan.plan_id, plan.digest, plan.against, plan.day.isoformat())
    same = fingerprint(document) == plan.document_digest and digest_of(json.loads(plan.source)) == plan.digest
    if named != kept or not same:
        raise PlanAltered(plan=plan.plan_id)


def plan_data(plan: AdoptionPlan) -> Mapping[str, Any]:
    """Give the plan as plain data: what is reviewed, its digest, and how far it is."""
    document: dict[str, Any] = json.loads(plan.document)
    told = {**document, "document_digest": plan.document_digest, "state": str(plan.state)}
    if plan.answered is not None:
        answered = plan.answered
        told["answered"] = {"by": answered.by.name, "at": answered.at.isoformat(), "reason": answered.reason}
    if plan.adopted_at is not None:
        told["adopted_at"] = plan.adopted_at.isoformat()
    return told
