"""Whether somebody brought a member, and until when an order is enough for it."""

from datetime import datetime

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.earning.referral import Referral, last_day
from loyalty.kernel.identity import MemberId
from loyalty.language.occasions.moments import REFERRED, REFERRED_UNTIL
from loyalty.language.readers.python import Value
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import one_person


def referral_facts(
    unit: UnitOfWork, programme: Programme, member: MemberId, at: datetime
) -> dict[str, Value]:
    """Give what a decision may know of who brought a member, nothing where the programme has no referrals."""
    shape = programme.shape.referral
    if shape is None:
        return {}
    found = waiting_referral(unit, programme, member, at)
    last = last_day(shape, local_day(programme, found.referred_at)) if found is not None else None
    return {REFERRED: int(found is not None), REFERRED_UNTIL: last.toordinal() if last is not None else 0}


def brought(unit: UnitOfWork, programme: Programme, member: MemberId) -> list[Referral]:
    """Give the referrals of a member, and of those who go on as that one."""
    found = (unit.referrals.get(programme.name, each) for each in one_person(unit, member))
    return [each for each in found if each is not None]


def waiting_referral(
    unit: UnitOfWork, programme: Programme, member: MemberId, at: datetime
) -> Referral | None:
    """Give the referral of a member for which no order was enough yet, None where there is none."""
    found = brought(unit, programme, member) if programme.shape.referral is not None else []
    if any(each.order is not None for each in found):
        return None
    return next((each for each in found if at >= each.referred_at), None)
