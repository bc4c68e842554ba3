"""Whom a member brought, and for which of them they were given points."""

from loyalty.earning.referral import Referral
from loyalty.kernel.identity import MemberId
from loyalty.use_cases.accounts import member_of, one_person
from loyalty.use_cases.services import Services


def list_referrals(services: Services, member_id: MemberId) -> list[Referral]:
    """Give whom a member brought, under every id, in the order they came. Raises UnknownMember."""
    with services.units.read() as unit:
        member = member_of(unit, member_id)
        whose = one_person(unit, member_id)
        found = [each for who in whose for each in unit.referrals.by_referrer(member.programme, who)]
    return sorted(found, key=lambda each: (each.referred_at, each.member))
