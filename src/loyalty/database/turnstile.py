"""Lets one after the other to what takes one at a time, in the order in which they came.

SQLite itself keeps no queue: whoever finds the database taken looks again after a pause, and somebody
who came later may be first time after time. Threads of one process queue here; one of them asks SQLite.

Python lets one thread go on at a time and takes turns in the midst of a unit of work, so that all of them
are slow, and what they began stands longer in each other's way. Between two answers of the database a unit
that stands on PostgreSQL has a `Turn` of its own.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local

PATIENCE_MS = 100
"""How long a thread waits for its turn to work; then whoever has it works long, and is left out."""


class Turnstile:
    """A lock that is handed to whoever waits longest."""

    def __init__(self) -> None:
        """Begin with nobody inside."""
        self._guard, self._taken = Lock(), False
        self._waiting: deque[Lock] = deque()

    def enter(self, milliseconds: int) -> bool:
        """Wait for one's turn, so long at most; give whether it came."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        if turn.acquire(timeout=milliseconds / 1_000):
            return True
        with self._guard:
            if turn in self._waiting:
                self._waiting.remove(turn)
                return False
        return True  # it came at the last moment

    def leave(self) -> None:
        """Let the next one in; only by whoever is inside."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


class Turn:
    """Lets the threads of a process work in turn; each has one turn at most, whatever it works on."""

    def __init__(self) -> None:
        """Begin with nobody at work."""
        self._turnstile, self._own = Turnstile(), local()

    @contextmanager
    def away(self) -> Iterator[None]:
        """Let others work while this thread waits for something, then have the turn as soon as it comes."""
        self.leave()
        try:
            yield
        finally:
            asked = self._turnstile
            if asked.enter(PATIENCE_MS):
                self._own.has = asked
            elif self._turnstile is asked:
                self._turnstile = Turnstile()

    def leave(self) -> None:
        """Let the next one work, if this thread has the turn."""
        had: Turnstile | None = getattr(self._own, "has", None)
        if had is not None:
            self._own.has = None
            had.leave()
