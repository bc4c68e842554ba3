"""Let nothing be sent to an endpoint any more, until it is enabled again."""

from datetime import datetime

from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.deeds.keeping import COMMAND_LINE, Done, keep_deed
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.services import Services
from loyalty.use_cases.webhooks.endpoints import endpoint_data, endpoint_of
from loyalty.use_cases.webhooks.repeating import Changed, change_once
from loyalty.webhooks.endpoint import Why


def disable_endpoint(
    services: Services,
    programme: str,
    endpoint_id: str,
    by: Person = COMMAND_LINE,
    once: Once | None = None,
) -> Told:
    """Give the endpoint as `endpoint_data`; done again it changes nothing.

    Raises UnknownEndpoint, IdempotencyConflict.
    """
    place = programme, endpoint_id
    return change_once(services, once, lambda unit, now: _disable(services, unit, now, place, by))


def _disable(
    services: Services, unit: UnitOfWork, now: datetime, place: tuple[str, str], by: Person
) -> Changed:
    found = endpoint_of(unit, *place)
    changed = found.disabled(Why.ASKED)
    unit.endpoints.change(changed)
    if changed != found:
        keep_deed(services, unit, now, Done(What.ENDPOINT_DISABLED, by, found.endpoint_id, found.programme))
    return endpoint_data(services, unit, changed), None
