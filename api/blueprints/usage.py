"""Usage events."""

from typing import Any

from api.auth import Right, caller
from api.blueprints.common import OK
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.usage import EVENTS_EXAMPLE, EventsIn, EventsOut
from loyalty.access.scopes import Scope
from loyalty.language.readers.words import decimal_text
from loyalty.use_cases.record_usage import Outcome, RecordUsage, SentEvent, record_usage

usage = Resource("usage", "What members used, counted once by the ids of its events.")
SEND = Exchange(EventsOut, takes=EventsIn, status=OK, request_example=EVENTS_EXAMPLE, own_id=True)


@usage.route("POST", "/v1/usage/events", Right(Scope.USAGE_WRITE, books=True), SEND)
def record_events(body: dict[str, Any]) -> dict[str, object]:
    """Record usage events, up to 1000 at once.

    Each has an outcome of its own. An event that was sent before is a duplicate and counts
    once, so a request may be repeated as a whole. A request in which an event cannot be read
    is refused as a whole, with the place.
    """
    caller().reach(body["programme"])
    events = [
        SentEvent(event["id"], event["member"], event["meter"], decimal_text(event["quantity"]), event["at"])
        for event in body["events"]
    ]
    found = record_usage(services(), RecordUsage(body["programme"], caller().label, events))
    return {"outcomes": [_shown(outcome) for outcome in found]}


def _shown(outcome: Outcome) -> dict[str, object]:
    return {
        "id": outcome.event_id,
        "outcome": outcome.outcome,
        "differs": list(outcome.differs) or None,
        "why": outcome.why or None,
    }
