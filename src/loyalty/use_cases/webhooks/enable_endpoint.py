"""Let an endpoint be told again; what waited for it is tried now."""

from datetime import datetime

from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.deeds.keeping import COMMAND_LINE, Done, keep_deed
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.services import Services
from loyalty.use_cases.webhooks.endpoints import endpoint_data, endpoint_of
from loyalty.use_cases.webhooks.repeating import Changed, change_once


def enable_endpoint(
    services: Services,
    programme: str,
    endpoint_id: str,
    by: Person = COMMAND_LINE,
    once: Once | None = None,
) -> Told:
    """Give the endpoint as `endpoint_data`; done again it brings forward what waits for its next attempt.

    Raises UnknownEndpoint, IdempotencyConflict.
    """
    place = programme, endpoint_id
    return change_once(services, once, lambda unit, now: _enable(services, unit, now, place, by))


def _enable(
    services: Services, unit: UnitOfWork, now: datetime, place: tuple[str, str], by: Person
) -> Changed:
    found = endpoint_of(unit, *place)
    changed = found.enabled()
    unit.endpoints.change(changed)
    unit.deliveries.try_now(changed, now)
    if changed != found:
        keep_deed(services, unit, now, Done(What.ENDPOINT_ENABLED, by, found.endpoint_id, found.programme))
    return endpoint_data(services, unit, changed), None
