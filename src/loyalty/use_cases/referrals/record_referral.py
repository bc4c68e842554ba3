"""Keep who brought a member, once and before they buy; both are given points with an order that is enough."""

from loyalty.earning.referral import AlreadyReferred, NotNew, Referral, SelfReferral, UnknownReferralCode
from loyalty.kernel.identity import MemberId
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.referrals.share_code import referral_of
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.times import around


def record_referral(services: Services, member_id: MemberId, code: str) -> Referral:
    """Give who brought the member; the same code again changes nothing.

    Raises UnknownMember, UnknownProgramme, NoReferrals, UnknownReferralCode, SelfReferral,
    AlreadyReferred, NotNew.
    """
    return retrying(services, lambda: _record(services, member_id, code.strip().upper()))


def _record(services: Services, member_id: MemberId, code: str) -> Referral:
    now = services.clock.now()
    with services.units.write() as unit:
        member = member_of(unit, member_id)
        programme = services.programmes.in_force(unit, member.programme, now)
        referral_of(programme)
        referrer = unit.referrals.owner(programme.name, code)
        if referrer is None:
            raise UnknownReferralCode
        brought_by = unit.referrals.get(programme.name, referrer)
        if referrer == member_id or (brought_by is not None and brought_by.referrer == member_id):
            raise SelfReferral
        there = unit.referrals.get(programme.name, member_id)
        if there is not None:
            if there.referrer != referrer:
                raise AlreadyReferred
            return there
        [orders] = unit.orders.counts_until(
            member_id, programme.name, [around(programme, now, "ever").start], now
        )
        if orders:
            raise NotNew
        made = Referral(programme.name, member_id, referrer, now)
        unit.referrals.add(made)
        unit.commit()
    return made
