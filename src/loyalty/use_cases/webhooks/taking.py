"""Take deliveries that may be tried, so that nobody else tries them for a while."""

from loyalty.use_cases.services import Services
from loyalty.use_cases.webhooks.endpoints import secrets_of
from loyalty.webhooks.delivery import HELD_FOR, Claimed
from loyalty.webhooks.signing import Secret

TOGETHER = 16
"""How many deliveries one worker takes at a time."""


def take(services: Services) -> list[tuple[Claimed, list[Secret]]]:
    """Give what was taken, each with what signs it, read first so that nothing is taken that cannot be sent.

    Raises VaultLocked, SealBroken.
    """
    now = services.clock.now()
    signing: dict[tuple[str, str], list[Secret]] = {}
    with services.units.write() as unit:
        found = unit.deliveries.claim(now, HELD_FOR, TOGETHER)
        for each in found:
            place = each.endpoint.programme, each.endpoint.endpoint_id
            if place not in signing:
                signing[place] = secrets_of(services, unit, each.endpoint)
        if found:
            unit.commit()
    return [(each, signing[each.endpoint.programme, each.endpoint.endpoint_id]) for each in found]
