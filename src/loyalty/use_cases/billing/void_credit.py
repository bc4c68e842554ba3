"""End a grant of prepaid credit: what is left is lost, or paid back where it was bought."""

from dataclasses import replace

from loyalty.kernel.identity import MemberId
from loyalty.subscriptions.credit import void
from loyalty.subscriptions.refusals import UnknownGrant
from loyalty.use_cases.accounts import grants_of, member_of
from loyalty.use_cases.billing.show_credit import grant_data
from loyalty.use_cases.documents import new_text_id
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.services import Services, retrying


def void_credit(services: Services, member_id: MemberId, grant_id: str, once: Once) -> Told:
    """Give the ended grant as `grant_data`, with what is ``lost`` of it, or ``refunded`` where it was bought.

    The money itself is paid back by the shop; one that was used up loses nothing.
    Raises UnknownMember, UnknownGrant, IdempotencyConflict.
    """
    return retrying(services, lambda: _void(services, member_id, grant_id, once), member_id)


def _void(services: Services, member_id: MemberId, grant_id: str, once: Once) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        told = told_before(unit, once, now)
        if told is not None:
            return told
        member = member_of(unit, member_id)
        own = services.programmes.in_force(unit, member.programme, now).currency
        grants = grants_of(unit, member_id, member.programme)
        grant = next((one for one in grants if one.id == grant_id), None)
        if grant is None:
            raise UnknownGrant
        if grant.left:
            unit.credit.use(grants, [void(grant)], new_text_id(services, "end", now), now)
        ended = "refunded" if grant.purchased else "lost"
        data = {**grant_data(replace(grant, left=0), own, now), ended: grant.left}
        answer = tell(unit, once, now, data)
        unit.commit()
    return answer
