"""Approve a plan of adoption."""

from loyalty.adoption.plan import PlanState
from loyalty.use_cases.lifecycle.answering import AnsweredPlan, AnswerPlan, answered
from loyalty.use_cases.services import Services, retrying


def approve_plan(services: Services, command: AnswerPlan) -> AnsweredPlan:
    """Give the plan, which may now be adopted; repeated, it changes nothing.

    Raises UnknownAdoptionPlan, OtherState, PlanClosed, AuthorApproves, PlanAltered, FreeTextRisk.
    """
    return retrying(services, lambda: _approve(services, command))


def _approve(services: Services, command: AnswerPlan) -> AnsweredPlan:
    with services.units.write() as unit:
        given = answered(services, unit, command, PlanState.APPROVED)
        unit.commit()
    return given
