"""A step of a case, kept for ever: acknowledged, given to somebody, answered, rated, opened again, closed."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from loyalty.access.key import Kind, Role
from loyalty.access.scopes import Scope
from loyalty.adoption.version import Person
from loyalty.cases.case import ENGINE, UNSAID, CaseKey, Clock, Said, ServiceCase, Step, Taken
from loyalty.cases.refusals import CaseStepEarly
from loyalty.kernel.again import DecideAgain
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.cases.compensating import compensate
from loyalty.use_cases.cases.open_case import limits_on
from loyalty.use_cases.cases.repairing import refuse_unrepaired
from loyalty.use_cases.cases.show_case import case_data, case_of
from loyalty.use_cases.cases.words import refuse_words
from loyalty.use_cases.once import Told
from loyalty.use_cases.services import Services, retrying

AUTHORS = frozenset({"planned", "adopted-alone", "emergency"})
"""Steps of the audit whose person made the version that they name."""
NAMED_MAX = 20
"""How many labels a refusal names at most."""
BY_SOMEBODY = tuple(step for step in Step if step not in {Step.OPENED, Step.LATE, Step.SCOPED})
"""Steps that somebody takes by their name alone."""


@dataclass(frozen=True, slots=True)
class TakeCaseStep:
    """``by`` is who takes it, ``words`` what they say to the member."""

    key: CaseKey
    step: Step
    by: Person
    words: str = ""
    said: Said = UNSAID


def take_case_step(services: Services, command: TakeCaseStep) -> Told:
    """Give the case with the step, as `case_data`.

    The same step again by the same person, as the last one, changes nothing. Raises UnknownCase,
    CaseStepEarly, FreeTextRisk, NoHumanRoute, RemedyScopeMissing.
    """
    return retrying(services, lambda: _take(services, command))


def _take(services: Services, command: TakeCaseStep) -> Told:
    now = services.clock.now()
    if command.step not in BY_SOMEBODY:
        raise CaseStepEarly("nobody takes this step by hand", step=str(command.step))
    with services.units.write() as unit:
        case = case_of(unit, command.key)
        refuse_words(unit, command.words, case.about)
        if _is_told_again(case.taken[-1], command):
            return Told(case_data(case, now), replayed=True)
        if command.said.to is not None and command.by.key is not None:
            _is_known(unit, command)
        new = Taken(command.step, now, command.by, command.words, command.said)
        if new.step is Step.REOPENED:
            programme = services.programmes.in_force(unit, command.key.programme, now)
            new = replace(new, limits=tuple(limits_on(programme, now, opening=False)))
        after = case.after(new, makers_of(unit, case))
        if new.step is Step.CLOSED:
            refuse_unrepaired(services, unit, after)
            after = compensate(services, unit, after)
        if not unit.cases.go_on(after):
            raise DecideAgain
        unit.commit()
    return Told(case_data(after, now))


def say_late(unit: UnitOfWork, key: CaseKey, now: datetime) -> tuple[Clock, ...]:
    """Keep of a case, once each, which clocks ran out; give those. Raises UnknownCase, DecideAgain."""
    case = case_of(unit, key)
    found = case.ran_out(now)
    for clock in found:
        case = case.after(Taken(Step.LATE, now, ENGINE, said=Said(ran_out=clock)))
        if not unit.cases.go_on(case):
            raise DecideAgain
    return found


def makers_of(unit: UnitOfWork, case: ServiceCase) -> Collection[Person]:
    """Give who wrote the version that decided what a case is about."""
    records, after = set[Person](), 0
    while page := unit.adoption_plans.records(case.key.programme, after=after, limit=500):
        records |= {each.by for each in page if each.step in AUTHORS and each.of.get("digest") == case.digest}
        after = page[-1].number
    return records


def agents_of(unit: UnitOfWork, programme: str) -> list[str]:
    """Give the labels of agents' keys that book and reach a programme: who answers its cases by the API."""
    return sorted(
        {
            each.label
            for each in unit.keys.list()
            if each.role is Role.AGENT
            and each.kind is Kind.LIVE
            and each.revoked_at is None
            and each.programme in {None, programme}
            and Scope.CASES_WRITE in each.scopes
        }
    )


def _is_known(unit: UnitOfWork, command: TakeCaseStep) -> None:
    """Give nothing where somebody of the staff has the label that a case is given to by the API."""
    agents, programme = agents_of(unit, command.key.programme), command.key.programme
    if all(Person(str(command.said.to)).is_other_than(Person(label)) for label in agents):
        there = f"there are {', '.join(agents[:NAMED_MAX])}" if agents else "make one first"
        message = f"no key of an agent that reaches {programme} has the label {command.said.to}; {there}"
        raise CaseStepEarly(message, step=str(command.step))


def _is_told_again(last: Taken, command: TakeCaseStep) -> bool:
    said = replace(last.said, given=None)
    same = (last.step, last.by, last.words, said)
    return same == (command.step, command.by, command.words, command.said)
