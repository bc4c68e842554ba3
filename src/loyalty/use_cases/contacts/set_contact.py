"""Keep where a member is reached, sealed with the member's own key, in the place of what was kept before."""

from dataclasses import dataclass

from loyalty.handovers.handover import HandOver
from loyalty.handovers.handover import Told as RecipientTold
from loyalty.kernel.identity import MemberId
from loyalty.language.shapes.recipients import CONTACT
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, one_person
from loyalty.use_cases.contacts.show_contact import contact_in
from loyalty.use_cases.once import Told
from loyalty.use_cases.recipients_told import tell_recipients
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.vault_keys import key_for
from loyalty.vault.contact import FIELDS, Contact
from loyalty.vault.key import NONCE_BYTES, seal


@dataclass(frozen=True, slots=True)
class SetContact:
    """One way to reach the member, with a name or without; None forgets it."""

    member: MemberId
    contact: Contact | None


def set_contact(services: Services, command: SetContact) -> Told:
    """Give the ``member`` and the ``kept`` fields, without what is in them; the same again changes nothing.

    Raises UnknownMember, MemberMerged, MemberErased, VaultLocked, SealBroken.
    """
    return retrying(services, lambda: _set(services, command))


def _set(services: Services, command: SetContact) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        member_of(unit, command.member)
        same = contact_in(services, unit, command.member) == command.contact
        told = command.contact.fields if command.contact is not None else {}
        if not same:
            unit.vault.forget(command.member, FIELDS)
            if told:
                key = key_for(services, unit, command.member)
                chance = services.entropy.bits
                sealed = {name: seal(key, name, text, chance(8 * NONCE_BYTES)) for name, text in told.items()}
                unit.vault.keep(command.member, sealed, now)
            _tell(services, unit, command.member)
            unit.commit()
    return Told({"member": command.member, "kept": sorted(told)}, replayed=same)


def _tell(services: Services, unit: UnitOfWork, member: MemberId) -> None:
    """Let whoever got the address be told that it was corrected (GDPR Art. 19)."""

    def got(each: HandOver) -> bool:
        return CONTACT in each.facts

    ids = one_person(unit, member)
    tell_recipients(services, unit, ids, RecipientTold.CORRECTED, got)
