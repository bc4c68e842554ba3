"""Let a member in by a link, which opens nothing afterwards."""

from loyalty.access.refusals import LinkSpent
from loyalty.access.session import SESSION_BYTES, Begun, begin, parse_link
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.services import Services, retrying


def open_page_link(services: Services, text: str) -> Begun:
    """Give the session of the member whom the link is for.

    Raises LinkSpent where the link is none of ours, was used, is over, or who made it may do so no
    longer; UnknownMember, MemberMerged.
    """
    return retrying(services, lambda: _open(services, parse_link(services.secret, text)))


def _open(services: Services, link_id: str) -> Begun:
    now = services.clock.now()
    with services.units.write() as unit:
        link = unit.sessions.link(link_id)
        if link is None or now >= link.until or not is_in_use(unit, link.key_id):
            raise LinkSpent
        if not unit.sessions.use(link_id, now):
            raise LinkSpent
        member_of(unit, link.member_id)
        chance = services.entropy.bits(8 * SESSION_BYTES)
        begun = begin(chance, now, key_id=link.key_id, member_id=link.member_id, by=link.by)
        unit.sessions.begin(begun.session)
        unit.commit()
    return begun


def is_in_use(unit: UnitOfWork, key_id: str | None) -> bool:
    """Say whether a key was not revoked; without one the command line made what is asked about."""
    if key_id is None:
        return True
    key = unit.keys.get(key_id)
    return key is not None and key.revoked_at is None
