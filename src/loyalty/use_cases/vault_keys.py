"""A member's key inside a unit of work: made when it is needed first, never again once it was destroyed."""

from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.services import Services
from loyalty.vault.contact import NAME
from loyalty.vault.key import FRESH_BYTES, MasterKey, MemberKey, fresh_key, unseal, unwrap
from loyalty.vault.refusals import MemberErased, VaultLocked


def key_of(services: Services, unit: UnitOfWork, member_id: MemberId) -> MemberKey | None:
    """Give a member's key, None where none was ever needed or it was destroyed. Raises VaultLocked."""
    kept = unit.vault.key(member_id)
    return None if kept is None else unwrap(kept, master_of(services))


def key_for(services: Services, unit: UnitOfWork, member_id: MemberId) -> MemberKey:
    """Give a member's key, made in this writing unit where there is none.

    Raises MemberErased where it was destroyed, VaultLocked, and DecideAgain where another was first.
    """
    master = master_of(services)
    kept = unit.vault.key(member_id)
    if kept is None:
        chance = services.entropy.bits(8 * FRESH_BYTES)
        kept = fresh_key(member_id, chance, master, services.clock.now())
        if not unit.vault.add_key(kept):
            raise DecideAgain
    key = unwrap(kept, master)
    if key is None:
        raise MemberErased
    return key


def name_of(services: Services, unit: UnitOfWork, member_id: MemberId) -> str | None:
    """Give the name that is kept of a member, None where there is none or its key was destroyed.

    Raises VaultLocked.
    """
    sealed = unit.vault.sealed(member_id).get(NAME)
    key = None if sealed is None else key_of(services, unit, member_id)
    return None if sealed is None or key is None else unseal(key, NAME, sealed)


def masters_in_use(services: Services) -> frozenset[str]:
    """Give the fingerprints of the master keys that wrap those of members now."""
    with services.units.read() as unit:
        return unit.vault.masters()


def master_of(services: Services) -> MasterKey:
    """Give the service's master key. Raises VaultLocked where it has none."""
    if services.master is None:
        raise VaultLocked
    return services.master
