"""Price the same use on every plan of a programme, promising nothing; every price is kept explained."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from loyalty.decision.answers.comparison import Asked, Comparison, Told, compare, tell
from loyalty.decision.explain import OFFERED, Heading
from loyalty.decision.programme import Part, Programme
from loyalty.decision.situate import Participant, local_day
from loyalty.decision.use import Measured
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import Period
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.documents import Recipe, new_text_id
from loyalty.use_cases.metered import Used, measured_on
from loyalty.use_cases.participants import know
from loyalty.use_cases.seals.sealing import keep_told
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class ComparePlans:
    """What was used in one period: ``quantities`` by meter, or the events of ``member`` in ``period``.

    ``plan`` is the one it is used on now, if any.
    """

    programme: str
    quantities: Mapping[str, Fraction] = field(default_factory=dict)
    period: Period | None = None
    member: MemberId | None = None
    plan: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Every plan of the programme: those that can be compared, and the comparison with the rest."""

    programme: Programme
    comparison: Comparison
    plans: tuple[Told, ...]


def compare_plans(services: Services, command: ComparePlans) -> Compared:
    """Give what the use would cost on each plan.

    Raises UnknownProgramme, UnknownPlan, UnknownMember, NotInForce, RequestMisfit, NoValue,
    OutOfBounds.
    """
    return retrying(services, lambda: _compare(services, command))


def _compare(services: Services, command: ComparePlans) -> Compared:
    now = services.clock.now()
    at = command.at or now
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, command.programme, at)
        used = _used(unit, programme, command, local_day(programme, at))
        asked = {
            plan: Asked(used[plan], _who(unit, programme, part, command.member, at))
            for plan, part in programme.plans.items()
        }
    compared = compare(programme, asked, at, current=command.plan, facts=command.facts)
    recipes = [
        Recipe(one.usual, Heading(new_text_id(services, "exp", now), "usage", status=OFFERED)).frozen(
            services, command.member, now
        )
        for one in compared.offered
    ]
    with services.units.write() as unit:
        for recipe in recipes:
            keep_told(services, unit, recipe, command.member, now)
        unit.commit()
    return Compared(programme, compared, tell(compared, [one.document() for one in recipes]))


def _who(
    unit: UnitOfWork, programme: Programme, part: Part, member: MemberId | None, at: datetime
) -> Participant:
    """Give what the prices may rest on: of who wants none that is personal, nothing."""
    known = know(unit, programme, part, member, at)
    return known.participant if known.personal else know(unit, programme, part, None, at).participant


def _used(
    unit: UnitOfWork, programme: Programme, command: ComparePlans, day: date
) -> dict[str, Mapping[str, Measured]]:
    """Give what each meter came to by plan, also of meters that only other plans count."""
    used = Used(command.quantities, command.member, command.period)
    own = {plan: measured_on(unit, programme, plan, used, day) for plan in programme.plans}
    anywhere = {meter: measured for found in own.values() for meter, measured in found.items()}
    return {plan: {**anywhere, **found} for plan, found in own.items()}
