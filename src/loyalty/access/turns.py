"""How many requests a key may make: turns that come back evenly, one for each request.

Stocks are whole: turns times the microseconds of a minute, so that a microsecond adds ``per_minute``.
"""

from dataclasses import dataclass
from datetime import datetime

from loyalty.kernel.instant import microseconds

WINDOW_SECONDS = 60
SECOND = 1_000_000
TURN = WINDOW_SECONDS * SECOND


@dataclass(frozen=True, slots=True)
class Turns:
    """What is left at an instant (microseconds of the epoch), of ``per_minute`` at most."""

    per_minute: int
    stock: int
    at: int

    @property
    def left(self) -> int:
        """Give how many requests may still be made at once."""
        return self.stock // TURN

    @property
    def full_in(self) -> int:
        """Give after how many whole seconds all turns are there again."""
        return self._seconds(self.per_minute * TURN - self.stock)

    @property
    def next_in(self) -> int:
        """Give after how many whole seconds there is a turn, 0 where there is one."""
        return self._seconds(TURN - self.stock)

    def at_instant(self, now: datetime) -> "Turns":
        """Give the turns as they are by ``now``; a clock that was set back brings none."""
        instant = microseconds(now)
        passed = max(0, instant - self.at)
        stock = min(self.per_minute * TURN, self.stock + passed * self.per_minute)
        return Turns(self.per_minute, stock, instant)

    def without_one(self) -> "Turns":
        """Give the turns after a request; only where one is left."""
        return Turns(self.per_minute, self.stock - TURN, self.at)

    def _seconds(self, missing: int) -> int:
        return max(0, -(-missing // (self.per_minute * SECOND)))


def full(per_minute: int, now: datetime) -> Turns:
    """Give the turns of ``per_minute``."""
    return Turns(per_minute, per_minute * TURN, microseconds(now))
