"""Give a member prepaid credit: a sum that pays bills, with its end and what it is for."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.decision.refusals import Misfit, RequestMisfit, UnknownPlan
from loyalty.kernel.identity import MemberId
from loyalty.kernel.money import Money
from loyalty.language.findings import did_you_mean
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.subscriptions.credit import Grant
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.billing.show_credit import grant_data
from loyalty.use_cases.documents import new_text_id
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.services import Services, retrying

PRIORITY = 50
"""Where a grant stands in the order of use when nobody says; lower ones pay first."""


@dataclass(frozen=True, slots=True)
class GrantCredit:
    """``purchased`` credit is used after credit that was given; ``plans`` and ``charges`` limit it.

    A charge is ``price``, ``usage.<meter>`` or ``fee.<id>``.
    """

    member: MemberId
    amount: Money
    purchased: bool = False
    priority: int = PRIORITY
    ends_at: datetime | None = None
    plans: tuple[str, ...] = ()
    charges: tuple[str, ...] = ()


def grant_credit(services: Services, command: GrantCredit, once: Once) -> Told:
    """Give the new grant as `grant_data`.

    Raises UnknownMember, UnknownPlan, RequestMisfit for another currency than the programme's,
    IdempotencyConflict.
    """
    return retrying(services, lambda: _grant(services, command, once))


def _grant(services: Services, command: GrantCredit, once: Once) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        told = told_before(unit, once, now)
        if told is not None:
            return told
        member = member_of(unit, command.member)
        programme = services.programmes.in_force(unit, member.programme, now)
        own = programme.currency
        if command.amount.currency != own:
            message = f"the programme's prices are in {own.code}"
            raise RequestMisfit((Misfit("/amount", "other-currency", message, ""),))
        _known_plans(programme.shape, command.plans)
        given = Grant(
            id=new_text_id(services, "crd", now),
            amount=command.amount.minor,
            left=command.amount.minor,
            priority=command.priority,
            purchased=command.purchased,
            created_at=now,
            ends_at=command.ends_at,
            plans=command.plans,
            charges=command.charges,
        )
        unit.credit.add(member.member_id, programme.name, given)
        answer = tell(unit, once, now, grant_data(given, own, now))
        unit.commit()
    return answer


def _known_plans(shape: ProgrammeShape, plans: tuple[str, ...]) -> None:
    known = [plan.id for plan in shape.plans]
    for plan in plans:
        if plan not in known:
            sentence, hint = f"The programme has no plan `{plan}`", did_you_mean(plan, known)
            raise UnknownPlan(f"{sentence}; {hint}" if hint else f"{sentence}.")
