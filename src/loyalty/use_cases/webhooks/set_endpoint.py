"""Let an address of a programme's own system be told of what happens, or another address, other types."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.webhooks.endpoints import endpoint_data, new_secret
from loyalty.webhooks.announcement import AnnouncementType
from loyalty.webhooks.endpoint import ENDPOINTS_MAX, Endpoint, EndpointState, check_address
from loyalty.webhooks.refusals import EndpointsExhausted


@dataclass(frozen=True, slots=True)
class SetEndpoint:
    """``endpoint_id`` is the caller's own id; ``types`` empty: all; ``by`` is the label of who asks."""

    programme: str
    endpoint_id: str
    address: str
    types: frozenset[AnnouncementType]
    by: str


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
                command.by,
                now,
            )
            unit.endpoints.add(found)
            secret = new_secret(services, unit, found)
        data = endpoint_data(services, unit, found)
        unit.commit()
    shown = {} if secret is None else {"secret": secret.text}
    return Set({**data, **shown}, created=there is None)
