"""Let nothing be sent to an endpoint any more, until it is enabled again."""

from typing import Any

from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.webhooks.endpoints import endpoint_data, endpoint_of
from loyalty.webhooks.endpoint import Why


def disable_endpoint(services: Services, programme: str, endpoint_id: str) -> dict[str, Any]:
    """Give the endpoint as `endpoint_data`; done again it changes nothing. Raises UnknownEndpoint."""
    return retrying(services, lambda: _disable(services, programme, endpoint_id))


def _disable(services: Services, programme: str, endpoint_id: str) -> dict[str, Any]:
    with services.units.write() as unit:
        found = endpoint_of(unit, programme, endpoint_id)
        changed = found.disabled(Why.ASKED)
        unit.endpoints.change(changed)
        data = endpoint_data(services, unit, changed)
        unit.commit()
    return data
