"""Give an endpoint another secret; the one before signs beside it for a day, so that nothing is refused."""

from dataclasses import replace
from typing import Any

from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.kernel.instant import microseconds
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.deeds.keeping import COMMAND_LINE, Done, keep_deed
from loyalty.use_cases.once import Once, tell, told_before
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.vault_keys import master_of
from loyalty.use_cases.webhooks.endpoints import endpoint_data, endpoint_of, new_secret
from loyalty.webhooks.endpoint import Endpoint
from loyalty.webhooks.signing import opened

MADE_AT = "made_at"


def rotate_secret(
    services: Services,
    programme: str,
    endpoint_id: str,
    by: Person = COMMAND_LINE,
    once: Once | None = None,
) -> dict[str, Any]:
    """Give the endpoint as `endpoint_data` with its new ``secret``, which is shown this once.

    One that was replaced within the day before signs no more: two sign at most. Asked again under the
    key of ``once`` it gives the same secret while that is kept, and makes none. Raises UnknownEndpoint,
    VaultLocked, SealBroken, IdempotencyConflict.
    """
    return retrying(services, lambda: _rotate(services, (programme, endpoint_id), by, once))


def _rotate(services: Services, place: tuple[str, str], by: Person, once: Once | None) -> dict[str, Any]:
    now = services.clock.now()
    with services.units.write() as unit:
        found = endpoint_of(unit, *place)
        told = None if once is None else told_before(unit, once, now)
        if told is not None:
            return _again(services, unit, found, told.data[MADE_AT])
        secret = new_secret(services, unit, found)
        if not found.failures:  # what it was left alone for, if anything, was its secret
            found = replace(found, paused_until=found.created_at)
            unit.endpoints.change(found)
        data = endpoint_data(services, unit, found)
        keep_deed(unit, now, Done(What.SECRET_ROTATED, by, found.endpoint_id, found.programme))
        if once is not None:
            made_at = unit.endpoints.secrets(*place, now)[0].made_at
            tell(unit, once, now, {MADE_AT: microseconds(made_at)})
        unit.commit()
    return {**data, "secret": secret.text}


def _again(services: Services, unit: UnitOfWork, of: Endpoint, made_at: int) -> dict[str, Any]:
    """Give the answer as it was: what is kept of it names the secret, which is sealed where it stands."""
    data = endpoint_data(services, unit, of)
    for each in unit.endpoints.secrets(of.programme, of.endpoint_id, services.clock.now()):
        if microseconds(each.made_at) == made_at:
            return {**data, "secret": opened(each, master_of(services)).text}
    return data
