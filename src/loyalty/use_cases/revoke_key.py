"""End an API key at once."""

from loyalty.use_cases.services import Services, retrying


def revoke_key(services: Services, key_id: str) -> bool:
    """Give whether there was such a key in use; from now on it opens nothing."""
    return retrying(services, lambda: _revoke(services, key_id))


def _revoke(services: Services, key_id: str) -> bool:
    with services.units.write() as unit:
        revoked = unit.keys.revoke(key_id, services.clock.now())
        unit.commit()
    return revoked
