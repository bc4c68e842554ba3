"""Take deliveries that may be tried, so that nobody else tries them for a while."""

from collections.abc import Collection
from dataclasses import dataclass

from loyalty.use_cases.services import Services
from loyalty.use_cases.vault_keys import master_of
from loyalty.use_cases.webhooks.endpoints import signing_secrets
from loyalty.use_cases.webhooks.sending.leaving_alone import LeftAlone, leave_alone
from loyalty.webhooks.delivery import HELD_FOR, Claimed
from loyalty.webhooks.signing import Secret

TOGETHER = 16
"""How many deliveries one worker takes at a time."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Deliveries, each with what signs it; or, where one cannot be signed, none and whose that are."""

    signed: list[tuple[Claimed, list[Secret]]]
    left_alone: list[LeftAlone]


def take(services: Services, slow: Collection[tuple[str, str]], share: int) -> Taken:
    """Give what was taken; secrets are read first, so that nothing is taken that cannot be sent.

    What is for ``slow`` endpoints is left for later, of any other it takes ``share`` at most. An endpoint
    whose secrets do not open is left alone for a few minutes, and stops no other.
    Raises VaultLocked where there is no master key at all.
    """
    master_of(services)
    now = services.clock.now()
    signing: dict[tuple[str, str], list[Secret]] = {}
    with services.units.write() as unit:
        found = unit.deliveries.claim(now, HELD_FOR, TOGETHER, share=share, besides=slow)
        for each in found:
            place = each.endpoint.place
            if place not in signing:
                signing[place] = signing_secrets(services, unit, each.endpoint)
        silent = {place for place, secrets in signing.items() if not secrets}
        if found and not silent:
            unit.commit()
    if silent:
        endpoints = {each.endpoint.place: each.endpoint for each in found}
        return Taken([], leave_alone(services, [endpoints[place] for place in sorted(silent)]))
    return Taken([(each, signing[each.endpoint.place]) for each in found], [])
