"""Make a link that opens a member's own pages once, for whoever has made sure that it is the member."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.access.session import LINK_BYTES, LINK_LASTS, Link, link_text
from loyalty.kernel.identity import MemberId
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.services import Services, retrying

ENTRANCE = "/pages/enter/"
"""The address that links begin with, behind that of the service."""


@dataclass(frozen=True, slots=True)
class MakePageLink:
    """For whom, and who made sure that it is them: a key by id and label, or the command line.

    ``once`` makes a repeated request safe; None where nobody repeats one.
    """

    member: MemberId
    by: str
    key_id: str | None = None
    once: Once | None = None


def make_page_link(services: Services, command: MakePageLink) -> Told:
    """Give the ``link`` by id, the ``member``, and ``until`` when the link can be opened.

    The address is not kept with the answer: `link_address` writes it. Raises UnknownMember,
    MemberMerged, IdempotencyConflict.
    """
    return retrying(services, lambda: _make(services, command))


def link_address(services: Services, link_id: str) -> str:
    """Give the address of a link, without host; nothing in it says whose it is."""
    return f"{ENTRANCE}{link_text(services.secret, link_id)}"


def _make(services: Services, command: MakePageLink) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        if command.once is not None:
            told = told_before(unit, command.once, now)
            if told is not None:
                return told
        member_of(unit, command.member)
        link = _link(services, command, now)
        unit.sessions.add_link(link)
        data = {"link": link.link_id, "member": command.member, "until": link.until.isoformat()}
        told = Told(data) if command.once is None else tell(unit, command.once, now, data)
        unit.commit()
    return told


def _link(services: Services, command: MakePageLink, now: datetime) -> Link:
    link_id = services.entropy.bits(8 * LINK_BYTES).hex()
    return Link(link_id, command.member, command.key_id, command.by, now, now + LINK_LASTS)
