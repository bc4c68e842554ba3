"""What approving and rejecting a plan of adoption share."""

from dataclasses import dataclass, replace

from loyalty.adoption.plan import AdoptionPlan, Answered, AuditRecord, PlanState
from loyalty.adoption.version import Person
from loyalty.privacy.free_text import refuse_reason
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.lifecycle.plans import as_seen, plan_of, unaltered
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class AnswerPlan:
    """Who answers which plan, and why; ``seen`` is its tag as they saw it, None where nobody asks."""

    programme: str
    plan_id: str
    by: Person
    reason: str | None = None
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class AnsweredPlan:
    """The plan as it stands now, and whether it had been answered so before."""

    plan: AdoptionPlan
    replayed: bool


def repeated(there: AdoptionPlan, command: AnswerPlan, state: PlanState) -> AnsweredPlan | None:
    """Give the same answer of the same person again, None where it is a new one."""
    given = there.answered
    same = given is not None and (given.by, given.reason) == (command.by, command.reason)
    return AnsweredPlan(there, replayed=True) if there.state is state and same else None


def answered(services: Services, unit: UnitOfWork, command: AnswerPlan, state: PlanState) -> AnsweredPlan:
    """Write the answer in a unit that the caller commits.

    Raises UnknownAdoptionPlan, OtherState, PlanClosed, AuthorApproves, PlanAltered, FreeTextRisk,
    DecideAgain.
    """
    now = services.clock.now()
    there = plan_of(unit, command.programme, command.plan_id)
    again = repeated(there, command, state)
    if again is not None:
        return again
    as_seen(there, command.seen)
    there.may_be_answered(command.by, approving=state is PlanState.APPROVED)
    unaltered(there)
    refuse_reason("/reason", command.reason)
    plan = replace(there, state=state, answered=Answered(command.by, now, command.reason))
    unit.adoption_plans.move(there, plan)
    of = {"plan": plan.plan_id, "digest": plan.digest, "document": plan.document_digest}
    of |= {"against": plan.against} if plan.against else {}
    step = AuditRecord(plan.programme, 0, now, str(state), command.by, of, command.reason)
    unit.adoption_plans.record(step)
    return AnsweredPlan(plan, replayed=False)
