"""Let an endpoint be told again; what waited for it goes on."""

from typing import Any

from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.webhooks.endpoints import endpoint_data, endpoint_of


def enable_endpoint(services: Services, programme: str, endpoint_id: str) -> dict[str, Any]:
    """Give the endpoint as `endpoint_data`; done again it changes nothing. Raises UnknownEndpoint."""
    return retrying(services, lambda: _enable(services, programme, endpoint_id))


def _enable(services: Services, programme: str, endpoint_id: str) -> dict[str, Any]:
    with services.units.write() as unit:
        found = endpoint_of(unit, programme, endpoint_id)
        changed = found.enabled()
        unit.endpoints.change(changed)
        data = endpoint_data(services, unit, changed)
        unit.commit()
    return data
