"""The clock of a replay, which stands at an instant of history, and ids that are made in the present."""

import time
from datetime import UTC, datetime

from loyalty.adapters.entropy import SystemEntropy

nanoseconds = time.perf_counter_ns
"""A clock that only runs: it says how long something took, not when it was."""


class HistoryClock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        """Stand long before any history."""
        self._now = datetime(1970, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        """Give the instant it was last set to."""
        return self._now

    def pause(self, milliseconds: int) -> None:
        """Wait for so many real milliseconds."""
        time.sleep(milliseconds / 1000)

    def set(self, instant: datetime) -> None:
        """Stand at a UTC instant."""
        self._now = instant


class PresentEntropy(SystemEntropy):
    """Chance whose ids are made now, of whatever time they tell: an id says when it was made."""

    def new_id(self, at: datetime) -> int:  # noqa: ARG002  as the interface has it
        """Give an id made at this moment."""
        return super().new_id(datetime.now(UTC))
