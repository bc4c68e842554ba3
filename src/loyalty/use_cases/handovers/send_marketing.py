"""Send a member marketing: only while they agree to it, never to who objected or is not grown up.

What is asked for is checked at the moment of sending. The answer has the address, and the text with
the link that stops it; the shop's own system sends it on.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from loyalty.access.session import LINK_BYTES, link_text
from loyalty.decision.explain import instant_text
from loyalty.decision.programme import Programme
from loyalty.handovers.message import PURPOSE_OF, Marketing, Medium, Why
from loyalty.handovers.refusals import MarketingNoConsent, MessageDiffers, NotReached
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.privacy.choice import AgeBand, Choice
from loyalty.privacy.consent import latest
from loyalty.privacy.refusals import MinorNotAllowed
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, one_person
from loyalty.use_cases.contacts.show_contact import contact_in
from loyalty.use_cases.handovers.asking import buyers_may_be_written_to
from loyalty.use_cases.once import Told
from loyalty.use_cases.privacy.reading import allowed_of, consents_of
from loyalty.use_cases.services import Services, retrying
from loyalty.vault.contact import Channel
from loyalty.wording.privacy.marketing import with_stop

STOP = "/pages/stop/"
"""The address that stop links begin with, behind that of the service."""
CHANNELS = {Medium.EMAIL: Channel.EMAIL, Medium.SMS: Channel.PHONE}


@dataclass(frozen=True, slots=True)
class SendMarketing:
    """``message_id`` is the caller's own; ``text`` is what the member reads, in ``language``.

    ``service`` is the address of this service, without a slash at its end, for the link in the text;
    where it is None the text has the path alone.
    """

    member: MemberId
    message_id: str
    medium: Medium
    text: str
    language: str
    source: str
    service: str | None = None


def send_marketing(services: Services, command: SendMarketing) -> Told:
    """Give `marketing_data`, with the address ``to`` and the ``text`` to send.

    The same again gives the same where it may still be sent. Raises UnknownMember, MemberMerged,
    MarketingNoConsent, MinorNotAllowed, NotReached, MessageDiffers, VaultLocked.
    """
    return retrying(services, lambda: _send(services, command))


def marketing_data(each: Marketing) -> dict[str, Any]:
    """Give a message as plain data."""
    return {
        "id": each.message_id,
        "member": each.member_id,
        "medium": str(each.medium),
        "why": str(each.why),
        "consent": each.consent,
        "sent_at": instant_text(each.sent_at),
        "sent_by": each.sent_by,
        "outcome": None if each.outcome is None else str(each.outcome),
        "outcome_at": None if each.outcome_at is None else instant_text(each.outcome_at),
        "stopped_at": None if each.stopped_at is None else instant_text(each.stopped_at),
    }


def _send(services: Services, command: SendMarketing) -> Told:
    now = services.clock.now()
    sha256 = hashlib.sha256(command.text.encode()).hexdigest()
    with services.units.write() as unit:
        member = member_of(unit, command.member)
        programme = services.programmes.in_force(unit, member.programme, now)
        why, consent = _allowed(services, unit, programme, command)
        address = _address(services, unit, command)
        made = unit.marketing.get(programme.name, command.message_id)
        before = made is not None
        if made is None:
            stop_id = services.entropy.bits(8 * LINK_BYTES).hex()
            made = Marketing(
                programme.name,
                command.message_id,
                command.member,
                command.medium,
                sha256,
                why,
                consent,
                stop_id,
                now,
                command.source,
            )
            if not unit.marketing.add(made):
                raise DecideAgain
            unit.commit()
        elif (made.member_id, made.medium, made.sha256) != (command.member, command.medium, sha256):
            raise MessageDiffers
    stop = f"{STOP}{link_text(services.secret, made.stop_id)}"
    text = with_stop(command.text, f"{command.service or ''}{stop}", command.language)
    return Told({**marketing_data(made), "to": address, "text": text, "stop": stop}, replayed=before)


def _allowed(
    services: Services, unit: UnitOfWork, programme: Programme, command: SendMarketing
) -> tuple[Why, str | None]:
    """Give why it may be sent now, and the consent it rests on.

    Raises MarketingNoConsent, MinorNotAllowed.
    """
    now, purpose = services.clock.now(), PURPOSE_OF[command.medium]
    allowed = allowed_of(unit, command.member, now)
    if allowed.band is not AgeBand.ADULT:
        raise MinorNotAllowed("No marketing for members who are not grown up.")
    erasing = unit.erasures.of_member(command.member) is not None
    if erasing or allowed.choices[Choice.RESTRICTED] or not allowed.choices[Choice.DIRECT_MARKETING]:
        raise MarketingNoConsent("The member wants no marketing at all.")
    record = latest(consents_of(unit, command.member)).get(purpose)
    if record is not None and allowed.agrees(purpose):
        return Why.CONSENT, record.record_id
    asked = record is not None or command.medium is not Medium.EMAIL
    if not asked and buyers_may_be_written_to(programme, now):
        ids = one_person(unit, command.member)
        if any(unit.orders.last_until(each, programme.name, now) is not None for each in ids):
            return Why.EXISTING_BUYER, None
    raise MarketingNoConsent


def _address(services: Services, unit: UnitOfWork, command: SendMarketing) -> str:
    contact = contact_in(services, unit, command.member)
    if contact is None or contact.channel is not CHANNELS[command.medium]:
        raise NotReached
    return contact.address
