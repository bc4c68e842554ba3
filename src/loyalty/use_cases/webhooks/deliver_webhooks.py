"""Hand on what was announced and send it: rows are taken, sent without a transaction, and marked.

Several workers may do it at once. An announcement of a member is sent to an endpoint when the one
before it was taken there or given up. A worker that dies lets what it took go after a while, and it is
sent again under the same id: at least once, never out of order.

Nobody waits for a slow answer but those behind it: after a moment it stays on its way while others are
sent, and an endpoint with several such is sent nothing more until it has answered. The more are on their
way, the fewer an endpoint is given, so that some that are slow leave a place for those that are not.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from functools import partial

from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.webhooks.sending.handing_on import hand_on
from loyalty.use_cases.webhooks.sending.leaving_alone import LeftAlone
from loyalty.use_cases.webhooks.sending.taking import TOGETHER, Taken, take
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
PATIENCE_SECONDS = 1
"""How long others wait for what was begun last."""
SLOW = 4
"""With so many on their way when others are begun, an endpoint is sent no further ones."""
ON_THEIR_WAY_MAX = 64
"""How many messages one worker has on their way when it begins further ones."""
NEARLY_FULL = 48
"""With so many on their way, an endpoint is given one place, and none while it has one."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery as it is after an attempt, what came of that, and what was sent."""

    delivery: Delivery
    outcome: Outcome
    type: str


def deliver_webhooks(
    services: Services, stopped: Callable[[], bool] = lambda: False
) -> Iterator[Sent | LeftAlone]:
    """Give every attempt until nothing is left that may be tried now, and each endpoint left alone.

    Once ``stopped`` nothing more is begun; what is on its way is waited for. Raises VaultLocked where there
    is no master key.
    """
    on_their_way: dict[Future[Outcome], Claimed] = {}
    while True:
        new: dict[Future[Outcome], Claimed] = {}
        more = False
        if len(on_their_way) < ON_THEIR_WAY_MAX and not stopped():
            handed_on = retrying(services, partial(hand_on, services))
            waiting = Counter(each.endpoint.place for each in on_their_way.values())
            share = _share(len(on_their_way))
            slow = {place for place, count in waiting.items() if count >= share}
            taken = retrying(services, partial(take, services, slow, share))
            yield from taken.left_alone
            new = _begun(services, taken) if taken.signed else {}
            more = bool(handed_on or taken.left_alone)
        on_their_way |= new
        if on_their_way:
            wait(new or on_their_way, PATIENCE_SECONDS, ALL_COMPLETED if new else FIRST_COMPLETED)
            tried = [(on_their_way.pop(each), each.result()) for each in list(on_their_way) if each.done()]
            yield from retrying(services, partial(_mark, services, tried))
        elif not more:
            return


def _share(on_their_way: int) -> int:
    """Give how many an endpoint is begun at a time, and with how many it waits, beside so many others."""
    if on_their_way == 0:
        return TOGETHER
    return SLOW if on_their_way < NEARLY_FULL else 1


def _begun(services: Services, taken: Taken) -> dict[Future[Outcome], Claimed]:
    messages = [_message(services, claimed, secrets) for claimed, secrets in taken.signed]
    return dict(zip(services.post.send(messages), (claimed for claimed, _ in taken.signed), strict=True))


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
