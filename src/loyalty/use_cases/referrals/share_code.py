"""Give a member the code by which others name them; the same one, however often it is asked for."""

from base64 import b32encode

from loyalty.decision.programme import Programme
from loyalty.earning.referral import NoReferrals
from loyalty.kernel.identity import MemberId
from loyalty.language.shapes.referral import ReferralShape
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.services import Services, retrying

CODE_BITS = 40
"""How much chance is in a code: eight letters and digits."""


def share_code(services: Services, member_id: MemberId) -> str:
    """Give the member's code. Raises UnknownMember, UnknownProgramme, NoReferrals."""
    return retrying(services, lambda: _share(services, member_id))


def _share(services: Services, member_id: MemberId) -> str:
    with services.units.write() as unit:
        member = member_of(unit, member_id)
        referral_of(services.programmes.in_force(unit, member.programme, services.clock.now()))
        code = unit.referrals.code_of(member_id)
        if code is None:
            code = b32encode(services.entropy.bits(CODE_BITS)).decode()
            unit.referrals.add_code(member.programme, member_id, code)
        unit.commit()
    return code


def referral_of(programme: Programme) -> ReferralShape:
    """Give what the programme says of referrals. Raises NoReferrals."""
    if programme.shape.referral is None:
        raise NoReferrals
    return programme.shape.referral
