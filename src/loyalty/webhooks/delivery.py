"""A delivery: one announcement for one endpoint, tried until it is taken or given up.

The times between two attempts are those that Standard Webhooks recommends
(https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md), a day at
most and three days in all; each is made longer by chance, by up to a fifth.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from loyalty.kernel.identity import MemberId
from loyalty.webhooks.announcement import Announced
from loyalty.webhooks.endpoint import GONE, THROTTLE_MAX, THROTTLING, Endpoint, Why

WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""How long it waits after the first, second, … attempt; after one more it is given up."""

CHANCE_SHARE = 5
"""A wait is made longer by up to this part of itself, so that not all come back at one time."""

HELD_FOR = timedelta(seconds=120)
"""How long whoever took a delivery has for it; afterwards somebody else takes it, under the same id."""

TAKEN = range(200, 300)


class DeliveryState(StrEnum):
    """How far a delivery is."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Unsent:
    """What has not reached the systems that are told: announcements nobody handed on, deliveries that wait.

    ``since`` is when the oldest of them was made.
    """

    announcements: int
    deliveries: int
    since: datetime | None

    def lag(self, now: datetime) -> timedelta:
        """Give for how long the oldest has waited, nothing where none waits."""
        return timedelta() if self.since is None else max(now - self.since, timedelta())


@dataclass(frozen=True, slots=True)
class Delivery:
    """An announcement for an endpoint; ``attempts`` counts those that were begun."""

    member_id: MemberId
    seq: int
    endpoint_id: str
    event_id: str
    programme: str
    state: DeliveryState
    attempts: int
    next_at: datetime
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent once: to which address, with which headers besides the usual ones."""

    address: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt: the status of the answer, or the fault because of which there was none.

    ``wait`` is how long the endpoint asked to be left alone.
    """

    status: int | None = None
    fault: str = ""
    milliseconds: int = 0
    wait: timedelta | None = None

    @property
    def taken(self) -> bool:
        """Say whether the endpoint took it: a status of 200 to 299, and nothing else."""
        return self.status in TAKEN


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt at a delivery, as it is kept."""

    tried_at: datetime
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that somebody took, with what is to be sent and to where."""

    delivery: Delivery
    announced: Announced
    endpoint: Endpoint


@dataclass(frozen=True, slots=True)
class Shown:
    """A delivery with what it tells of and every attempt at it, oldest first."""

    delivery: Delivery
    announced: Announced | None
    attempts: tuple[Attempt, ...] = field(default=())


def after(tried: Delivery, outcome: Outcome, now: datetime, chance: int) -> Delivery:
    """Give a delivery after an attempt; ``chance`` is a whole number below `chance_below`.

    The next attempt comes as late as the endpoint asks, but for no wait beyond `THROTTLE_MAX`.
    """
    if outcome.taken:
        return replace(tried, state=DeliveryState.DELIVERED, next_at=now)
    if outcome.status == GONE:
        return replace(tried, next_at=now)  # it waits for somebody to enable the endpoint again
    if tried.attempts > len(WAITS):
        return replace(tried, state=DeliveryState.FAILED, next_at=now)
    wait = WAITS[tried.attempts - 1] + timedelta(milliseconds=chance)
    asked = min(outcome.wait or timedelta(), THROTTLE_MAX)
    return replace(tried, next_at=now + max(wait, asked))


def chance_below(tried: Delivery) -> int:
    """Give how many milliseconds the wait after an attempt may be made longer by, and one."""
    wait = WAITS[min(tried.attempts, len(WAITS)) - 1]
    return wait // timedelta(milliseconds=1) // CHANCE_SHARE + 1


def endpoint_after(endpoint: Endpoint, ended: Delivery, outcome: Outcome, now: datetime) -> Endpoint:
    """Give an endpoint after an attempt.

    It is disabled where it says that it is gone, and where a delivery was given up and it took
    nothing since that was made.
    """
    if outcome.taken:
        return endpoint.took(now)
    if outcome.status == GONE:
        return endpoint.disabled(Why.GONE)
    accepted = endpoint.accepted_at
    if ended.state is DeliveryState.FAILED and (accepted is None or accepted < ended.made_at):
        return endpoint.disabled(Why.FAILING)
    if outcome.status is None or outcome.status in THROTTLING:
        return endpoint.failed(now, outcome.wait)
    return endpoint
