"""List the endpoints of a programme."""

from typing import Any

from loyalty.use_cases.services import Services
from loyalty.use_cases.webhooks.endpoints import endpoint_data


def list_endpoints(services: Services, programme: str) -> list[dict[str, Any]]:
    """Give every endpoint as `endpoint_data`, by id. Raises VaultLocked.

    ``failing`` is the last attempt at what it did not take and is still to be sent, None without any.
    """
    with services.units.read() as unit:
        found = unit.endpoints.of_programmes({programme})
        return [
            {**endpoint_data(services, unit, each), "failing": unit.deliveries.last_fault(each)}
            for each in found
        ]
