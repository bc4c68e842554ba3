"""What becomes of rows whose time is over: removed, or brought to the day; and which class each is of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from loyalty.kernel.identity import MemberId
from loyalty.privacy.purpose import Kept
from loyalty.privacy.register import Entry
from loyalty.privacy.retention import RETENTION, Counts

GRACE = timedelta(days=2)
"""How long after its time a row may still be there: the job runs every night, and may fail once."""
OVERDUE = "RETENTION_OVERDUE"
BY_AGE = (
    "quote",
    "notice",
    "notice_report",
    "alert_told",
    "staff_view",
    "page_link",
    "page_session",
    "job",
    "explanation",
    "service_case",
    "deed_label",
    "webhook_attempt",
    "webhook_delivery",
    "outbox",
    "rfm_group",
    "voucher_code",
)
"""Tables whose rows are removed when their time is over; an explanation goes with what was frozen of it.

Of a group that says when the next one began; of a code, when it was used or its last day had passed.
"""
ONE_AFTER_THE_OTHER = ("anniversary", "price-day")
"""The kinds of jobs that do one day after the other, each from the last that was done on."""
WITH_EXPLANATIONS = ("seal_snapshot", "frozen_document", "sequel", "filed_document", "receipt_code")
"""Tables whose rows go with the explanation that they belong to."""
BOOKED = frozenset({"quote", "receipt", "refund", "event", "points_change"})
"""The kinds of explanations that go; those of subscriptions stay as long as their invoices."""
TO_THE_DAY: Mapping[str, tuple[str, ...]] = {
    "order_record": ("occurred_at", "recorded_at"),
    "return_record": ("occurred_at", "recorded_at"),
    "spend": ("occurred_at", "recorded_at"),
    "redemption": ("booked_at",),
    "voucher_use": ("booked_at",),
    "coupon_use": ("given_at",),
    "done_event": ("occurred_at", "recorded_at"),
    "event_count": ("occurred_at", "recorded_at"),
}
"""Tables whose rows stay with the day in the place of the minute, and which columns these are."""
FREE_TEXT_DAYS = 90
FREE_TEXT: Mapping[str, tuple[tuple[str, str], ...]] = {
    "case_step": (("words", "at"),),
    "tier_grant": (("reason", "given_at"), ("ended_why", "ended_at")),
}
"""Tables whose free texts are emptied: each text, and the column that says when it was written.

What was said in a case stays until the case is closed, however long that takes.
"""

LABELS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "api_key": (("label", "revoked_at"),),
    "text_drill": (("by", "at"),),
    "webhook_endpoint": (("created_by", "created_at"),),
}
"""Tables of which a label is emptied when the time of its class is over, and from when that counts."""
DAY = 86_400_000_000
"""Microseconds of a day."""


@dataclass(frozen=True, slots=True)
class Old:
    """Which rows of a table are over: those made before an instant, of the kinds, not of who is held.

    ``to_the_day`` names the columns of tables whose rows stay and lose their minutes; only rows that
    still have them are over. ``texts`` are columns that are emptied, each with when it was written.
    ``of_erased``: the rows are of who was erased before the instant, however old they are.
    """

    table: str
    dated: str
    before: datetime
    kinds: frozenset[str] = frozenset()
    held: frozenset[MemberId] = frozenset()
    to_the_day: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    of_erased: bool = False


@dataclass(frozen=True, slots=True)
class Aged:
    """One table of the report: its class, the oldest row, the limit, and how many rows are over it.

    ``oldest`` is None without rows. Of tables that are brought to the day only those count that are not.
    """

    table: str
    kept: str
    days: int
    oldest: datetime | None
    limit: datetime
    over: int
    overdue: bool


def is_aged(entry: Entry) -> bool:
    """Say whether the rows of a table have an age of their own after which something is done."""
    if entry.table in FREE_TEXT or entry.table in LABELS:
        return entry.dated is not None
    if outlives(entry):
        return True
    of_row = RETENTION[entry.kept].counts is Counts.ROW_IS_MADE
    return of_row and entry.dated is not None and (entry.table in BY_AGE or entry.table in TO_THE_DAY)


def outlives(entry: Entry) -> bool:
    """Say whether the rows of a table stay for a time after their member was erased, and then go."""
    return entry.kept is Kept.CONSENT and entry.dated is not None


def limit_of(entry: Entry, now: datetime) -> datetime:
    """Give the instant before which rows of a table are over."""
    return now - timedelta(days=days_of(entry))


def days_of(entry: Entry) -> int:
    """Give after how many days something is done with rows of a table; free texts are emptied."""
    return FREE_TEXT_DAYS if entry.table in FREE_TEXT else RETENTION[entry.kept].days
