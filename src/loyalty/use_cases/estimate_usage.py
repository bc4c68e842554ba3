"""Price the use of a plan, promising nothing: of stated quantities, or of a member's period."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from loyalty.decision.baseline import held_to_public
from loyalty.decision.decide import decide
from loyalty.decision.explain import OFFERED, Document, Heading
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day, situate_usage
from loyalty.decision.use import WHOLE, CouponState, Measured, Stretch, Usage
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import Period
from loyalty.subscriptions.offer import check_seats
from loyalty.use_cases.documents import Recipe, new_text_id
from loyalty.use_cases.market_notices import facts_of, notices_of
from loyalty.use_cases.metered import Used, measured_on
from loyalty.use_cases.participants import Known, know
from loyalty.use_cases.seals.sealing import keep_told
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.sold_in import sale_in


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How a subscription stands in the period: seats and add-ons, since when, coupons, how it is paid.

    ``running`` is a period that is not over yet: what falls due at its end is left out.
    """

    stretch: Stretch = WHOLE
    since: datetime | None = None
    coupons: tuple[str, ...] = ()
    points_offered: int = 0
    currency: str = ""
    running: bool = False


@dataclass(frozen=True, slots=True)
class EstimateUsage:
    """Either ``quantities`` by meter, or ``period`` of ``member``, whose events are aggregated.

    Without ``personalise`` the price is the one for everybody, whatever the member chose.
    """

    programme: str
    plan: str
    quantities: Mapping[str, Fraction] = field(default_factory=dict)
    period: Period | None = None
    member: MemberId | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None
    first_period: bool = False
    circumstances: Circumstances = Circumstances()
    personalise: bool = True


def estimate_usage(services: Services, command: EstimateUsage) -> Document:
    """Give the explanation of one period's bill of a plan; it is kept under its id.

    Raises UnknownProgramme, UnknownPlan, UnknownMember, NotInForce, RequestMisfit, NoValue,
    OutOfBounds.
    """
    return retrying(services, lambda: _estimate(services, command))


def _estimate(services: Services, command: EstimateUsage) -> Document:
    now = services.clock.now()
    at = command.at or now
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, command.programme, at)
        check_seats(programme.shape, command.plan, command.circumstances.stretch.seats)
        part = programme.plans.get(command.plan)
        known = know(unit, programme, part, command.member, at) if part is not None else Known()
        used = Used(command.quantities, command.member, command.period)
        measured = measured_on(unit, programme, command.plan, used, local_day(programme, at))
        usage = _usage(programme, command, measured)
    part, situation = situate_usage(programme, usage, at, known.participant)
    heading = Heading(new_text_id(services, "exp", now), "usage", status=OFFERED)
    held = held_to_public(decide(programme, situation, part), personal=known.personal and command.personalise)
    recipe = Recipe(held.decision, heading).beside(instead_of=held.instead_of)
    if command.member is not None:
        facts = facts_of(known)
        notices = notices_of(held.decision, sale_in(programme, ""), facts, identified=True)
        recipe = recipe.beside(known=facts.known, unread=facts.unread, notices=notices)
    recipe = recipe.frozen(services, command.member, now)
    with services.units.write() as unit:
        keep_told(services, unit, recipe, command.member, now)
        unit.commit()
    return recipe.document()


def _usage(programme: Programme, command: EstimateUsage, measured: Mapping[str, Measured]) -> Usage:
    circumstances = command.circumstances
    return Usage(
        command.plan,
        measured,
        command.facts,
        command.first_period,
        closed=not circumstances.running,
        stretches=(circumstances.stretch,),
        since=local_day(programme, circumstances.since) if circumstances.since is not None else None,
        coupons=dict.fromkeys(circumstances.coupons, CouponState()),
        points_offered=circumstances.points_offered,
        currency=circumstances.currency,
    )
