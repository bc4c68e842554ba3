"""Usage events."""

from fractions import Fraction
from typing import Any

from api.auth import Right, caller
from api.blueprints.common import OK
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.usage import EVENTS_EXAMPLE, EventsIn, EventsOut
from loyalty.access.scopes import Scope
from loyalty.language.readers.words import decimal_text
from loyalty.usage.event import Received, UsageEvent
from loyalty.use_cases.record_usage import RecordUsage, record_usage

usage = Resource("usage", "What members used, counted once by the ids of its events.")
ONE = Fraction(1)
SEND = Exchange(EventsOut, takes=EventsIn, status=OK, request_example=EVENTS_EXAMPLE, own_id=True)


@usage.route("POST", "/v1/usage/events", Right(Scope.USAGE_WRITE, books=True), SEND)
def record_events(body: dict[str, Any]) -> dict[str, object]:
    """Record usage events, up to 1000 at once.

    Each has an outcome of its own. An event that was sent before is a duplicate and counts
    once, so a request may be repeated as a whole. A request in which an event cannot be read
    is refused as a whole, with the place, and so is a lone event that conflicts with one that
    is kept.
    """
    caller().reach(body["programme"])
    events = [_event(event) for event in body["events"]]
    found = record_usage(services(), RecordUsage(body["programme"], caller().label, events))
    return {"outcomes": [_shown(received) for received in found]}


def _event(sent: dict[str, Any]) -> UsageEvent:
    return UsageEvent(
        sent["id"],
        sent["member"],
        sent["meter"],
        decimal_text(sent.get("quantity", ONE)),
        sent["at"],
        sent["properties"],
        sent.get("supersedes"),
        sent.get("subscription"),
    )


def _shown(received: Received) -> dict[str, object]:
    return {
        "id": received.event_id,
        "outcome": received.reception.value,
        "differs": list(received.differs) or None,
        "why": received.why or None,
    }
