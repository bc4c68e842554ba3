"""What several verbs about endpoints share: finding one, its secrets, and how it is shown."""

from contextlib import suppress
from typing import Any

from loyalty.deeds.label import ERASED
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.services import Services
from loyalty.use_cases.vault_keys import master_of
from loyalty.vault.refusals import SealBroken, VaultLocked
from loyalty.webhooks.endpoint import Endpoint, EndpointState, Why
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
    """Keep a new secret of an endpoint and give it. Raises VaultLocked.

    The one before signs beside it for a day, one before that no more: never more than two sign.
    """
    now = services.clock.now()
    chance = services.entropy.bits(8 * FRESH_BYTES)
    secret = fresh_secret(chance)
    place = of.programme, of.endpoint_id
    unit.endpoints.forget_secrets(*place)
    unit.endpoints.add_secret(kept(secret, place, chance, master_of(services), now), now + KEPT_ON)
    return secret


def secrets_of(services: Services, unit: UnitOfWork, of: Endpoint) -> list[Secret]:
    """Give what signs for an endpoint now, as `signing_secrets`. Raises VaultLocked where nothing does."""
    found = signing_secrets(services, unit, of)
    if not found:
        raise VaultLocked
    return found


def signing_secrets(services: Services, unit: UnitOfWork, of: Endpoint) -> list[Secret]:
    """Give the secrets that sign for an endpoint now, the newest first, those that can be opened.

    Where none can, another one (`rotate_secret`) mends that, or the master key that sealed them.
    """
    good: list[Secret] = []
    for each in unit.endpoints.secrets(of.programme, of.endpoint_id, services.clock.now()):
        with suppress(VaultLocked, SealBroken):
            good.append(opened(each, master_of(services)))
    return good


def endpoint_data(services: Services, unit: UnitOfWork, of: Endpoint) -> dict[str, Any]:
    """Give an endpoint as plain data, with its public keys and without its secret."""
    now = services.clock.now()
    secrets = signing_secrets(services, unit, of)
    return {
        "endpoint": of.endpoint_id,
        "programme": of.programme,
        "url": of.address,
        "types": sorted(of.types),
        "state": str(of.state),
        "why": of.why or (None if secrets else str(Why.SECRET)),
        "public_keys": [each.public for each in secrets],
        "created_at": of.created_at,
        "created_by": of.created_by or ERASED,
        "accepted_at": of.accepted_at,
        "paused_until": of.paused_until if of.paused_until > now else None,
    }
