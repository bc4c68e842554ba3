"""Keys that were proven a moment ago, so that not every request asks the database who asks.

Each process keeps them in memory for a second: a key that is revoked is refused everywhere a second
later at the latest. What is kept is the digest of a secret, never the secret, and only where the
database has just said that it is right; a wrong secret is looked up each time, and so is a token.

A key that may read counters and nothing else is believed for an hour while the database cannot be asked,
so that what a process knows can be read when it is needed most; not one that was refused meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from api.auth import Identify
from loyalty.access.access_token import PresentedToken
from loyalty.access.key import ApiKey, Presented, proves
from loyalty.access.refusals import KeyRefused
from loyalty.access.scopes import Scope
from loyalty.bootstrap import database_is_out

KEPT_FOR = timedelta(seconds=1)
BELIEVED_FOR = timedelta(hours=1)
KEPT_MAX = 1_000
"""How many keys a process keeps; when there are more it begins anew."""

_COUNTERS = frozenset({Scope.COUNTERS_READ})


@dataclass(frozen=True, slots=True)
class _Proven:
    """A key, and when the database gave it to whoever knew its secret."""

    key: ApiKey
    at: datetime

    def within(self, time: timedelta, now: datetime) -> bool:
        """Say whether that was so short a time ago; a clock that was set back lets nothing count longer."""
        return self.at <= now < self.at + time


class KeptKeys:
    """Identifies keys for one process, by ``identify`` where a key was not proven within the last second."""

    def __init__(self, identify: Identify, now: Callable[[], datetime]) -> None:
        """Begin with none; ``now`` is the clock."""
        self._identify, self._now = identify, now
        self._proven: dict[str, _Proven] = {}

    def __call__(self, presented: Presented, /) -> ApiKey:
        """Give the key that was presented. Raises what ``identify`` raises."""
        if isinstance(presented, PresentedToken):
            return self._identify(presented)
        now, kept = self._now(), self._proven.get(presented.key_id)
        if kept is not None and kept.within(KEPT_FOR, now) and proves(kept.key, presented):
            return kept.key
        try:
            key = self._identify(presented)
        except Exception as fault:
            believed = kept is not None and kept.within(BELIEVED_FOR, now) and proves(kept.key, presented)
            if kept is not None and believed and kept.key.scopes == _COUNTERS and database_is_out(fault):
                return kept.key
            if isinstance(fault, KeyRefused) and kept is not None and proves(kept.key, presented):
                self._proven.pop(presented.key_id, None)
            raise
        if len(self._proven) >= KEPT_MAX:
            self._proven = {}
        self._proven[key.key_id] = _Proven(key, now)
        return key
