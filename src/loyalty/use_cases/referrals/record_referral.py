"""Keep who brought a member, once and before they buy; both are given points with an order that is enough."""

from loyalty.earning.referral import AlreadyReferred, NotNew, Referral, SelfReferral, UnknownReferralCode
from loyalty.kernel.identity import MemberId
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, one_person, survivor_of
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
        referrer = survivor_of(unit, referrer)
        near = _near(unit, member_id)
        brought = (unit.referrals.get(programme.name, each) for each in one_person(unit, referrer))
        if referrer in near or any(each is not None and each.referrer in near for each in brought):
            raise SelfReferral
        there = unit.referrals.get(programme.name, member_id)
        if there is not None:
            if survivor_of(unit, there.referrer) != referrer:
                raise AlreadyReferred
            return there
        start = around(programme, now, "ever").start
        whose = one_person(unit, member_id)
        if any(unit.orders.counts_until(each, programme.name, [start], now) != [0] for each in whose):
            raise NotNew
        made = Referral(programme.name, member_id, referrer, now)
        unit.referrals.add(made)
        unit.commit()
    return made


def _near(unit: UnitOfWork, member_id: MemberId) -> set[MemberId]:
    """Give the members who cannot bring a member: that person under every id, and their household."""
    found = set(one_person(unit, member_id))
    place = unit.households.place(member_id)
    home = unit.households.get(place.household_id) if place is not None and place.left_at is None else None
    return found | {each.member_id for each in home.places} if home is not None else found
