"""How often a key may ask, and the fields that say so: ``RateLimit`` and ``RateLimit-Policy`` of the IETF.

Each process counts for itself, in memory: counting in the database would make every read a write, and
all requests of a key wait for one row. With several processes a key may so ask several times as often
as one lets it. Only keys that were proven are counted, so there are as many rows as keys.
"""

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from flask import g

from api.refusals import TooManyRequests
from loyalty.access.key import ApiKey, Presented
from loyalty.access.turns import WINDOW_SECONDS, Turns, full

NAME = '"key"'


class Rates:
    """The turns of one process, by the id of the key."""

    def __init__(self, per_minute: int, now: Callable[[], datetime]) -> None:
        """Let each key ask ``per_minute`` times in a minute, and as often at once; ``now`` is the clock."""
        self._now = now
        self._per_minute = per_minute
        self._turns: dict[str, Turns] = {}
        self._lock = Lock()

    def spend(self, key_id: str) -> tuple[Turns, bool]:
        """Take one of the key's turns; give the turns, and whether there was one."""
        with self._lock:
            now = self._now()
            kept = self._turns.get(key_id)
            turns = full(self._per_minute, now) if kept is None else kept.at_instant(now)
            had = turns.left > 0
            self._turns[key_id] = turns = turns.without_one() if had else turns
        return turns, had


def within_rates(rates: Rates, identify: Callable[[Presented], ApiKey]) -> Callable[[Presented], ApiKey]:
    """Give what identifies a key and counts its request; it raises TooManyRequests besides."""

    def counted(presented: Presented, /) -> ApiKey:
        key = identify(presented)
        g.turns, had = rates.spend(key.key_id)
        if not had:
            raise TooManyRequests
        return key

    return counted


def left_of(turns: Turns, *, refused: bool) -> list[tuple[str, str]]:
    """Give the headers that say what is left to a key, and where it was ``refused`` when to come again."""
    said = [
        ("RateLimit-Policy", f"{NAME};q={turns.per_minute};w={WINDOW_SECONDS}"),
        ("RateLimit", f"{NAME};r={turns.left};t={turns.full_in}"),
    ]
    return [*said, ("Retry-After", str(turns.next_in))] if refused else said
