"""Let a member in by a link, which opens nothing afterwards."""

from datetime import datetime

from loyalty.access.refusals import LinkSpent
from loyalty.access.session import SESSION_BYTES, Begun, Link, begin, parse_link
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.services import Services, retrying


def open_page_link(services: Services, text: str) -> Begun:
    """Give the session of the member whom the link is for.

    Raises LinkSpent where the link is none of ours, was used, is over, or who made it may do so no
    longer; UnknownMember, MemberMerged.
    """
    return retrying(services, lambda: _open(services, parse_link(services.secret, text)))


def refuse_spent_link(services: Services, text: str) -> None:
    """Give nothing where a link would open something; it is not used up by that. Raises LinkSpent."""
    link_id = parse_link(services.secret, text)
    with services.units.read() as unit:
        if _opening(unit, link_id, services.clock.now()).used_at is not None:
            raise LinkSpent


def _open(services: Services, link_id: str) -> Begun:
    now = services.clock.now()
    with services.units.write() as unit:
        link = _opening(unit, link_id, now)
        if not unit.sessions.use(link_id, now):
            raise LinkSpent
        member_of(unit, link.member_id)
        chance = services.entropy.bits(8 * SESSION_BYTES)
        begun = begin(chance, now, key_id=link.key_id, member_id=link.member_id, by=link.by)
        unit.sessions.begin(begun.session)
        unit.commit()
    return begun


def _opening(unit: UnitOfWork, link_id: str, now: datetime) -> Link:
    """Give a link whose time is not over, and whose key, where a key made it, was not revoked."""
    link = unit.sessions.link(link_id)
    if link is None or now >= link.until:
        raise LinkSpent
    key = None if link.key_id is None else unit.keys.get(link.key_id)
    if link.key_id is not None and (key is None or key.revoked_at is not None):
        raise LinkSpent
    return link
