"""Hand on what was announced and send it: rows are taken, sent without a transaction, and marked.

Several workers may do it at once. An announcement of a member is sent to an endpoint when the one
before it was taken there or given up. A worker that dies lets what it took go after a while, and it is
sent again under the same id: at least once, never out of order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.webhooks.handing_on import hand_on
from loyalty.use_cases.webhooks.taking import take
from loyalty.webhooks.delivery import (
    Attempt,
    Claimed,
    Delivery,
    Message,
    Outcome,
    after,
    chance_below,
    endpoint_after,
)
from loyalty.webhooks.endpoint import Endpoint
from loyalty.webhooks.signing import Secret, signed_headers


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery as it is after an attempt, what came of that, and what was sent."""

    delivery: Delivery
    outcome: Outcome
    type: str


def deliver_webhooks(services: Services) -> Iterator[Sent]:
    """Give every attempt until nothing is left that may be tried now. Raises VaultLocked, SealBroken."""
    while True:
        handed_on = retrying(services, partial(hand_on, services))
        taken = retrying(services, partial(take, services))
        if taken:
            outcomes = services.post.send(
                [_message(services, claimed, secrets) for claimed, secrets in taken]
            )
            tried = [(claimed, came) for (claimed, _), came in zip(taken, outcomes, strict=True)]
            yield from retrying(services, partial(_mark, services, tried))
        elif not handed_on:
            return


def _message(services: Services, claimed: Claimed, secrets: Sequence[Secret]) -> Message:
    body = claimed.announced.body()
    headers = signed_headers(secrets, claimed.announced.event_id, services.clock.now(), body)
    return Message(claimed.endpoint.address, headers, body)


def _mark(services: Services, tried: Sequence[tuple[Claimed, Outcome]]) -> list[Sent]:
    """Keep what came of attempts; what somebody else took since stays theirs."""
    now = services.clock.now()
    endpoints: dict[tuple[str, str], Endpoint] = {}
    sent = []
    with services.units.write() as unit:
        for claimed, outcome in tried:
            chance = services.entropy.below(chance_below(claimed.delivery))
            ended = after(claimed.delivery, outcome, now, chance)
            unit.deliveries.finish(ended, Attempt(now, outcome))
            place = ended.programme, ended.endpoint_id
            there = endpoints.get(place) or unit.endpoints.get(*place)
            assert there is not None  # noqa: S101  it was there when the delivery was taken, and none is removed
            endpoints[place] = endpoint_after(there, ended, outcome, now)
            if endpoints[place] != there:
                unit.endpoints.change(endpoints[place])
            sent.append(Sent(ended, outcome, str(claimed.announced.type)))
        unit.commit()
    return sent
