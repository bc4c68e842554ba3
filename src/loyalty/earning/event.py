"""What an event earns: pure, from the rule, the day and what the member did before."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from loyalty.kernel.identity import MemberId
from loyalty.kernel.refusal import Refusal
from loyalty.language.shapes.events import EarnEventShape


class Why(StrEnum):
    """Why an event earned less than its rule gives."""

    NOT_IN_FORCE = "not-in-force"
    ALREADY = "already-earned"
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
    """Something a member did, and what it earned; ``why`` is empty where the rule gave all it has."""

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


class EventDiffers(Refusal):
    """The id names an event that was kept with other content."""

    code = "event-differs"
    title = "This id was used for another event"


class UnknownEvent(Refusal):
    """The programme gives nothing for events of this name."""

    code = "unknown-event"
    title = "The programme knows no such event"


@dataclass(frozen=True, slots=True)
class Before:
    """What the member did before: times the rule earned in its time, orders, and room under the caps.

    ``room`` is the fewest points that any cap leaves, ``budget`` what its budget does; None without.
    """

    times: int
    orders: int
    room: int | None
    budget: int | None = None


def earned_by(rule: EarnEventShape, day: date, before: Before) -> tuple[int, str]:
    """Give the points an event earns on a day, and why they are fewer than the rule's, if they are."""
    begins = max(filter(None, (rule.from_, rule.points.first_day)), default=None)
    if (begins is not None and day < begins) or (rule.until is not None and day > rule.until):
        return 0, Why.NOT_IN_FORCE
    if rule.needs == "order" and not before.orders:
        return 0, Why.NO_ORDER
    if rule.once_per != "event" and before.times:
        return 0, Why.ALREADY
    points, why = int(rule.points.at(day)), ""
    for room, reason in ((before.room, Why.CAP), (before.budget, Why.BUDGET)):
        if room is not None and room < points:
            points, why = max(0, room), reason
    return points, why
