"""Let a member be known by a card, a phone, an e-mail address, an app or a partner's id."""

from dataclasses import dataclass

from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.members.identity import Identity, Shown, blind_index
from loyalty.members.refusals import IdentityTaken
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.documents import new_text_id
from loyalty.use_cases.identities.list_identities import identity_data
from loyalty.use_cases.once import Told
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class LinkIdentity:
    """Who is to be known by what, and who (``source``) says so."""

    member: MemberId
    shown: Shown
    source: str


def link_identity(services: Services, command: LinkIdentity) -> Told:
    """Give the identity as `identity_data`; linked again it is the same.

    Raises UnknownMember, IdentityUnclear, IdentityTaken.
    """
    return retrying(services, lambda: _link(services, command))


def _link(services: Services, command: LinkIdentity) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        member = member_of(unit, command.member)
        index = blind_index(services.secret, member.programme, command.shown)
        there = unit.members.known_by(member.programme, index)
        if there is not None:
            if there.member_id != member.member_id:
                raise IdentityTaken
            return Told(identity_data(there), replayed=True)
        made = Identity(
            id=new_text_id(services, "idn", now),
            member_id=member.member_id,
            programme=member.programme,
            kind=command.shown.kind,
            blind_index=index,
            linked_at=now,
            linked_by=command.source,
        )
        if not unit.members.link(made):
            raise DecideAgain
        unit.commit()
    return Told(identity_data(made))
