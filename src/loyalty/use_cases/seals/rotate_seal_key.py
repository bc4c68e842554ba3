"""Publish the key that seals, or put another in its place; the one before stays published."""

from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.seals.keys import SealKey
from loyalty.seals.refusals import NoSealKey, NotRotatable
from loyalty.use_cases.deeds.keeping import COMMAND_LINE, Done
from loyalty.use_cases.deeds.record_deed import record_deed
from loyalty.use_cases.seals.signing import published, signer_of
from loyalty.use_cases.services import Services, retrying


def rotate_seal_key(services: Services, by: Person = COMMAND_LINE) -> SealKey:
    """Give a new key, published, after which the one before signs a minute longer and no more.

    The private half before is gone. Raises NoSealKey, NotRotatable.
    """
    if services.seal_keys is None:
        raise NoSealKey
    publish_seal_key(services)
    if not services.seal_keys.renew():
        raise NotRotatable
    key = publish_seal_key(services)
    record_deed(services, Done(What.SEAL_KEY_ROTATED, by, key.key_id))
    return key


def publish_seal_key(services: Services) -> SealKey:
    """Give the key that seals now, published before it is used first. Raises NoSealKey, SealKeyEnded."""
    return retrying(services, lambda: _publish(services))


def _publish(services: Services) -> SealKey:
    signer = signer_of(services)
    with services.units.write() as unit:
        key = published(unit, signer, services.clock.now())
        unit.commit()
    return key
