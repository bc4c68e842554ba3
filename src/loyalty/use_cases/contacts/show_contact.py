"""Where a member is reached, opened with the member's own key."""

from loyalty.kernel.identity import MemberId
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.services import Services
from loyalty.use_cases.vault_keys import key_of
from loyalty.vault.contact import FIELDS, Contact, contact_of
from loyalty.vault.key import unseal


def show_contact(services: Services, member_id: MemberId) -> Contact | None:
    """Give where a member is reached, None where nothing is kept.

    Raises UnknownMember, MemberMerged, VaultLocked, SealBroken where a row was changed from outside.
    """
    with services.units.read() as unit:
        member_of(unit, member_id)
        return contact_in(services, unit, member_id)


def contact_in(services: Services, unit: UnitOfWork, member_id: MemberId) -> Contact | None:
    """Give the contact that is kept, None without one. Raises VaultLocked, SealBroken."""
    sealed = {name: text for name, text in unit.vault.sealed(member_id).items() if name in FIELDS}
    key = key_of(services, unit, member_id) if sealed else None
    return None if key is None else contact_of({n: unseal(key, n, text) for n, text in sealed.items()})
