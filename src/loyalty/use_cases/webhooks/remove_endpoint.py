"""Remove an endpoint with its secrets and what still waits for it; what it was told stays in the log."""

from typing import Any

from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.use_cases.deeds.keeping import COMMAND_LINE, Done, keep_deed
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.webhooks.endpoints import endpoint_of


def remove_endpoint(
    services: Services, programme: str, endpoint_id: str, by: Person = COMMAND_LINE
) -> dict[str, Any]:
    """Give its ids and how many deliveries are not sent by that, as ``unsent``. Raises UnknownEndpoint."""
    return retrying(services, lambda: _remove(services, programme, endpoint_id, by))


def _remove(services: Services, programme: str, endpoint_id: str, by: Person) -> dict[str, Any]:
    with services.units.write() as unit:
        endpoint_of(unit, programme, endpoint_id)
        unsent = unit.deliveries.give_up(programme, endpoint_id)
        unit.endpoints.remove(programme, endpoint_id)
        keep_deed(unit, services.clock.now(), Done(What.ENDPOINT_REMOVED, by, endpoint_id, programme))
        unit.commit()
    return {"endpoint": endpoint_id, "programme": programme, "unsent": unsent}
