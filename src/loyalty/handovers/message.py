"""A marketing message to one member: why it may be sent, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loyalty.kernel.identity import MemberId
from loyalty.privacy.purpose import Purpose


class Medium(StrEnum):
    """By what a message is sent."""

    EMAIL = "email"
    SMS = "sms"


class Why(StrEnum):
    """Why it may be sent: the member's own yes, or that they bought here and were told how to stop it."""

    CONSENT = "consent"
    EXISTING_BUYER = "existing_buyer"


class Outcome(StrEnum):
    """What became of it."""

    DELIVERED = "delivered"
    FAILED = "failed"


PURPOSE_OF = {Medium.EMAIL: Purpose.EMAIL_MARKETING, Medium.SMS: Purpose.SMS_MARKETING}
"""What a member agrees to for each medium."""


@dataclass(frozen=True, slots=True)
class Marketing:
    """A message that was sent; the text is known by its SHA-256. ``stop_id`` is that of its stop link.

    ``consent`` is the record it rests on, None where ``why`` is that the member bought here.
    """

    programme: str
    message_id: str
    member_id: MemberId
    medium: Medium
    sha256: str
    why: Why
    consent: str | None
    stop_id: str
    sent_at: datetime
    sent_by: str
    outcome: Outcome | None = None
    outcome_at: datetime | None = None
    stopped_at: datetime | None = None
