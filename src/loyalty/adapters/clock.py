"""The clock, the one place that asks what time it is."""

import time
from datetime import UTC, datetime


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Give the present instant in UTC, to the microsecond."""
        return datetime.now(UTC)

    def pause(self, milliseconds: int) -> None:
        """Wait for so many milliseconds."""
        time.sleep(milliseconds / 1000)
