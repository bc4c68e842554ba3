"""Give an endpoint another secret; the one before signs beside it for a day, so that nothing is refused."""

from dataclasses import replace
from typing import Any

from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.use_cases.deeds.keeping import COMMAND_LINE, Done, keep_deed
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.webhooks.endpoints import endpoint_data, endpoint_of, new_secret


def rotate_secret(
    services: Services, programme: str, endpoint_id: str, by: Person = COMMAND_LINE
) -> dict[str, Any]:
    """Give the endpoint as `endpoint_data` with its new ``secret``, which is shown this once.

    Raises UnknownEndpoint, VaultLocked.
    """
    return retrying(services, lambda: _rotate(services, programme, endpoint_id, by))


def _rotate(services: Services, programme: str, endpoint_id: str, by: Person) -> dict[str, Any]:
    with services.units.write() as unit:
        found = endpoint_of(unit, programme, endpoint_id)
        secret = new_secret(services, unit, found)
        if not found.failures:  # what it was left alone for, if anything, was its secret
            found = replace(found, paused_until=found.created_at)
            unit.endpoints.change(found)
        data = endpoint_data(services, unit, found)
        keep_deed(unit, services.clock.now(), Done(What.SECRET_ROTATED, by, endpoint_id, programme))
        unit.commit()
    return {**data, "secret": secret.text}
