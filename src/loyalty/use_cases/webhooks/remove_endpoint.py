"""Remove an endpoint with its secrets and what still waits for it; what it was told stays in the log."""

from datetime import datetime

from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.deeds.keeping import COMMAND_LINE, Done, keep_deed
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.services import Services
from loyalty.use_cases.webhooks.endpoints import endpoint_of
from loyalty.use_cases.webhooks.repeating import Changed, change_once


def remove_endpoint(
    services: Services,
    programme: str,
    endpoint_id: str,
    by: Person = COMMAND_LINE,
    once: Once | None = None,
) -> Told:
    """Give its ids and how many deliveries are not sent by that, as ``unsent``.

    Raises UnknownEndpoint, IdempotencyConflict.
    """
    place = programme, endpoint_id
    return change_once(services, once, lambda unit, now: _remove(services, unit, now, place, by))


def _remove(
    services: Services, unit: UnitOfWork, now: datetime, place: tuple[str, str], by: Person
) -> Changed:
    programme, endpoint_id = place
    endpoint_of(unit, *place)
    unsent = unit.deliveries.give_up(*place)
    unit.endpoints.remove(*place)
    keep_deed(services, unit, now, Done(What.ENDPOINT_REMOVED, by, endpoint_id, programme))
    return {"endpoint": endpoint_id, "programme": programme, "unsent": unsent}, None
