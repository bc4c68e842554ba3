"""Give a member prepaid credit: a sum that pays bills, with its end and what it is for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from loyalty.decision.refusals import Misfit, RequestMisfit, UnknownPlan
from loyalty.kernel.identity import MemberId
from loyalty.kernel.money import Money
from loyalty.language.findings import did_you_mean, not_known
from loyalty.language.shapes.plans import PlanShape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.ledger.refusals import PurchasedValueExpiry
from loyalty.subscriptions.credit import Grant
from loyalty.use_cases.accounts import bought_credit, member_of
from loyalty.use_cases.billing.show_credit import grant_data
from loyalty.use_cases.documents import new_text_id
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.prepaid import NAMED, refuse_beyond
from loyalty.use_cases.services import Services, retrying

PRIORITY = 50
"""Where a grant stands in the order of use when nobody says; lower ones pay first."""


@dataclass(frozen=True, slots=True)
class GrantCredit:
    """``purchased`` credit is used after credit that was given; ``plans`` and ``charges`` limit it.

    A charge is ``price``, ``seats``, ``add_on.<id>``, ``usage.<meter>``, ``minimum`` or ``fee.<id>``.
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

    Raises UnknownMember, UnknownPlan, PurchasedValueExpiry, PrepaidLimit, IdempotencyConflict, and
    RequestMisfit for another currency than the programme's, an end that has passed, or a charge that no
    plan it is for has.
    """
    return retrying(services, lambda: _grant(services, command, once), command.member)


def _grant(services: Services, command: GrantCredit, once: Once) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        told = told_before(unit, once, now)
        if told is not None:
            return told
        member = member_of(unit, command.member)
        programme = services.programmes.in_force(unit, member.programme, now)
        own = programme.currency
        if command.purchased and command.ends_at is not None:
            raise PurchasedValueExpiry("Credit that was paid for has no end; leave `ends_at` out.")
        if command.amount.currency != own:
            message = f"the programme's prices are in {own.code}"
            raise RequestMisfit((Misfit("/amount", "other-currency", message, ""),))
        if command.ends_at is not None and command.ends_at <= now:
            raise RequestMisfit((Misfit("/ends_at", "has-passed", "the end has passed", "name a later one"),))
        _known_plans(programme.shape, command.plans)
        _known_charges(programme.shape, command)
        if command.purchased:
            unit.members.hold(member.member_id)
            bought = bought_credit(unit, member.member_id, programme.name)
            refuse_beyond(programme, NAMED, bought + command.amount.minor, now)
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
            raise UnknownPlan(not_known(f"The programme has no plan `{plan}`", plan, known))


def _known_charges(shape: ProgrammeShape, command: GrantCredit) -> None:
    known = {
        name
        for plan in shape.plans
        if not command.plans or plan.id in command.plans
        for name in _charges(plan)
    }
    wrong = tuple(
        Misfit(
            f"/charges/{place}",
            "unknown-charge",
            "no plan has this charge",
            did_you_mean(charge, sorted(known)),
        )
        for place, charge in enumerate(command.charges)
        if charge not in known
    )
    if wrong:
        raise RequestMisfit(wrong)


def _charges(plan: PlanShape) -> Iterator[str]:
    """Give what a plan charges, as the steps of its lines begin."""
    if plan.price is not None:
        yield "price"
    if plan.seats is not None:
        yield "seats"
    if plan.minimum is not None:
        yield "minimum"
    yield from (f"add_on.{add_on.id}" for add_on in plan.add_ons)
    yield from (f"usage.{charge.meter}" for charge in plan.usage)
    yield from (f"fee.{fee.id}" for fee in plan.fees)
