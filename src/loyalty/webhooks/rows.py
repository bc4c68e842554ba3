"""How rows of webhooks become values, and back; for `store` alone."""

import json
from typing import Any

from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.webhooks.announcement import Announced, AnnouncementType
from loyalty.webhooks.delivery import Delivery, DeliveryState
from loyalty.webhooks.endpoint import Endpoint, EndpointState, types_in

Cells = Any  # a row of SQLAlchemy: its columns are attributes


def announced_from(row: Cells) -> Announced:
    """Give an announcement as it is kept."""
    return Announced(
        MemberId(row.member_id),
        row.seq,
        row.event_id,
        row.programme,
        AnnouncementType(row.type),
        instant_at(row.recorded_at),
        row.content,
        row.traceparent,
    )


def endpoint_row(of: Endpoint) -> dict[str, Any]:
    """Give the row of an endpoint."""
    return {
        "programme": of.programme,
        "endpoint_id": of.endpoint_id,
        "address": of.address,
        "types": json.dumps(sorted(of.types)),
        "state": str(of.state),
        "why": of.why,
        "created_at": microseconds(of.created_at),
        "created_by": of.created_by,
        "failures": of.failures,
        "paused_until": microseconds(of.paused_until),
        "accepted_at": None if of.accepted_at is None else microseconds(of.accepted_at),
    }


def endpoint_from(row: Cells) -> Endpoint:
    """Give an endpoint from its row."""
    return Endpoint(
        row.programme,
        row.endpoint_id,
        row.address,
        types_in(json.loads(row.types)),
        EndpointState(row.state),
        instant_at(row.created_at),
        row.created_by,
        instant_at(row.paused_until),
        row.why,
        row.failures,
        None if row.accepted_at is None else instant_at(row.accepted_at),
    )


def delivery_row(of: Delivery) -> dict[str, Any]:
    """Give the row of a delivery."""
    return {
        "member_id": of.member_id,
        "seq": of.seq,
        "endpoint_id": of.endpoint_id,
        "event_id": of.event_id,
        "programme": of.programme,
        "state": str(of.state),
        "attempts": of.attempts,
        "next_at": microseconds(of.next_at),
        "made_at": microseconds(of.made_at),
    }


def delivery_from(row: Cells, attempts: int) -> Delivery:
    """Give a delivery from its row, of which so many attempts were begun."""
    return Delivery(
        MemberId(row.member_id),
        row.seq,
        row.endpoint_id,
        row.event_id,
        row.programme,
        DeliveryState(row.state),
        attempts,
        instant_at(row.next_at),
        instant_at(row.made_at),
    )
