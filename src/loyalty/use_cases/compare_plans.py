"""Price the same use on every plan of a programme, promising nothing; every price is kept explained."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from loyalty.decision.answers.comparison import Asked, Comparison, Told, compare, tell
from loyalty.decision.explain import Heading
from loyalty.decision.metering import stated
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.kernel.identity import MemberId
from loyalty.use_cases.documents import Recipe, kept, new_text_id
from loyalty.use_cases.participants import know
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class ComparePlans:
    """What was used in one period, by meter; ``plan`` is the one it is used on now, if any."""

    programme: str
    quantities: Mapping[str, Fraction]
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
        day = local_day(programme, at)
        asked = {
            plan: Asked(
                stated(programme, plan, command.quantities, day),
                know(unit, programme, part, command.member, at).participant,
            )
            for plan, part in programme.plans.items()
        }
    compared = compare(programme, asked, at, current=command.plan, facts=command.facts)
    recipes = [
        Recipe(one.usual, Heading(new_text_id(services, "exp", now), "usage")) for one in compared.offered
    ]
    with services.units.write() as unit:
        for recipe in recipes:
            unit.explanations.add(kept(recipe, command.member, now))
        unit.commit()
    return Compared(programme, compared, tell(compared, [one.document() for one in recipes]))
