"""An announcement: what other systems are told of one thing that happened to a member.

It is thin: it says what happened, to whom by pseudonym, and where to look; never a name, a basket
or a text that somebody wrote. Outside it is an event in the shape of CloudEvents 1.0
(https://github.com/cloudevents/spec), the same to the byte however often it is sent.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from loyalty.kernel.identity import EPOCH, MemberId, id_text, ordered_id

SPECIFICATION = "1.0"
TRIAL = "webhook.test"
"""The type of the event with which an endpoint is tried."""
_TAIL_BITS = 63


class AnnouncementType(StrEnum):
    """What can have happened."""

    POINTS_EARNED = "points.earned"
    POINTS_PENDING = "points.pending"
    POINTS_ACTIVATED = "points.activated"
    POINTS_SPENT = "points.spent"
    POINTS_RESTORED = "points.restored"
    POINTS_REVERSED = "points.reversed"
    POINTS_EXPIRING = "points.expiring"
    POINTS_EXPIRED = "points.expired"
    POINTS_EXTENDED = "points.extended"
    POINTS_END_TOLD = "points.end_told"
    POINTS_SENT = "points.sent"
    POINTS_RECEIVED = "points.received"
    POINTS_POOLED = "points.pooled"
    POINTS_CONVERTED = "points.converted"
    POINTS_MERGED = "points.merged"
    POINTS_UNMERGED = "points.unmerged"
    HOLD_OPENED = "hold.opened"
    HOLD_CAPTURED = "hold.captured"
    HOLD_VOIDED = "hold.voided"
    HOLD_LAPSED = "hold.lapsed"
    TIER_CHANGED = "tier.changed"
    TIER_KEPT = "tier.kept"
    TIER_WILL_CHANGE = "tier.will_change"
    ORDER_RECORDED = "order.recorded"
    ORDER_CLAIMED = "order.claimed"
    ORDER_RETURNED = "order.returned"
    ORDER_CANCELLED = "order.cancelled"
    ORDER_EXCHANGED = "order.exchanged"
    ORDER_ADJUSTED = "order.adjusted"
    SUBSCRIPTION_STARTED = "subscription.started"
    SUBSCRIPTION_CHANGED = "subscription.changed"
    SUBSCRIPTION_PAUSED = "subscription.paused"
    SUBSCRIPTION_RESUMED = "subscription.resumed"
    SUBSCRIPTION_CANCELLED = "subscription.cancelled"
    SUBSCRIPTION_RENEWING = "subscription.renewing"
    SUBSCRIPTION_PRICE_WILL_CHANGE = "subscription.price_will_change"
    SUBSCRIPTION_REFUND_DUE = "subscription.refund_due"
    SPENDING_REACHED = "spending.reached"
    INVOICE_ISSUED = "invoice.issued"
    INVOICE_CREDITED = "invoice.credited"
    INVOICE_VOIDED = "invoice.voided"
    MEMBER_ENROLLED = "member.enrolled"
    MEMBER_MERGED = "member.merged"
    MEMBER_UNMERGED = "member.unmerged"
    MEMBER_ERASED = "member.erased"


@dataclass(frozen=True, slots=True)
class Announcement:
    """One thing that happened to a member of a programme and was recorded at ``at``.

    ``about`` names what it is about, once for ever within its type: an entry, an order, a movement.
    ``data`` is plain data, as the published schema of the type says.
    """

    member_id: MemberId
    programme: str
    type: AnnouncementType
    about: str
    at: datetime
    data: Mapping[str, object]

    @property
    def event_id(self) -> str:
        """The id outside; it sorts by ``at``, and the same thing always has the same one."""
        named = f"{self.programme}\0{self.member_id}\0{self.type}\0{self.about}"
        chance = int.from_bytes(hashlib.sha256(named.encode()).digest()[:16])
        first = ordered_id(max(self.at, EPOCH), chance >> _TAIL_BITS)
        tail = id_text("", chance & ((1 << _TAIL_BITS) - 1)).removeprefix("_")
        return f"{id_text('evt', first)}{tail}"


@dataclass(frozen=True, slots=True)
class Announced:
    """An announcement as it is kept: its id, and its place ``seq`` among those of its member, from 1."""

    member_id: MemberId
    seq: int
    event_id: str
    programme: str
    type: AnnouncementType
    at: datetime
    content: str
    """The data as JSON text."""
    traceparent: str | None = None
    """The trace of the request that caused it (W3C Trace Context), None where no request did."""

    def event(self) -> dict[str, Any]:
        """Give the event that is told outside, with the extension for distributed tracing of CloudEvents."""
        traced = {} if self.traceparent is None else {"traceparent": self.traceparent}
        return {
            "specversion": SPECIFICATION,
            "id": self.event_id,
            "source": f"/v1/programmes/{self.programme}",
            "type": str(self.type),
            "subject": id_text("mem", self.member_id),
            "time": instant_outside(self.at),
            "datacontenttype": "application/json",
            "memberseq": self.seq,
            **traced,
            "data": json.loads(self.content),
        }

    def span(self, chance: bytes) -> dict[str, str]:
        """Give the header by which an attempt is a span of its own in that trace, of 8 random bytes."""
        if self.traceparent is None:
            return {}
        version, trace, _, flags = self.traceparent.split("-")
        return {"traceparent": f"{version}-{trace}-{chance.hex()}-{flags}"}

    def body(self) -> bytes:
        """Give the event as the bytes that are sent and signed."""
        return body_of(self.event())


def trial_event(programme: str, number: int, at: datetime) -> dict[str, Any]:
    """Give an event that tells nothing, to try an endpoint with."""
    return {
        "specversion": SPECIFICATION,
        "id": id_text("evt", number),
        "source": f"/v1/programmes/{programme}",
        "type": TRIAL,
        "time": instant_outside(at),
        "datacontenttype": "application/json",
        "data": {},
    }


def body_of(event: Mapping[str, Any]) -> bytes:
    """Give an event as the bytes that are sent and signed."""
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class AnnouncedAsked:
    """Which announcements of a programme: of a type, a member, of a time, before an id; None: any."""

    programme: str
    type: AnnouncementType | None = None
    member: MemberId | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: str | None = None


def instant_outside(at: datetime) -> str:
    """Give a UTC instant as RFC 3339 writes it."""
    return at.isoformat().replace("+00:00", "Z")
