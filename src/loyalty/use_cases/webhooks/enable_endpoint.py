"""Let an endpoint be told again; what waited for it goes on."""

from typing import Any

from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.use_cases.deeds.keeping import COMMAND_LINE, Done, keep_deed
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.webhooks.endpoints import endpoint_data, endpoint_of


def enable_endpoint(
    services: Services, programme: str, endpoint_id: str, by: Person = COMMAND_LINE
) -> dict[str, Any]:
    """Give the endpoint as `endpoint_data`; done again it changes nothing. Raises UnknownEndpoint."""
    return retrying(services, lambda: _enable(services, programme, endpoint_id, by))


def _enable(services: Services, programme: str, endpoint_id: str, by: Person) -> dict[str, Any]:
    with services.units.write() as unit:
        found = endpoint_of(unit, programme, endpoint_id)
        changed = found.enabled()
        unit.endpoints.change(changed)
        data = endpoint_data(services, unit, changed)
        if changed != found:
            keep_deed(unit, services.clock.now(), Done(What.ENDPOINT_ENABLED, by, endpoint_id, programme))
        unit.commit()
    return data
