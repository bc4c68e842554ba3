"""Hand on what was announced and send it: rows are taken, sent without a transaction, and marked.

Several workers may do it at once. An announcement of a member is sent to an endpoint when the one
before it was taken there or given up. A worker that dies lets what it took go after a while, and it is
sent again under the same id: at least once, never out of order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.webhooks.sending.handing_on import hand_on
from loyalty.use_cases.webhooks.sending.leaving_alone import LeftAlone
from loyalty.use_cases.webhooks.sending.taking import take
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

SPAN_BITS = 64


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery as it is after an attempt, what came of that, and what was sent."""

    delivery: Delivery
    outcome: Outcome
    type: str


def deliver_webhooks(services: Services) -> Iterator[Sent | LeftAlone]:
    """Give every attempt until nothing is left that may be tried now, and each endpoint left alone.

    Raises VaultLocked where there is no master key.
    """
    while True:
        handed_on = retrying(services, partial(hand_on, services))
        taken = retrying(services, partial(take, services))
        yield from taken.left_alone
        if taken.signed:
            outcomes = services.post.send(
                [_message(services, claimed, secrets) for claimed, secrets in taken.signed]
            )
            tried = [(claimed, came) for (claimed, _), came in zip(taken.signed, outcomes, strict=True)]
            yield from retrying(services, partial(_mark, services, tried))
        elif not handed_on and not taken.left_alone:
            return


def _message(services: Services, claimed: Claimed, secrets: Sequence[Secret]) -> Message:
    body = claimed.announced.body()
    headers = signed_headers(secrets, claimed.announced.event_id, services.clock.now(), body)
    span = claimed.announced.span(services.entropy.bits(SPAN_BITS))
    return Message(claimed.endpoint.address, {**headers, **span}, body)


def _mark(services: Services, tried: Sequence[tuple[Claimed, Outcome]]) -> list[Sent]:
    """Keep what came of attempts; what somebody else took since stays theirs.

    Of an endpoint that was removed meanwhile nothing is kept.
    """
    now = services.clock.now()
    endpoints: dict[tuple[str, str], Endpoint] = {}
    sent = []
    with services.units.write() as unit:
        for claimed, outcome in tried:
            chance = services.entropy.below(chance_below(claimed.delivery))
            ended = after(claimed.delivery, outcome, now, chance)
            place = ended.programme, ended.endpoint_id
            there = endpoints.get(place) or unit.endpoints.get(*place)
            if there is not None:
                unit.deliveries.finish(ended, Attempt(now, outcome))
                endpoints[place] = endpoint_after(there, ended, outcome, now)
                if endpoints[place] != there:
                    unit.endpoints.change(endpoints[place])
            sent.append(Sent(ended, outcome, str(claimed.announced.type)))
        unit.commit()
    return sent
