"""A member's standing and balances, now or as of any instant."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import Holdings
from loyalty.ledger.due import holdings
from loyalty.members.member import Member
from loyalty.tiers.standing import Standing
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.participants import standing_of
from loyalty.use_cases.services import POINTS, Services


@dataclass(frozen=True, slots=True)
class Shown:
    """A member, the standing at ``at`` (None without a ladder), and what the member has then."""

    member: Member
    at: datetime
    standing: Standing | None
    holdings: Holdings


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
    return Shown(member, at, moved.standing if moved is not None else None, holdings(state, at))
