"""An answer that was given under an idempotency key."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Answer:
    """The first answer to a request; kept until ``expires_at``, that instant outside."""

    scope: str
    key: str
    fingerprint: str
    response: str
    created_at: datetime
    expires_at: datetime


class IdempotencyConflict(Refusal):
    """The key was used for another request."""

    code = "idempotency-conflict"
    title = "This idempotency key belongs to another request"
