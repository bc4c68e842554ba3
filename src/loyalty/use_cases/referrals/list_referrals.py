"""Whom a member brought, and for which of them they were given points."""

from loyalty.earning.referral import Referral
from loyalty.kernel.identity import MemberId
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.services import Services


def list_referrals(services: Services, member_id: MemberId) -> list[Referral]:
    """Give the referrals of a member in the order the others came. Raises UnknownMember."""
    with services.units.read() as unit:
        member = member_of(unit, member_id)
        return unit.referrals.by_referrer(member.programme, member_id)
