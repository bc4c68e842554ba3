"""Of which programme a member is."""

from loyalty.kernel.identity import MemberId
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.services import Services


def find_programme(services: Services, member_id: MemberId) -> str:
    """Give the name of the programme in which a member takes part. Raises UnknownMember, MemberMerged."""
    glance = services.units.at_a_glance(member_id, services.clock.now())
    if glance is not None:
        return glance.member.programme
    with services.units.read() as unit:
        return member_of(unit, member_id).programme
