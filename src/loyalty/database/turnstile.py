"""Lets one writer after the other to a database that takes one at a time, in the order in which they came.

SQLite itself keeps no queue: whoever finds the database taken looks again after a pause, and somebody
who came later may be first time after time. Threads of one process queue here; one of them asks SQLite.
"""

from collections import deque
from threading import Lock


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
