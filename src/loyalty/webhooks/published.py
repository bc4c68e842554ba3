"""The published schemas of events: one for each type, closed, so that nothing else can ever be told."""

from collections.abc import Mapping
from typing import Any

from loyalty.webhooks.announcement import SPECIFICATION, AnnouncementType

Data = Mapping[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
_ID = "[0-7][0-9a-hjkmnp-tv-z]{12}"
_WORD: Data = {"type": "string", "maxLength": 200}
_COUNT: Data = {"type": "integer"}
_INSTANT: Data = {"type": "string", "format": "date-time"}
_ENTRY: Data = {
    "wallet": _WORD,
    "entry": {"type": "string", "pattern": f"^ent_{_ID}$"},
    "number": _COUNT,
    "points": _COUNT,
}
_HOLD: Data = {**_ENTRY, "hold": {"type": "string", "pattern": f"^hld_{_ID}$"}}
_ORDER: Data = {"order": _WORD, "source": _WORD, "explanation": _WORD}
_BOUGHT: Data = {**_ORDER, "points_earned": _COUNT, "points_used": _COUNT}
_BACK: Data = {**_ORDER, "return": _WORD, "points_back": _COUNT, "points_restored": _COUNT}
_TIER: Data = {"from": _WORD, "to": _WORD, "cause": _WORD, "moved_at": _INSTANT}
_SUBSCRIPTION: Data = {"subscription": _WORD, "number": _COUNT, "holds_at": _INSTANT}
_MONEY: Data = {
    "type": "object",
    "properties": {"amount": _COUNT, "currency": {"type": "string", "pattern": "^[A-Z]{3}$"}},
    "required": ["amount", "currency"],
    "additionalProperties": False,
}
_INVOICE: Data = {"invoice": _WORD, "number": _COUNT, "subscription": _WORD, "payable": _MONEY}
_NOTICE: Data = {"notice": {"type": "string", "pattern": f"^ntc_{_ID}$"}, "at": _INSTANT}
_SURVIVOR: Data = {"survivor": {"type": "string", "pattern": f"^mem_{_ID}$"}}

_TYPES: Mapping[AnnouncementType, tuple[str, Data]] = {
    AnnouncementType.POINTS_EARNED: ("Points were earned and can be spent.", _ENTRY),
    AnnouncementType.POINTS_PENDING: (
        "Points were earned and can be spent later.",
        {**_ENTRY, "vests_at": _INSTANT},
    ),
    AnnouncementType.POINTS_ACTIVATED: ("Points that were pending can be spent.", _ENTRY),
    AnnouncementType.POINTS_SPENT: ("Points were spent.", _ENTRY),
    AnnouncementType.POINTS_RESTORED: ("Points that were spent were given back.", _ENTRY),
    AnnouncementType.POINTS_REVERSED: ("Points that were earned were taken back.", _ENTRY),
    AnnouncementType.POINTS_EXPIRING: (
        "Points end soon, and a notice for the member waits.",
        {**_NOTICE, "wallet": _WORD, "points": _COUNT},
    ),
    AnnouncementType.POINTS_EXPIRED: ("Points ended.", _ENTRY),
    AnnouncementType.POINTS_EXTENDED: ("Points end later than they would have.", _ENTRY),
    AnnouncementType.POINTS_END_TOLD: ("A member was told in time of when points end.", _ENTRY),
    AnnouncementType.POINTS_SENT: ("Points were given to another member.", _ENTRY),
    AnnouncementType.POINTS_RECEIVED: ("Points came from another member.", _ENTRY),
    AnnouncementType.POINTS_POOLED: ("Points went to or came from another of the household.", _ENTRY),
    AnnouncementType.POINTS_CONVERTED: ("Points went to or came from another wallet.", _ENTRY),
    AnnouncementType.POINTS_MERGED: ("Points moved since two members are one person.", _ENTRY),
    AnnouncementType.POINTS_UNMERGED: ("Points moved back since two members are not one person.", _ENTRY),
    AnnouncementType.HOLD_OPENED: ("Points were set aside.", _HOLD),
    AnnouncementType.HOLD_CAPTURED: ("Points that were set aside were taken.", _HOLD),
    AnnouncementType.HOLD_VOIDED: ("Points that were set aside were given back.", _HOLD),
    AnnouncementType.HOLD_LAPSED: ("The time of a hold ended; its points were given back.", _HOLD),
    AnnouncementType.TIER_CHANGED: ("The member has another tier.", _TIER),
    AnnouncementType.TIER_KEPT: ("It was decided that the member keeps the tier.", _TIER),
    AnnouncementType.TIER_WILL_CHANGE: ("The tier is lost soon as things stand.", {**_NOTICE, "tier": _WORD}),
    AnnouncementType.ORDER_RECORDED: ("An order was booked.", _BOUGHT),
    AnnouncementType.ORDER_CLAIMED: ("A sale of nobody was given to the member.", _BOUGHT),
    AnnouncementType.ORDER_RETURNED: ("Lines of an order came back.", _BACK),
    AnnouncementType.ORDER_CANCELLED: ("An order was undone.", _BACK),
    AnnouncementType.ORDER_EXCHANGED: (
        "Lines came back and others were bought.",
        {**_BACK, "next_order": _WORD},
    ),
    AnnouncementType.ORDER_ADJUSTED: ("A price was lowered after the sale.", _BACK),
    AnnouncementType.SUBSCRIPTION_STARTED: ("A subscription began.", _SUBSCRIPTION),
    AnnouncementType.SUBSCRIPTION_CHANGED: (
        "A subscription has another plan, seats or add-ons.",
        _SUBSCRIPTION,
    ),
    AnnouncementType.SUBSCRIPTION_PAUSED: ("A pause of a subscription was told.", _SUBSCRIPTION),
    AnnouncementType.SUBSCRIPTION_RESUMED: ("The end of a pause was told.", _SUBSCRIPTION),
    AnnouncementType.SUBSCRIPTION_CANCELLED: ("The end of a subscription was told.", _SUBSCRIPTION),
    AnnouncementType.SUBSCRIPTION_RENEWING: (
        "A subscription goes on by itself soon, and a notice for the member waits.",
        {**_NOTICE, "subscription": _WORD},
    ),
    AnnouncementType.SUBSCRIPTION_PRICE_WILL_CHANGE: (
        "A subscription costs more soon, and a notice for the member waits.",
        {**_NOTICE, "subscription": _WORD},
    ),
    AnnouncementType.SUBSCRIPTION_REFUND_DUE: (
        "A plan was ended or undone, or costs less than was paid, and money is to be given back by a day.",
        {**_NOTICE, "subscription": _WORD, "invoice": _WORD},
    ),
    AnnouncementType.SPENDING_REACHED: (
        "A running period has come to what an alert waits for.",
        {**_NOTICE, "subscription": _WORD, "alert": _WORD},
    ),
    AnnouncementType.INVOICE_ISSUED: ("An invoice was issued.", _INVOICE),
    AnnouncementType.INVOICE_CREDITED: ("A credit note was issued.", _INVOICE),
    AnnouncementType.INVOICE_VOIDED: ("An invoice was cancelled.", {**_INVOICE, "voids": _WORD}),
    AnnouncementType.MEMBER_ENROLLED: ("Somebody became a member.", {}),
    AnnouncementType.MEMBER_MERGED: ("The member goes on as another one.", _SURVIVOR),
    AnnouncementType.MEMBER_UNMERGED: ("The member is one of their own again.", _SURVIVOR),
    AnnouncementType.MEMBER_ERASED: ("The member was erased: remove what you keep of them.", {}),
}
_SOMETIMES = frozenset({"expires_at", "next_order", "hold"})
"""What is there only where it applies."""


def event_schema(of: AnnouncementType) -> dict[str, Any]:
    """Give the JSON schema of events of a type; ``description`` says when one is sent."""
    about, given = _TYPES[of]
    data = dict(given)
    if given.get("entry") is not None:
        data["expires_at"] = _INSTANT
    return {
        "$schema": DRAFT,
        "title": str(of),
        "description": about,
        "type": "object",
        "properties": {
            "specversion": {"const": SPECIFICATION},
            "id": {"type": "string", "pattern": f"^evt_{_ID}[0-9a-hjkmnp-tv-z]{{13}}$"},
            "source": {"type": "string", "pattern": "^/v1/programmes/"},
            "type": {"const": str(of)},
            "subject": {"type": "string", "pattern": f"^mem_{_ID}$"},
            "time": _INSTANT,
            "datacontenttype": {"const": "application/json"},
            "memberseq": {"type": "integer", "minimum": 1},
            "traceparent": {"type": "string", "pattern": "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"},
            "data": {
                "type": "object",
                "properties": data,
                "required": [name for name in data if name not in _SOMETIMES],
                "additionalProperties": False,
            },
        },
        "required": [
            *("specversion", "id", "source", "type", "subject", "time"),
            *("datacontenttype", "memberseq", "data"),
        ],
        "additionalProperties": False,
    }
