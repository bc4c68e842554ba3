"""Give an endpoint another secret; the one before signs beside it for a day, so that nothing is refused."""

from dataclasses import replace
from datetime import datetime

from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.deeds.keeping import COMMAND_LINE, Done, keep_deed
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.services import Services
from loyalty.use_cases.webhooks.endpoints import endpoint_data, endpoint_of, new_secret
from loyalty.use_cases.webhooks.repeating import Changed, change_once


def rotate_secret(
    services: Services,
    programme: str,
    endpoint_id: str,
    by: Person = COMMAND_LINE,
    once: Once | None = None,
) -> Told:
    """Give the endpoint as `endpoint_data` with its new ``secret``, which is shown this once.

    One that was replaced within the day before signs no more: two sign at most. Asked again under the
    key of ``once`` it gives the same secret while that is kept, and makes none. Raises UnknownEndpoint,
    VaultLocked, SealBroken, IdempotencyConflict.
    """
    place = programme, endpoint_id
    return change_once(services, once, lambda unit, now: _rotate(services, unit, now, place, by))


def _rotate(
    services: Services, unit: UnitOfWork, now: datetime, place: tuple[str, str], by: Person
) -> Changed:
    found = endpoint_of(unit, *place)
    secret = new_secret(services, unit, found)
    if not found.failures:  # what it was left alone for, if anything, was its secret
        found = replace(found, paused_until=found.created_at)
        unit.endpoints.change(found)
    keep_deed(services, unit, now, Done(What.SECRET_ROTATED, by, found.endpoint_id, found.programme))
    return endpoint_data(services, unit, found), secret
