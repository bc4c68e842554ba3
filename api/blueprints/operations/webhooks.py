"""Webhooks: endpoints of a programme's own systems, what they are told, and how that went."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right, caller
from api.blueprints.adoption.asking import person
from api.blueprints.common import CREATED, OK, Answer, chosen_programme, path_value, told
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.common import OfProgramme
from api.schemas.operations.webhooks import (
    ENDPOINT_ID,
    OF_EXAMPLE,
    REPLAY_EXAMPLE,
    SET_EXAMPLE,
    AnnouncedEventsAsk,
    AnnouncedEventsOut,
    AttemptOut,
    DeliveriesAsk,
    DeliveriesOut,
    EndpointIn,
    EndpointOut,
    EndpointRemovedOut,
    EndpointsOut,
    EventTypesOut,
    OfEndpointIn,
    ReplayIn,
    ReplayOut,
    delivery_shown,
    endpoint_listed,
    events_shown,
    outcome_shown,
    types_shown,
)
from loyalty.access.scopes import Scope
from loyalty.use_cases.once import Once
from loyalty.use_cases.webhooks.disable_endpoint import disable_endpoint
from loyalty.use_cases.webhooks.enable_endpoint import enable_endpoint
from loyalty.use_cases.webhooks.list_announcements import list_announcements
from loyalty.use_cases.webhooks.list_deliveries import ListDeliveries, list_deliveries
from loyalty.use_cases.webhooks.list_endpoints import list_endpoints
from loyalty.use_cases.webhooks.remove_endpoint import remove_endpoint
from loyalty.use_cases.webhooks.replay_deliveries import ReplayDeliveries, replay_deliveries
from loyalty.use_cases.webhooks.rotate_secret import rotate_secret
from loyalty.use_cases.webhooks.set_endpoint import SetEndpoint, set_endpoint
from loyalty.use_cases.webhooks.try_endpoint import try_endpoint
from loyalty.webhooks.announcement import AnnouncedAsked, AnnouncementType
from loyalty.webhooks.delivery import DeliveryState
from loyalty.webhooks.endpoint import types_in

webhooks = Resource("webhooks", "Your own systems, told of what happens to members, signed and in order.")
READ, WRITE = Right(Scope.WEBHOOKS_READ), Right(Scope.WEBHOOKS_WRITE, books=True)
ONE = "/v1/webhook-endpoints/<endpoint_id>"
SET = Exchange(
    EndpointOut,
    takes=EndpointIn,
    status=CREATED,
    own_id=True,
    may_be_keyed=True,
    request_example=SET_EXAMPLE,
)
CHANGED = Exchange(
    EndpointOut, takes=OfEndpointIn, own_id=True, may_be_keyed=True, request_example=OF_EXAMPLE
)
REMOVED = Exchange(EndpointRemovedOut, asks=OfProgramme, own_id=True, may_be_keyed=True)
TRIED = Exchange(AttemptOut, takes=OfEndpointIn, own_id=True, request_example=OF_EXAMPLE)


@webhooks.route("PUT", ONE, WRITE, SET)
def endpoint_set(once: Once | None, body: dict[str, Any], endpoint_id: str) -> Answer:
    """Set an endpoint: an address that is told of what happens from now on.

    The answer that makes it holds the secret, once. Sent again it changes address and types; sent again
    under the same `Idempotency-Key` it gives the same secret and changes nothing.
    """
    place = _place(body, endpoint_id)
    command = SetEndpoint(*place, body["url"], types_in(body.get("types", ())), person())
    done = set_endpoint(services(), command, once)
    return told(done, CREATED if "secret" in done.data else OK)


@webhooks.route("GET", "/v1/webhook-endpoints", READ, Exchange(EndpointsOut, asks=OfProgramme))
def endpoints_listed(query: Mapping[str, Any]) -> dict[str, object]:
    """List the endpoints of a programme, never a secret, and why one fails that did not take what waits."""
    found = list_endpoints(services(), chosen_programme(query))
    return {"endpoints": [endpoint_listed(each) for each in found]}


@webhooks.route("DELETE", ONE, WRITE, REMOVED)
def endpoint_removed(once: Once | None, query: Mapping[str, Any], endpoint_id: str) -> Answer:
    """Remove an endpoint with its secret; what waits for it is not sent any more."""
    endpoint = path_value(ENDPOINT_ID, endpoint_id, "endpoint_id")
    return told(remove_endpoint(services(), chosen_programme(query), endpoint, person(), once), OK)


@webhooks.route("POST", f"{ONE}/disable", WRITE, CHANGED)
def endpoint_disabled(once: Once | None, body: dict[str, Any], endpoint_id: str) -> Answer:
    """Send nothing to an endpoint any more; what waits for it goes on when it is enabled again."""
    return told(disable_endpoint(services(), *_place(body, endpoint_id), person(), once), OK)


@webhooks.route("POST", f"{ONE}/enable", WRITE, CHANGED)
def endpoint_enabled(once: Once | None, body: dict[str, Any], endpoint_id: str) -> Answer:
    """Send to an endpoint again, also to one that was disabled; what waits for it is tried now."""
    return told(enable_endpoint(services(), *_place(body, endpoint_id), person(), once), OK)


@webhooks.route("POST", f"{ONE}/secrets", WRITE, CHANGED)
def secret_rotated(once: Once | None, body: dict[str, Any], endpoint_id: str) -> Answer:
    """Make a new secret, shown once; the one before signs beside it for 24 hours.

    One that was replaced within the day before signs no more: two sign at most. Sent again under the same
    `Idempotency-Key` it gives the same secret and makes none; without a key, each request makes one.
    """
    return told(rotate_secret(services(), *_place(body, endpoint_id), person(), once), OK)


@webhooks.route("POST", f"{ONE}/test", WRITE, TRIED)
def endpoint_tried(body: dict[str, Any], endpoint_id: str) -> dict[str, Any]:
    """Send an event of the type `webhook.test` at once, and say what came of it."""
    return outcome_shown(try_endpoint(services(), *_place(body, endpoint_id)))


@webhooks.route("GET", f"{ONE}/deliveries", READ, Exchange(DeliveriesOut, asks=DeliveriesAsk))
def deliveries_listed(query: Mapping[str, Any], endpoint_id: str) -> dict[str, object]:
    """List what an endpoint was told, is being told and was not told in the end, with every attempt."""
    state = DeliveryState(query["state"]) if "state" in query else None
    endpoint = path_value(ENDPOINT_ID, endpoint_id, "endpoint_id")
    asked = ListDeliveries(chosen_programme(query), endpoint, state, query.get("cursor"))
    found = list_deliveries(services(), asked, query["limit"])
    more = found[-1].delivery.event_id if len(found) == query["limit"] else None
    return {"deliveries": [delivery_shown(each) for each in found], "next": more}


@webhooks.route(
    "POST",
    f"{ONE}/replay",
    WRITE,
    Exchange(ReplayOut, takes=ReplayIn, request_example=REPLAY_EXAMPLE),
)
def deliveries_replayed(once: Once, body: dict[str, Any], endpoint_id: str) -> Answer:
    """Send once more what was announced, under the same ids: of a time, one event, or what was given up."""
    place = _place(body, endpoint_id)
    command = ReplayDeliveries(
        *place, body.get("since"), body.get("until"), body.get("event"), failed=body["failed"]
    )
    return told(replay_deliveries(services(), command, once), OK)


@webhooks.route("GET", "/v1/webhook-events", READ, Exchange(AnnouncedEventsOut, asks=AnnouncedEventsAsk))
def events_listed(query: Mapping[str, Any]) -> dict[str, object]:
    """List what was announced in the last 30 days, each event as it is sent."""
    kind = AnnouncementType(query["type"]) if "type" in query else None
    asked = AnnouncedAsked(chosen_programme(query), kind, query.get("member"), before=query.get("cursor"))
    return events_shown(list_announcements(services(), asked, query["limit"]), query["limit"])


@webhooks.route("GET", "/v1/webhook-event-types", READ, Exchange(EventTypesOut))
def event_types_listed() -> dict[str, object]:
    """List every type of event, when it is sent, and its JSON schema."""
    return types_shown()


def _place(body: Mapping[str, Any], endpoint_id: str) -> tuple[str, str]:
    """Give the programme and the id of an endpoint that the key reaches."""
    caller().reach(body["programme"])
    return body["programme"], path_value(ENDPOINT_ID, endpoint_id, "endpoint_id")
