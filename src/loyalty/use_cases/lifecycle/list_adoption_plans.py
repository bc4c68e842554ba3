"""The plans of adoption of a programme."""

from collections.abc import Sequence

from loyalty.adoption.plan import AdoptionPlan
from loyalty.use_cases.lifecycle.plans import plan_of
from loyalty.use_cases.services import Services


def list_adoption_plans(services: Services, programme: str) -> Sequence[AdoptionPlan]:
    """Give every plan of a programme, oldest first; none where there is no such programme."""
    with services.units.read() as unit:
        return unit.adoption_plans.list(programme)


def show_adoption_plan(services: Services, programme: str, plan_id: str) -> AdoptionPlan:
    """Give one plan. Raises UnknownAdoptionPlan."""
    with services.units.read() as unit:
        return plan_of(unit, programme, plan_id)


def plans_named(services: Services, plan_id: str) -> Sequence[AdoptionPlan]:
    """Give the plans of this id, one of each programme that has one."""
    with services.units.read() as unit:
        return unit.adoption_plans.named(plan_id)
