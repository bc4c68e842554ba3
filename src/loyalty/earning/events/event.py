"""Events that members did besides buying, and why one earned less than its rules give."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loyalty.kernel.identity import MemberId
from loyalty.kernel.refusal import Refusal


class Why(StrEnum):
    """Why an event earned less than its rule gives."""

    NOT_IN_FORCE = "not-in-force"
    ALREADY = "already-earned"
    NOT_FULL = "not-full"
    CONDITION = "condition-not-met"
    NO_ORDER = "no-order-before"
    CAP = "cap-reached"
    BUDGET = "budget-spent"


@dataclass(frozen=True, slots=True)
class EventKey:
    """An event's id is the caller's own, unique per programme and source."""

    programme: str
    source: str
    event_id: str


@dataclass(frozen=True, slots=True)
class DoneEvent:
    """Something a member did, and what it earned.

    ``rule`` is what was done. ``points`` are those of every rule; ``why``, ``pending_until``,
    ``expires_at`` are of the first one, ``why`` empty where it gave all it has.
    ``explanation_id`` is None for events kept before they were explained.
    """

    key: EventKey
    member_id: MemberId
    rule: str
    occurred_at: datetime
    recorded_at: datetime
    digest: str
    points: int
    why: str = ""
    pending_until: datetime | None = None
    expires_at: datetime | None = None
    explanation_id: str | None = None


@dataclass(frozen=True, slots=True)
class EventCount:
    """What an event counts for later events of the member, or towards a tier."""

    event: DoneEvent
    measure: str
    amount: int


class EventDiffers(Refusal):
    """The id names an event that was kept with other content."""

    code = "event-differs"
    title = "This id was used for another event"


class UnknownEvent(Refusal):
    """The programme gives nothing for events of this name."""

    code = "unknown-event"
    title = "The programme knows no such event"
