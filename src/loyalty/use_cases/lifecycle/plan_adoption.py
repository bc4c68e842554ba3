"""Plan the adoption of a version: everything is decided, and kept for another person to approve."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from loyalty.adoption.plan import AdoptionPlan, AuditRecord
from loyalty.adoption.refusals import (
    AdoptionPlanDiffers,
    DayOutside,
    NothingChanges,
    OtherState,
    PlanDayPassed,
)
from loyalty.adoption.version import Person
from loyalty.comparison.versions import compare_versions
from loyalty.constraints.certificate import certificate
from loyalty.constraints.waiving import ended_waivers
from loyalty.decision.programme import Programme
from loyalty.decision.refusals import Misfit, RequestMisfit
from loyalty.decision.situate import local_day
from loyalty.idempotency.fingerprint import canonical_json, fingerprint
from loyalty.language.findings import in_order
from loyalty.publication.report import certified
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.lifecycle.known import whole_digest
from loyalty.use_cases.lifecycle.plans import binding_on, tag_of_programme
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.soundness import Change, Sound, judge, refuse_unproven, sound, unreached
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.versions.changes import change_sentences
from loyalty.wording.versions.effects import case_sentences, outcome_sentences
from loyalty.wording.versions.losses import loss_sentences
from loyalty.wording.versions.page import CASES_SHOWN


@dataclass(frozen=True, slots=True)
class PlanAdoption:
    """``plan_id`` is the author's own, one per programme; ``day`` is the first on which it is to bind.

    What is to bind are the files of ``source``, or once more the version of the digest ``earlier``,
    of which the first digits are enough. ``seen`` is the tag of the programme the author looked at,
    None where nobody asks.
    """

    programme: str
    plan_id: str
    author: Person
    source: Mapping[str, str] | None = None
    earlier: str | None = None
    day: date | None = None
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan, and whether it had been made before."""

    plan: AdoptionPlan
    replayed: bool


def plan_adoption(services: Services, command: PlanAdoption) -> Planned:
    """Give the plan, which changes nothing until it is approved and adopted.

    Raises FindingsStand, ConstraintsBroken, ConstraintsUndecided, NothingChanges, PlanDayPassed,
    DayOutside, UnknownDigest, OtherState, AdoptionPlanDiffers, and RequestMisfit where the files
    are of another programme.
    """
    checked = sound(services, _source(services, command), services.clock.now(), command.author)
    if checked.programme.name != command.programme:
        said = "these are the files of another programme"
        raise RequestMisfit((Misfit("/files", "other-programme", said, checked.programme.name),))
    return retrying(services, lambda: _plan(services, command, checked))


def _source(services: Services, command: PlanAdoption) -> Mapping[str, str]:
    if command.source is not None:
        return command.source
    with services.units.read() as unit:
        digest = whole_digest(unit, command.earlier or "", command.programme)
        version = unit.adoption.of_digest(command.programme, digest)
    assert version is not None  # noqa: S101 - its digest was listed
    found: dict[str, str] = json.loads(version.source)
    return found


def _plan(services: Services, command: PlanAdoption, checked: Sound) -> Planned:
    now, programme = services.clock.now(), checked.programme
    with services.units.read() as unit:
        there = unit.adoption_plans.get(programme.name, command.plan_id)
        if there is not None:
            return _same(there, command, programme.digest)
        if command.seen is not None and command.seen != tag_of_programme(unit, programme.name, now):
            raise OtherState(pointer="If-Match")
        day = _day(command, programme, now)
        against = _against(services, unit, programme, day, now)
    plan = _made(command, checked, against, day, now)
    with services.units.write() as unit:
        if not unit.adoption_plans.add(plan):
            return _same_now(unit, command, programme)
        of = {"plan": plan.plan_id, "digest": plan.digest, "day": day.isoformat()}
        of |= {"against": plan.against} if plan.against else {}
        unit.adoption_plans.record(AuditRecord(programme.name, 0, now, "planned", plan.author, of))
        unit.commit()
    return Planned(plan, replayed=False)


def _day(command: PlanAdoption, programme: Programme, now: datetime) -> date:
    today, effective = local_day(programme, now), programme.shape.effective
    day = command.day or max(effective.from_, today)
    if day < today:
        raise PlanDayPassed(f"{day} is over; name {today} or a later day.", day=str(day), pointer="/day")
    if day < effective.from_ or (effective.until is not None and day > effective.until):
        last = None if effective.until is None else str(effective.until)
        until = "on" if last is None else f"until {last}"
        said = f"They bind from {effective.from_} {until}, not on {day}."
        raise DayOutside(said, day=str(day), first=str(effective.from_), last=last, pointer="/day")
    return day


def _against(
    services: Services, unit: UnitOfWork, programme: Programme, day: date, now: datetime
) -> Programme | None:
    version = binding_on(unit, programme, day, now)
    if version is None:
        return None
    if version.digest == programme.digest:
        raise NothingChanges(digest=programme.digest)
    return services.programmes.by_digest(unit, version.digest)


def _made(
    command: PlanAdoption, checked: Sound, against: Programme | None, day: date, now: datetime
) -> AdoptionPlan:
    programme = checked.programme
    judged = judge(Change(programme, against, day, local_day(programme, now), command.author))
    refuse_unproven(judged)
    document: dict[str, Any] = {
        "plan": command.plan_id,
        "programme": programme.name,
        "digest": programme.digest,
        "against": against.digest if against else None,
        "day": day.isoformat(),
        "author": command.author.name,
        "made_at": now.isoformat(),
        "files": _files(programme.source, against.source if against else {}),
        "changes": _changes(against, programme, day),
        "examples": len(programme.shape.examples),
        "warnings": _warnings(checked, day),
        "constraints": [each.data() for each in judged],
        "certificate": {
            **certificate(programme, against, now),
            **certified(
                programme, [each.verdict for each in judged], checked.warnings, local_day(programme, now)
            ),
        },
    }
    return AdoptionPlan(
        programme=programme.name,
        plan_id=command.plan_id,
        digest=programme.digest,
        against=document["against"],
        day=day,
        source=canonical_json(dict(programme.source)),
        document=canonical_json(document),
        document_digest=fingerprint(document),
        author=command.author,
        made_at=now,
    )


def _warnings(checked: Sound, day: date) -> list[str]:
    """Give what is not wrong but strange, a line each; waivers that have ended by the day among it."""
    programme = checked.programme
    found = (*checked.warnings, *unreached(programme), *ended_waivers(programme.shape, day))
    return [str(finding) for finding in in_order(found)]


def _changes(old: Programme | None, new: Programme, day: date) -> dict[str, list[str]]:
    """Give what changes and what that can do, a sentence each, in every language reviewers read."""
    if old is None:
        return {language: [] for language in LANGUAGES}
    versions = compare_versions(old, new, day)
    return {
        language: [
            *change_sentences(versions, language),
            *outcome_sentences(versions, language),
            *case_sentences(versions, language)[:CASES_SHOWN],
            *loss_sentences(versions, language),
        ]
        for language in LANGUAGES
    }


def _files(new: Mapping[str, str], old: Mapping[str, str]) -> dict[str, list[str]]:
    return {
        "added": sorted(new.keys() - old.keys()),
        "changed": sorted(name for name in new.keys() & old.keys() if new[name] != old[name]),
        "removed": sorted(old.keys() - new.keys()),
    }


def _same_now(unit: UnitOfWork, command: PlanAdoption, programme: Programme) -> Planned:
    there = unit.adoption_plans.get(programme.name, command.plan_id)
    assert there is not None  # noqa: S101 - its id is taken
    return _same(there, command, programme.digest)


def _same(there: AdoptionPlan, command: PlanAdoption, digest: str) -> Planned:
    """Give the plan that the id names. Raises AdoptionPlanDiffers where it is another one."""
    day = command.day or there.day
    if (there.digest, there.day, there.author) != (digest, day, command.author):
        raise AdoptionPlanDiffers(plan=there.plan_id)
    return Planned(there, replayed=True)
