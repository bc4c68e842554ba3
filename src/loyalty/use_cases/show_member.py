"""A member's standing and balances, now or as of any instant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import Holdings
from loyalty.ledger.due import holdings
from loyalty.members.member import Member
from loyalty.tiers.standing import Standing
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.participants import standing_of
from loyalty.use_cases.services import POINTS, Services
from loyalty.use_cases.tier_benefits import benefits_data


@dataclass(frozen=True, slots=True)
class Shown:
    """A member, the standing at ``at`` (None without a ladder), and what the member has then.

    ``benefits`` are those of the tier.
    """

    member: Member
    at: datetime
    standing: Standing | None
    holdings: Holdings
    benefits: Sequence[Mapping[str, Any]] = ()


def show_member(services: Services, member_id: MemberId, as_of: datetime | None = None) -> Shown:
    """Give a member as of an instant, by default now; what is due by then counts as done.

    Raises UnknownMember, UnknownProgramme.
    """
    now = services.clock.now()
    at = as_of or now
    with services.units.read() as unit:
        member = member_of(unit, member_id)
        programme = services.programmes.in_force(unit, member.programme, now)
        moved = standing_of(unit, programme, member_id, at) if at >= now else None
        if as_of is None:
            state = unit.ledger.account(member_id, POINTS, member.programme)
        else:
            state = unit.ledger.as_of(member_id, POINTS, member.programme, at)
    standing = moved.standing if moved is not None else None
    benefits = benefits_data(programme, standing.tier) if standing is not None else []
    return Shown(member, at, standing, holdings(state, at), benefits)
