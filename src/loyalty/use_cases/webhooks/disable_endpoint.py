"""Let nothing be sent to an endpoint any more, until it is enabled again."""

from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.use_cases.deeds.keeping import COMMAND_LINE, Done, keep_deed
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.webhooks.endpoints import endpoint_data, endpoint_of
from loyalty.use_cases.webhooks.repeating import answer, answered_before
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
    return retrying(services, lambda: _disable(services, (programme, endpoint_id), by, once))


def _disable(services: Services, place: tuple[str, str], by: Person, once: Once | None) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        before = answered_before(services, unit, once, now)
        if before is not None:
            return before
        found = endpoint_of(unit, *place)
        changed = found.disabled(Why.ASKED)
        unit.endpoints.change(changed)
        data = endpoint_data(services, unit, changed)
        if changed != found:
            keep_deed(unit, now, Done(What.ENDPOINT_DISABLED, by, found.endpoint_id, found.programme))
        told = answer(unit, once, now, data)
        unit.commit()
    return told
