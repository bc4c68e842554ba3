"""End that a member is known by something; what is left says that there was one, and nothing of it."""

from dataclasses import replace

from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.members.refusals import UnknownIdentity
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.identities.list_identities import identity_data
from loyalty.use_cases.once import Told
from loyalty.use_cases.services import Services, retrying


def unlink_identity(services: Services, member_id: MemberId, identity_id: str, source: str) -> Told:
    """Give the identity as `identity_data`; unlinked again it is the same. ``source`` says who unlinks.

    Raises UnknownMember, UnknownIdentity.
    """
    return retrying(services, lambda: _unlink(services, member_id, identity_id, source))


def _unlink(services: Services, member_id: MemberId, identity_id: str, source: str) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        member = member_of(unit, member_id)
        known = unit.members.identities(member.member_id)
        there = next((each for each in known if each.id == identity_id), None)
        if there is None:
            raise UnknownIdentity
        if there.unlinked_at is not None:
            return Told(identity_data(there), replayed=True)
        if not unit.members.unlink(identity_id, now, source):
            raise DecideAgain
        unit.commit()
    return Told(identity_data(replace(there, blind_index=None, unlinked_at=now, unlinked_by=source)))
