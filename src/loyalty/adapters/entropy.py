"""Chance, the one place that draws it: ids, keys, and the waits between retries."""

import secrets
from collections.abc import Callable
from datetime import datetime
from threading import Lock

from loyalty.kernel.identity import CHANCE_BITS, ordered_id


class SystemEntropy:
    """The machine's source of chance, fit for secrets. Safe to share between threads."""

    def __init__(self) -> None:
        """Start with no id given yet."""
        self._lock = Lock()
        self._last = 0

    def bits(self, count: int) -> bytes:
        """Give ``count`` random bits, a multiple of eight, as bytes."""
        return secrets.token_bytes(count // 8)

    def below(self, limit: int) -> int:
        """Give a random whole number from 0 to ``limit`` - 1."""
        return secrets.randbelow(limit)

    def new_id(self, at: datetime) -> int:
        """Give an id made at ``at``; ids of one process rise strictly, also within a millisecond."""
        fresh = ordered_id(at, secrets.randbits(CHANCE_BITS))
        with self._lock:
            # A little above the last one where chance, or the clock, would go back.
            self._last = fresh if fresh > self._last else self._last + 1
            return self._last

    def ids(self, at: datetime) -> Callable[[], int]:
        """Give a source of ids made at ``at``, rising with every call."""
        return lambda: self.new_id(at)
