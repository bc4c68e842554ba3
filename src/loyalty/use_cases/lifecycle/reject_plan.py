"""Reject a plan of adoption, for good; its author may withdraw it so."""

from loyalty.adoption.plan import PlanState
from loyalty.use_cases.lifecycle.answering import AnsweredPlan, AnswerPlan, answered
from loyalty.use_cases.services import Services, retrying


def reject_plan(services: Services, command: AnswerPlan) -> AnsweredPlan:
    """Give the plan, which can never be adopted; repeated, it changes nothing.

    Raises UnknownAdoptionPlan, OtherState, PlanClosed, FreeTextRisk.
    """
    return retrying(services, lambda: _reject(services, command))


def _reject(services: Services, command: AnswerPlan) -> AnsweredPlan:
    with services.units.write() as unit:
        given = answered(services, unit, command, PlanState.REJECTED)
        unit.commit()
    return given
