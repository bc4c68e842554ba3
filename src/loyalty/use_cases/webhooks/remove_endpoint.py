"""Remove an endpoint with its secrets and what still waits for it; what it was told stays in the log."""

from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.use_cases.deeds.keeping import COMMAND_LINE, Done, keep_deed
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.webhooks.endpoints import endpoint_of
from loyalty.use_cases.webhooks.repeating import answer, answered_before


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
    return retrying(services, lambda: _remove(services, (programme, endpoint_id), by, once))


def _remove(services: Services, place: tuple[str, str], by: Person, once: Once | None) -> Told:
    now = services.clock.now()
    programme, endpoint_id = place
    with services.units.write() as unit:
        before = answered_before(services, unit, once, now)
        if before is not None:
            return before
        endpoint_of(unit, *place)
        unsent = unit.deliveries.give_up(*place)
        unit.endpoints.remove(*place)
        keep_deed(unit, now, Done(What.ENDPOINT_REMOVED, by, endpoint_id, programme))
        data = {"endpoint": endpoint_id, "programme": programme, "unsent": unsent}
        told = answer(unit, once, now, data)
        unit.commit()
    return told
