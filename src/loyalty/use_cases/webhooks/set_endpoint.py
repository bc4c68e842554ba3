"""Let an address of a programme's own system be told of what happens, or another address, other types."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.deeds.keeping import Done, keep_deed
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.services import Services
from loyalty.use_cases.webhooks.endpoints import endpoint_data, new_secret
from loyalty.use_cases.webhooks.repeating import Changed, change_once
from loyalty.webhooks.announcement import AnnouncementType
from loyalty.webhooks.endpoint import ENDPOINTS_MAX, Endpoint, EndpointState, check_address
from loyalty.webhooks.refusals import EndpointsExhausted


@dataclass(frozen=True, slots=True)
class SetEndpoint:
    """``endpoint_id`` is the caller's own id; ``types`` empty: all."""

    programme: str
    endpoint_id: str
    address: str
    types: frozenset[AnnouncementType]
    by: Person


def set_endpoint(services: Services, command: SetEndpoint, once: Once | None = None) -> Told:
    """Give the endpoint as `endpoint_data`, with ``secret`` where it is new: shown this once.

    Asked again under the key of ``once`` it gives the same secret while that is kept. Raises
    UnknownProgramme, AddressRefused, EndpointsExhausted, VaultLocked, SealBroken, IdempotencyConflict.
    """
    check_address(command.address, loopback=services.post.loopback)
    return change_once(services, once, lambda unit, now: _set(services, unit, now, command))


def _set(services: Services, unit: UnitOfWork, now: datetime, command: SetEndpoint) -> Changed:
    services.programmes.in_force(unit, command.programme, now)
    there = unit.endpoints.get(command.programme, command.endpoint_id)
    secret = None
    if there is not None:
        found = replace(there, address=command.address, types=command.types)
        unit.endpoints.change(found)
    else:
        if len(unit.endpoints.of_programmes({command.programme})) >= ENDPOINTS_MAX:
            raise EndpointsExhausted(most=ENDPOINTS_MAX)
        found = Endpoint(
            command.programme,
            command.endpoint_id,
            command.address,
            command.types,
            EndpointState.ENABLED,
            now,
            command.by.name,
            now,
        )
        unit.endpoints.add(found)
        secret = new_secret(services, unit, found)
    if found != there:
        _keep(services, unit, command, now, created=there is None)
    return endpoint_data(services, unit, found), secret


def _keep(services: Services, unit: UnitOfWork, command: SetEndpoint, at: datetime, *, created: bool) -> None:
    """Keep who set it and which types it is told of; of the address only the host, which is no secret."""
    what = What.ENDPOINT_MADE if created else What.ENDPOINT_CHANGED
    says: dict[str, str | list[str]] = {
        "host": urlsplit(command.address).hostname or "",
        "types": [str(each) for each in sorted(command.types)],
    }
    keep_deed(services, unit, at, Done(what, command.by, command.endpoint_id, command.programme, says))
