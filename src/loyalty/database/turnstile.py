"""Lets one after the other through, in the order in which they came: for each name, among the threads here.

SQLite takes one writer at a time and keeps no queue: whoever finds the database taken looks again after
a pause, and somebody who came later may be first time after time. Threads of one process queue here; one
of them asks SQLite. And two who decide about one member at once would both be right only if one decided
twice, so they take turns too (`Turns`); what is written needs no turn to be right.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, get_ident


class Turnstile:
    """Locks by name, each handed to whoever waits longest; nothing is kept of a name nobody asks for."""

    def __init__(self) -> None:
        """Begin with nobody inside."""
        self._guard = Lock()
        self._waiting: dict[int, deque[Lock]] = {}

    def enter(self, milliseconds: int, name: int = 0) -> bool:
        """Wait for one's turn, so long at most; give whether it came."""
        with self._guard:
            waiting = self._waiting.get(name)
            if waiting is None:
                self._waiting[name] = deque()
                return True
            turn = Lock()
            turn.acquire()
            waiting.append(turn)
        if turn.acquire(timeout=milliseconds / 1_000):
            return True
        with self._guard:
            if turn in waiting:
                waiting.remove(turn)
                return False
        return True  # it came at the last moment

    def leave(self, name: int = 0) -> None:
        """Let the next one in; only by whoever is inside."""
        with self._guard:
            waiting = self._waiting[name]
            if waiting:
                waiting.popleft().release()
            else:
                del self._waiting[name]


class Turns:
    """Turns by member that threads of one process take; a thread that has one takes no second."""

    def __init__(self) -> None:
        """Begin with nobody's turn."""
        self._turnstile, self._have = Turnstile(), set[int]()

    @contextmanager
    def taken(self, name: int, milliseconds: int) -> Iterator[None]:
        """Do something in one's turn, or without one where it does not come in time."""
        thread = get_ident()
        if thread in self._have or not self._turnstile.enter(milliseconds, name):
            yield
            return
        self._have.add(thread)
        try:
            yield
        finally:
            self._have.discard(thread)
            self._turnstile.leave(name)
