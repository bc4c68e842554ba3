"""What prepaid credit a member has: every grant, and what is left of all that may still pay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loyalty.decision.explain import instant_text
from loyalty.kernel.identity import MemberId
from loyalty.kernel.money import Currency
from loyalty.subscriptions.credit import Grant, TopUp, available
from loyalty.use_cases.accounts import grants_of, member_of
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class Credit:
    """Amounts in minor units: what may still pay, what a top-up would have to buy, the grants."""

    currency: Currency
    left: int
    top_up: int
    grants: tuple[Mapping[str, Any], ...]


def show_credit(services: Services, member_id: MemberId, top_up: TopUp | None = None) -> Credit:
    """Give a member's credit as it stands now. Raises UnknownMember, UnknownProgramme."""
    now = services.clock.now()
    with services.units.read() as unit:
        member = member_of(unit, member_id)
        own = services.programmes.in_force(unit, member.programme, now).currency
        grants = grants_of(unit, member_id, member.programme)
    left = available(grants, now)
    shown = tuple(grant_data(grant, own, now) for grant in grants)
    return Credit(own, left, top_up.needed(left) if top_up else 0, shown)


def grant_data(grant: Grant, currency: Currency, at: datetime) -> dict[str, Any]:
    """Give a grant as plain data; ``state`` says at an instant whether it may pay."""
    state = "ended" if not grant.alive(at) else "active" if grant.left else "used"
    return {
        "grant": grant.id,
        "amount": grant.amount,
        "left": grant.left,
        "currency": currency.code,
        "priority": grant.priority,
        "purchased": grant.purchased,
        "created_at": instant_text(grant.created_at),
        "ends_at": None if grant.ends_at is None else instant_text(grant.ends_at),
        "plans": list(grant.plans),
        "charges": list(grant.charges),
        "state": state,
    }
