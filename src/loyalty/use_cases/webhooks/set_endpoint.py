"""Let an address of a programme's own system be told of what happens, or another address, other types."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.deeds.keeping import Done, keep_deed
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.webhooks.endpoints import endpoint_data, new_secret
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


@dataclass(frozen=True, slots=True)
class Set:
    """An endpoint as it is now; a new one with its ``secret``, which is shown this once."""

    data: Mapping[str, Any]
    created: bool


def set_endpoint(services: Services, command: SetEndpoint) -> Set:
    """Give the endpoint as `endpoint_data`, with ``secret`` where it is new.

    Raises UnknownProgramme, AddressRefused, EndpointsExhausted, VaultLocked.
    """
    check_address(command.address, loopback=services.post.loopback)
    return retrying(services, lambda: _set(services, command))


def _set(services: Services, command: SetEndpoint) -> Set:
    now = services.clock.now()
    with services.units.write() as unit:
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
        data = endpoint_data(services, unit, found)
        if found != there:
            _keep(unit, command, now, created=there is None)
        unit.commit()
    shown = {} if secret is None else {"secret": secret.text}
    return Set({**data, **shown}, created=there is None)


def _keep(unit: UnitOfWork, command: SetEndpoint, at: datetime, *, created: bool) -> None:
    """Keep who set it and which types it is told of; of the address only the host, which is no secret."""
    what = What.ENDPOINT_MADE if created else What.ENDPOINT_CHANGED
    says: dict[str, str | list[str]] = {
        "host": urlsplit(command.address).hostname or "",
        "types": [str(each) for each in sorted(command.types)],
    }
    keep_deed(unit, at, Done(what, command.by, command.endpoint_id, command.programme, says))
