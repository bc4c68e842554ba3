"""What several verbs about endpoints share: finding one, its secrets, and how it is shown."""

from typing import Any

from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.services import Services
from loyalty.vault.key import MasterKey
from loyalty.vault.refusals import SealBroken, VaultLocked
from loyalty.webhooks.endpoint import Endpoint, EndpointState
from loyalty.webhooks.refusals import EndpointDisabled, UnknownEndpoint
from loyalty.webhooks.signing import FRESH_BYTES, KEPT_ON, Secret, fresh_secret, kept, opened


def endpoint_of(unit: UnitOfWork, programme: str, endpoint_id: str) -> Endpoint:
    """Give a programme's endpoint. Raises UnknownEndpoint."""
    found = unit.endpoints.get(programme, endpoint_id)
    if found is None:
        raise UnknownEndpoint
    return found


def enabled_endpoint(unit: UnitOfWork, programme: str, endpoint_id: str) -> Endpoint:
    """Give a programme's endpoint that is told. Raises UnknownEndpoint, EndpointDisabled."""
    found = endpoint_of(unit, programme, endpoint_id)
    if found.state is EndpointState.DISABLED:
        raise EndpointDisabled
    return found


def new_secret(services: Services, unit: UnitOfWork, of: Endpoint) -> Secret:
    """Keep a new secret of an endpoint and give it; the one before signs for a day. Raises VaultLocked."""
    now = services.clock.now()
    chance = services.entropy.bits(8 * FRESH_BYTES)
    secret = fresh_secret(chance)
    place = of.programme, of.endpoint_id
    unit.endpoints.forget_secrets(*place, now)
    unit.endpoints.add_secret(kept(secret, place, chance, _master(services), now), now + KEPT_ON)
    return secret


def secrets_of(services: Services, unit: UnitOfWork, of: Endpoint) -> list[Secret]:
    """Give the secrets that sign for an endpoint now, the newest first, those that can be opened.

    Raises VaultLocked, SealBroken where none can; another one (`rotate_secret`) mends that.
    """
    master = _master(services)
    good: list[Secret] = []
    bad: list[VaultLocked | SealBroken] = []
    for each in unit.endpoints.secrets(of.programme, of.endpoint_id, services.clock.now()):
        try:
            good.append(opened(each, master))
        except (VaultLocked, SealBroken) as fault:
            bad.append(fault)
    if bad and not good:
        raise bad[0]
    return good


def endpoint_data(services: Services, unit: UnitOfWork, of: Endpoint) -> dict[str, Any]:
    """Give an endpoint as plain data, with its public keys and without its secret."""
    now = services.clock.now()
    return {
        "endpoint": of.endpoint_id,
        "programme": of.programme,
        "url": of.address,
        "types": sorted(of.types),
        "state": str(of.state),
        "why": of.why or None,
        "public_keys": [each.public for each in secrets_of(services, unit, of)],
        "created_at": of.created_at,
        "created_by": of.created_by,
        "accepted_at": of.accepted_at,
        "paused_until": of.paused_until if of.paused_until > now else None,
    }


def _master(services: Services) -> MasterKey:
    if services.master is None:
        raise VaultLocked
    return services.master
