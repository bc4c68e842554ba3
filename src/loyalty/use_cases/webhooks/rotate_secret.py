"""Give an endpoint another secret; the one before signs beside it for a day, so that nothing is refused."""

from dataclasses import replace
from typing import Any

from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.webhooks.endpoints import endpoint_data, endpoint_of, new_secret


def rotate_secret(services: Services, programme: str, endpoint_id: str) -> dict[str, Any]:
    """Give the endpoint as `endpoint_data` with its new ``secret``, which is shown this once.

    Raises UnknownEndpoint, VaultLocked.
    """
    return retrying(services, lambda: _rotate(services, programme, endpoint_id))


def _rotate(services: Services, programme: str, endpoint_id: str) -> dict[str, Any]:
    with services.units.write() as unit:
        found = endpoint_of(unit, programme, endpoint_id)
        secret = new_secret(services, unit, found)
        if not found.failures:  # what it was left alone for, if anything, was its secret
            found = replace(found, paused_until=found.created_at)
            unit.endpoints.change(found)
        data = endpoint_data(services, unit, found)
        unit.commit()
    return {**data, "secret": secret.text}
