"""Clocks, the one place that asks what time it is."""

import time
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Give the present instant in UTC, to the microsecond."""
        return datetime.now(UTC)

    def pause(self, milliseconds: int) -> None:
        """Wait for so many milliseconds."""
        time.sleep(milliseconds / 1000)


class MovedClock(SystemClock):
    """The machine's clock, moved by ``ahead``, from where it runs on; for demonstrations."""

    def __init__(self, ahead: timedelta = timedelta()) -> None:
        """Show the machine's time and ``ahead``."""
        self.ahead = ahead

    def now(self) -> datetime:
        """Give the instant it shows, in UTC."""
        return super().now() + self.ahead

    def move_to(self, shows: datetime) -> None:
        """Show ``shows`` from now on."""
        self.ahead = shows.astimezone(UTC) - super().now()


class HeldClock(SystemClock):
    """A clock that stopped at ``shows``, so that what is shown first is what is then booked."""

    def __init__(self, shows: datetime) -> None:
        """Show this instant for ever."""
        self.shows = shows

    def now(self) -> datetime:
        """Give the instant it stopped at, in UTC."""
        return self.shows
