"""End an API key at once."""

from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.use_cases.deeds.keeping import COMMAND_LINE, Done, keep_deed
from loyalty.use_cases.services import Services, retrying


def revoke_key(services: Services, key_id: str, by: Person = COMMAND_LINE) -> bool:
    """Give whether there was such a key in use; from now on it opens nothing."""
    return retrying(services, lambda: _revoke(services, key_id, by))


def _revoke(services: Services, key_id: str, by: Person) -> bool:
    now = services.clock.now()
    with services.units.write() as unit:
        revoked = unit.keys.revoke(key_id, now)
        ended = unit.keys.get(key_id)
        if revoked and ended is not None:
            says = {"label": ended.label}
            keep_deed(services, unit, now, Done(What.KEY_REVOKED, by, key_id, ended.programme, says))
        unit.commit()
    return revoked
