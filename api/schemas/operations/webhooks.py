"""Webhooks: endpoints, what was announced, and how it was delivered."""

import re
from collections.abc import Mapping
from typing import Any

from api import faults
from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, TRUTH, Form, Wrong, caller_id, choice, integer, query_integer, text
from api.schemas.common import AS_IT_IS, MEMBER, NAME, PAGE_MAX, PAGE_USUAL, moment, programme_name
from loyalty.kernel.identity import id_text
from loyalty.webhooks.announcement import Announced, AnnouncementType
from loyalty.webhooks.delivery import Attempt, DeliveryState, Outcome, Shown
from loyalty.webhooks.endpoint import ADDRESS_MAX, EndpointState, Why
from loyalty.webhooks.published import event_schema

_EVENT_SHOWN = "^evt_[0-7][0-9a-hjkmnp-tv-z]{25}$"
_EVENT = re.compile(_EVENT_SHOWN.removeprefix("^").removesuffix("$"), re.ASCII)
EVENT_EXAMPLE = f"{id_text('evt', 366_503_875_925 << 20)}0000000000000"
ENDPOINT_ID = caller_id(example="crm")
TYPE = choice(*AnnouncementType)
TYPES_MAX = len(AnnouncementType)
ENDPOINTS_SHOWN_MAX = 20
ATTEMPTS_MAX = 1000
SET_EXAMPLE = {
    "programme": "corner-coffee",
    "url": "https://crm.example/hooks/loyalty",
    "types": ["points.earned", "tier.changed"],
}
OF_EXAMPLE = {"programme": "corner-coffee"}
REPLAY_EXAMPLE = {"programme": "corner-coffee", "since": "2026-11-24T00:00:00Z"}


def _read_event(value: object) -> str:
    if not isinstance(value, str) or not _EVENT.fullmatch(value):
        raise Wrong(faults.NOT_ID.hinting("it begins with evt_ and is as this service wrote it"))
    return value


EVENT = Form({"type": "string", "pattern": _EVENT_SHOWN, "examples": [EVENT_EXAMPLE]}, _read_event)


class _AnnouncedAsk(StrictSchema):
    """A stretch of what is ordered by events; the programme is not needed where the key belongs to one."""

    programme = Member(caller_id(example="corner-coffee"), "The programme's name.", required=False)
    limit = Member(query_integer(1, PAGE_MAX), "How many at most.", default=PAGE_USUAL)
    cursor = Member(EVENT, "The `next` of the answer before; without it the newest.", required=False)


class AnnouncedEventsAsk(_AnnouncedAsk):
    """Which announcements."""

    type = Member(TYPE, "Only of this type.", required=False)
    member = Member(MEMBER, "Only of this member.", required=False)


class DeliveriesAsk(_AnnouncedAsk):
    """Which deliveries."""

    state = Member(choice(*DeliveryState), "Only in this state.", required=False)


class EndpointIn(StrictSchema):
    """Which address is told of what."""

    programme = programme_name()
    url = Member(
        text(ADDRESS_MAX, example="https://crm.example/hooks/loyalty"),
        "An https address on the public internet that takes a POST.",
    )
    types = Items(
        Member(TYPE, "A type."),
        "Only these types; without it, all, also those that are added later.",
        fewest=1,
        most=TYPES_MAX,
        required=False,
    )


class OfEndpointIn(StrictSchema):
    """Of which programme the endpoint is."""

    programme = programme_name()


class ReplayIn(StrictSchema):
    """What is to be sent once more."""

    programme = programme_name()
    since = moment("Only what was announced from then on.")
    until = moment("Only what was announced before then.")
    event = Member(EVENT, "Only this one.", required=False)
    failed = Member(TRUTH, "Only what was given up.", default=False)


class ReplayOut(AnswerSchema):
    """What waits to be sent again."""

    replayed = Member(integer(0, 10**9), "How many deliveries wait again by this.")
    more = Member(TRUTH, "Whether older ones were left out: ask for a shorter time.")


class EndpointOut(AnswerSchema):
    """An address that is told of what happens to members."""

    endpoint = Member(ENDPOINT_ID, "Your own id of it.")
    programme = programme_name()
    url = Member(NAME, "The address.")
    types = Items(
        Member(TYPE, "A type."), "Of what it is told; empty: of everything.", fewest=0, most=TYPES_MAX
    )
    state = Member(choice(*EndpointState), "Whether it is told.")
    why = Member(
        choice(*Why),
        "Why it is disabled: somebody asked, it answered 410, or it failed for three days. `secret`: "
        "nothing can be signed for it, so it is not told until it has another secret.",
        required=False,
    )
    secret = Member(
        NAME, "The secret of signatures `v1`. It is shown once, in the answer that made it.", required=False
    )
    public_keys = Items(
        Member(NAME, "A public key, `whpk_…`."),
        "The keys that signatures `v1a` are verified by, the newest first.",
        fewest=0,
        most=ATTEMPTS_MAX,
    )
    created_at = Member(INSTANT, "Since when it is there.")
    created_by = Member(NAME, "Who set it: the label of the API key.")
    accepted_at = Member(INSTANT, "When it last took an event, to the minute.", required=False)
    paused_until = Member(INSTANT, "Until when it is left alone, since it failed.", required=False)


class FailingOut(AnswerSchema):
    """An attempt that failed."""

    tried_at = Member(INSTANT, "When its answer, or its end, was kept.")
    status = Member(integer(100, 599), "The status that was answered.", required=False)
    fault = Member(NAME, "Why nothing was answered, such as `timed-out`.", required=False)
    milliseconds = Member(integer(0, 10**9), "How long it took.")


class EndpointListedOut(EndpointOut):
    """An endpoint, and what went wrong with it last."""

    failing = Part(
        FailingOut,
        "The last attempt that failed at what still waits for it; absent where nothing that was tried waits.",
        required=False,
    )


class EndpointRemovedOut(AnswerSchema):
    """An endpoint that is no more."""

    endpoint = Member(ENDPOINT_ID, "Your own id of it.")
    programme = programme_name()
    unsent = Member(integer(0, 10**9), "How many events waited for it, and are not sent to it any more.")


class EndpointsOut(AnswerSchema):
    """The endpoints of a programme."""

    endpoints = Items(Part(EndpointListedOut), "By id.", fewest=0, most=ENDPOINTS_SHOWN_MAX)


class AttemptOut(AnswerSchema):
    """One attempt at a delivery."""

    tried_at = Member(INSTANT, "When its answer, or its end, was kept.", required=False)
    status = Member(integer(100, 599), "The status that was answered.", required=False)
    fault = Member(NAME, "Why nothing was answered, such as `timed-out`.", required=False)
    milliseconds = Member(integer(0, 10**9), "How long it took.")
    taken = Member(TRUTH, "Whether the endpoint took it: a status of 200 to 299.")


class DeliveryOut(AnswerSchema):
    """One event for one endpoint."""

    event = Member(EVENT, "The event's id, which is the `webhook-id`.")
    type = Member(TYPE, "Its type; absent once the event is no longer kept.", required=False)
    member = Member(MEMBER, "The member it is about.")
    state = Member(choice(*DeliveryState), "How far it is.")
    next_at = Member(INSTANT, "From when on it may be tried; absent once it ended.", required=False)
    attempts = Items(Part(AttemptOut), "Each attempt, oldest first.", fewest=0, most=ATTEMPTS_MAX)


class DeliveriesOut(AnswerSchema):
    """A stretch of the deliveries, newest event first."""

    deliveries = Items(Part(DeliveryOut), "The deliveries.", fewest=0, most=PAGE_MAX)
    next = Member(EVENT, "The cursor of the next stretch; absent at the end.", required=False)


class AnnouncedEventsOut(AnswerSchema):
    """A stretch of what was announced, newest first, each as it is sent."""

    events = Items(Member(AS_IT_IS, "An event."), "The events.", fewest=0, most=PAGE_MAX)
    next = Member(EVENT, "The cursor of the next stretch; absent at the end.", required=False)


class EventTypeOut(AnswerSchema):
    """A type of event."""

    type = Member(TYPE, "Its name.")
    about = Member(NAME, "When it is sent.")
    schema = Member(AS_IT_IS, "The JSON schema of the event.")


class EventTypesOut(AnswerSchema):
    """Every type of event there is."""

    types = Items(Part(EventTypeOut), "The types.", fewest=1, most=TYPES_MAX)


def outcome_shown(outcome: Outcome) -> dict[str, Any]:
    """Give the members of `AttemptOut`, but for the time."""
    return {
        "status": outcome.status,
        "fault": outcome.fault or None,
        "milliseconds": outcome.milliseconds,
        "taken": outcome.taken,
    }


def endpoint_listed(data: Mapping[str, Any]) -> dict[str, Any]:
    """Give the members of `EndpointListedOut`."""
    last: Attempt | None = data["failing"]
    failing = None if last is None else {"tried_at": last.tried_at, **outcome_shown(last.outcome)}
    return {**data, "failing": failing}


def delivery_shown(shown: Shown) -> dict[str, Any]:
    """Give the members of `DeliveryOut`."""
    delivery, announced = shown.delivery, shown.announced
    waits = delivery.state is DeliveryState.WAITING
    return {
        "event": delivery.event_id,
        "type": str(announced.type) if announced is not None else None,
        "member": delivery.member_id,
        "state": str(delivery.state),
        "next_at": delivery.next_at if waits else None,
        "attempts": [{"tried_at": each.tried_at, **outcome_shown(each.outcome)} for each in shown.attempts],
    }


def events_shown(found: list[Announced], limit: int) -> dict[str, Any]:
    """Give the members of `AnnouncedEventsOut`."""
    more = found[-1].event_id if len(found) == limit else None
    return {"events": [each.event() for each in found], "next": more}


def types_shown() -> dict[str, Any]:
    """Give the members of `EventTypesOut`."""
    return {"types": [event_schema_row(each) for each in AnnouncementType]}


def event_schema_row(of: AnnouncementType) -> dict[str, Any]:
    """Give the members of `EventTypeOut`."""
    schema = event_schema(of)
    return {"type": str(of), "about": schema["description"], "schema": schema}
