"""The plans of adoption of a programme."""

from collections.abc import Sequence

from loyalty.adoption.plan import AdoptionPlan
from loyalty.use_cases.lifecycle.known import known_programme
from loyalty.use_cases.lifecycle.plans import plan_of
from loyalty.use_cases.services import Services

NAME_PART_MAX = 56
"""How much of a programme's name an id that is made for a plan begins with."""


def list_adoption_plans(services: Services, programme: str) -> Sequence[AdoptionPlan]:
    """Give every plan of a programme, oldest first. Raises UnknownProgramme."""
    with services.units.read() as unit:
        found = unit.adoption_plans.list(programme)
        if not found:
            known_programme(unit, programme)
        return found


def next_plan_id(services: Services, programme: str) -> str:
    """Give an id that no plan of the programme has yet, such as ``corner-coffee-2``."""
    with services.units.read() as unit:
        taken = {plan.plan_id for plan in unit.adoption_plans.list(programme)}
    number = len(taken) + 1
    while (made := f"{programme[:NAME_PART_MAX]}-{number}") in taken:
        number += 1
    return made


def show_adoption_plan(services: Services, programme: str, plan_id: str) -> AdoptionPlan:
    """Give one plan. Raises UnknownAdoptionPlan."""
    with services.units.read() as unit:
        return plan_of(unit, programme, plan_id)


def plans_named(services: Services, plan_id: str) -> Sequence[AdoptionPlan]:
    """Give the plans of this id, one of each programme that has one."""
    with services.units.read() as unit:
        return unit.adoption_plans.named(plan_id)
