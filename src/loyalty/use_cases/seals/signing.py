"""The key that signs now: published in the unit that uses it first, the one before it ended."""

from datetime import datetime, timedelta

from loyalty.seals.keys import SealKey, Signer, key_id_of
from loyalty.seals.refusals import NoSealKey, SealKeyEnded
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.services import Services

OVERLAP = timedelta(minutes=1)
"""How long a key signs after another has begun: for services whose clocks differ a little."""


def signer_of(services: Services) -> Signer:
    """Give the key that the service holds. Raises NoSealKey."""
    if services.seal_keys is None:
        raise NoSealKey
    return services.seal_keys.current()


def published(unit: UnitOfWork, signer: Signer, now: datetime) -> SealKey:
    """Give the signer's key as it is published, in this writing unit where it is new.

    A new key ends those that have no end. Raises SealKeyEnded where it was ended itself.
    """
    key_id = key_id_of(signer.public)
    known = unit.seals.keys()
    own = next((key for key in known if key.key_id == key_id), None)
    if own is not None:
        if own.valid_until is not None and now >= own.valid_until:
            raise SealKeyEnded(key=key_id)
        return own
    for key in known:
        if key.valid_until is None:
            unit.seals.end_key(key.ended(signer, max(now, key.valid_from) + OVERLAP))
    begun = SealKey.begun(signer, now)
    unit.seals.add_key(begun)
    return begun
