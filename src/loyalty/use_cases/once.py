"""A write under an idempotency key: the same key and request give the same answer, for as long as it is kept.

The answer is kept in the transaction it tells of. What was booked carries the key as its
natural reference for ever, so a repeated write changes nothing even after the answer is gone.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from loyalty.idempotency.answer import Answer
from loyalty.idempotency.fingerprint import canonical_json, fingerprint
from loyalty.unit_of_work import UnitOfWork

KEPT_FOR = timedelta(days=30)
"""How long an answer is kept for replay; published in the API's documentation."""

REFERENCE_MAX = 128
"""The longest key that is booked as it is; a longer one is booked as its digest."""


@dataclass(frozen=True, slots=True)
class Once:
    """Who sent it to which route (``scope``), the caller's key, and the payload's fingerprint."""

    scope: str
    key: str
    fingerprint: str

    @property
    def reference(self) -> str:
        """The natural key of what is booked under this idempotency key, for ever."""
        if len(self.key) > REFERENCE_MAX:
            return f"key-sha256:{fingerprint(self.key)}"
        return f"key:{self.key}"


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: plain data, and whether it was given before."""

    data: Mapping[str, Any]
    replayed: bool = False


def told_before(unit: UnitOfWork, once: Once, now: datetime) -> Told | None:
    """Give the answer this key was given, None where there is none. Raises IdempotencyConflict."""
    answer = unit.idempotency.find(once.scope, once.key, once.fingerprint, now)
    return None if answer is None else Told(json.loads(answer.response), replayed=True)


def tell(unit: UnitOfWork, once: Once, now: datetime, data: Mapping[str, Any]) -> Told:
    """Keep the answer in this transaction and give it."""
    text = canonical_json(data)
    unit.idempotency.keep(Answer(once.scope, once.key, once.fingerprint, text, now, now + KEPT_FOR))
    return Told(json.loads(text))
