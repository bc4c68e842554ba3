"""Publish which documents were erased: a signed list by which old copies can be held to it."""

from datetime import UTC

from loyalty.seals.erasures import ErasedList
from loyalty.seals.keys import key_id_of
from loyalty.seals.refusals import NoSealKey, SealKeyEnded
from loyalty.use_cases.seals.signing import signer_of
from loyalty.use_cases.services import Services


def list_erased_seals(services: Services, programme: str) -> ErasedList:
    """Give the signed list of a programme as it is now: digests of seals and days, nothing of a person.

    Raises UnknownProgramme, SealKeyEnded, and NoSealKey also where the key never sealed anything.
    """
    now, signer = services.clock.now(), signer_of(services)
    key_id = key_id_of(signer.public)
    with services.units.read() as unit:
        services.programmes.in_force(unit, programme, now)
        known = unit.seals.keys()
        key = next((each for each in known if each.key_id == key_id), None)
        if key is None:
            raise NoSealKey
        if key.valid_until is not None and now >= key.valid_until:
            raise SealKeyEnded(key=key_id)
        erased = {
            leaf: at.astimezone(UTC).date()
            for member, at in unit.vault.destroyed()
            for leaf in unit.seals.leaves_of(programme, member)
        }
    return ErasedList(programme, max(now, key.valid_from), erased).by(signer)
