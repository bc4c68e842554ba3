"""Hand data of a member over to a recipient: only what it gets, only while the member allows it.

The answer is the only place the values stand in; what is kept is that they were handed over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from loyalty.decision.explain import instant_text
from loyalty.decision.programme import Programme
from loyalty.handovers.handover import HandOver, consents_needed
from loyalty.handovers.refusals import (
    HandOverDiffers,
    NotForRecipient,
    SeparateConsentMissing,
    SharingStopped,
)
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.language.findings import did_you_mean
from loyalty.language.shapes.recipients import CONTACT, RecipientShape
from loyalty.privacy.choice import AgeBand, Choice
from loyalty.privacy.consent import given_for
from loyalty.privacy.purpose import Basis, Purpose
from loyalty.privacy.refusals import MinorNotAllowed, UnknownRecipient
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.contacts.show_contact import contact_in
from loyalty.use_cases.handovers.asking import separate_consents
from loyalty.use_cases.once import Told
from loyalty.use_cases.privacy.reading import allowed_of, consents_of
from loyalty.use_cases.services import Services, retrying

SENSITIVE: Final = "sensitive_data"
"""A fact is sensitive where it is read with this consent alone."""


@dataclass(frozen=True, slots=True)
class HandOverData:
    """``handover_id`` is the caller's own; ``facts`` are member facts, and `contact`."""

    member: MemberId
    handover_id: str
    recipient: str
    facts: tuple[str, ...]
    source: str


def hand_over(services: Services, command: HandOverData) -> Told:
    """Give `handover_data` with the ``values`` by fact; the same again gives the values as they are now.

    What is not known of the member is left out. Raises UnknownMember, MemberMerged, UnknownRecipient,
    NotForRecipient, SharingStopped, MinorNotAllowed, SeparateConsentMissing, HandOverDiffers, VaultLocked.
    """
    return retrying(services, lambda: _hand_over(services, command))


def handover_data(each: HandOver) -> dict[str, Any]:
    """Give a hand-over as plain data."""
    return {
        "id": each.handover_id,
        "member": each.member_id,
        "recipient": each.recipient,
        "facts": list(each.facts),
        "basis": str(each.basis),
        "consents": dict(each.consents),
        "at": instant_text(each.at),
        "by": each.by,
    }


def _hand_over(services: Services, command: HandOverData) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        member = member_of(unit, command.member)
        programme = services.programmes.in_force(unit, member.programme, now)
        recipient = _recipient(programme, command)
        consents = _allowed(services, unit, programme, recipient, command)
        before = unit.handovers.get(programme.name, command.handover_id)
        values = _values(services, unit, command.member, command.facts if before is None else before.facts)
        made = HandOver(
            programme.name,
            command.handover_id,
            command.member,
            recipient.id,
            tuple(sorted(values)),
            Basis(recipient.basis),
            {str(purpose): record for purpose, record in consents.items()},
            now,
            command.source,
        )
        if before is not None:
            same = (before.member_id, before.recipient) == (command.member, recipient.id)
            if not same or not set(before.facts) <= set(command.facts):
                raise HandOverDiffers
            return Told({**handover_data(before), "values": values}, replayed=True)
        if not unit.handovers.add(made):
            raise DecideAgain
        unit.commit()
    return Told({**handover_data(made), "values": values})


def _recipient(programme: Programme, command: HandOverData) -> RecipientShape:
    """Give the recipient, where it gets all that is asked for. Raises UnknownRecipient, NotForRecipient."""
    known = {each.id: each for each in programme.shape.recipients}
    recipient = known.get(command.recipient)
    if recipient is None:
        raise UnknownRecipient(pointer="/recipient", hint=did_you_mean(command.recipient, known))
    for place, name in enumerate(command.facts):
        if name not in recipient.gets:
            hint = did_you_mean(name, recipient.gets) or f"it gets {', '.join(recipient.gets)}"
            raise NotForRecipient(pointer=f"/facts/{place}", hint=hint)
    return recipient


def _allowed(
    services: Services,
    unit: UnitOfWork,
    programme: Programme,
    recipient: RecipientShape,
    command: HandOverData,
) -> Mapping[Purpose, str]:
    """Give the consents it rests on, by purpose, where the member allows it now."""
    now = services.clock.now()
    allowed, basis = allowed_of(unit, command.member, now), Basis(recipient.basis)
    if basis is Basis.LEGAL_DUTY:
        return {}
    if allowed.choices[Choice.RESTRICTED]:
        raise SharingStopped("The member wants their data kept and not used.")
    shared = recipient.sells or basis in {Basis.CONSENT, Basis.LEGITIMATE_INTEREST}
    if shared and not allowed.choices[Choice.SHARING]:
        raise SharingStopped
    if shared and allowed.band is not AgeBand.ADULT:
        raise MinorNotAllowed("Nothing of members who are not grown up is shared.")
    facts = programme.shape.facts
    sensitive = any(facts[name].consent == SENSITIVE for name in command.facts if name in facts)
    needed = consents_needed(
        basis,
        sensitive=sensitive,
        abroad=recipient.abroad,
        separate=separate_consents(programme, now),
    )
    records, found = consents_of(unit, command.member), {}
    for purpose in needed:
        given = given_for(records, purpose, recipient.id, command.facts, now)
        if given is None:
            raise SeparateConsentMissing(f"Ask for {purpose}, for {recipient.id}.", purpose=str(purpose))
        found[purpose] = given.record_id
    return found


def _values(services: Services, unit: UnitOfWork, member: MemberId, names: tuple[str, ...]) -> dict[str, Any]:
    """Give what is known of the facts, and the address by which the member is reached where asked for."""
    values: dict[str, Any] = dict(
        unit.members.load_facts(member, [each for each in names if each != CONTACT])
    )
    contact = contact_in(services, unit, member) if CONTACT in names else None
    if contact is not None:
        values[CONTACT] = dict(contact.fields)
    return values
