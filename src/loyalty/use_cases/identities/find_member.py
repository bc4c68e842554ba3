"""Who is known by something that was shown."""

from loyalty.members.identity import Shown, blind_index
from loyalty.members.member import Member, MemberState
from loyalty.members.refusals import UnknownIdentity
from loyalty.use_cases.services import Services


def find_member(services: Services, programme: str, shown: Shown) -> Member:
    """Give the active member of a programme who is known by it now.

    Raises IdentityUnclear, UnknownIdentity.
    """
    index = blind_index(services.secret, programme, shown)
    with services.units.read() as unit:
        there = unit.members.known_by(programme, index)
        member = unit.members.get(there.member_id) if there is not None else None
    if member is None or member.state is not MemberState.ACTIVE:
        raise UnknownIdentity
    return member
