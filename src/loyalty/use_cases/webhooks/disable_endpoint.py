"""Let nothing be sent to an endpoint any more, until it is enabled again."""

from typing import Any

from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.use_cases.deeds.keeping import COMMAND_LINE, Done, keep_deed
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.webhooks.endpoints import endpoint_data, endpoint_of
from loyalty.webhooks.endpoint import Why


def disable_endpoint(
    services: Services, programme: str, endpoint_id: str, by: Person = COMMAND_LINE
) -> dict[str, Any]:
    """Give the endpoint as `endpoint_data`; done again it changes nothing. Raises UnknownEndpoint."""
    return retrying(services, lambda: _disable(services, programme, endpoint_id, by))


def _disable(services: Services, programme: str, endpoint_id: str, by: Person) -> dict[str, Any]:
    with services.units.write() as unit:
        found = endpoint_of(unit, programme, endpoint_id)
        changed = found.disabled(Why.ASKED)
        unit.endpoints.change(changed)
        data = endpoint_data(services, unit, changed)
        if changed != found:
            keep_deed(unit, services.clock.now(), Done(What.ENDPOINT_DISABLED, by, endpoint_id, programme))
        unit.commit()
    return data
