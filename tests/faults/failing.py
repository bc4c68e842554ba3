"""A database that fails when it is told to: busy, cut off at a statement, before a commit, or after it."""

import sqlite3
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from loyalty.unit_of_work import UnitOfWork, Units


class Failure(StrEnum):
    """What goes wrong in one try of a command."""

    NONE = "none"
    BUSY = "busy"
    """A statement finds the database busy: the use case tries again by itself."""
    CUT = "cut at a statement"
    BEFORE = "cut before the commit"
    AFTER = "cut after the commit"
    """What was written is lasting, and nobody is told."""


class FailingUnits(Units):
    """Units of work on an engine; `fail` says what the next try meets, at which of its statements."""

    def __init__(self, engine: Engine) -> None:
        """Let nothing fail yet."""
        super().__init__(engine)
        self._failure, self._left = Failure.NONE, 0
        event.listen(engine, "before_cursor_execute", self._statement)

    def fail(self, failure: Failure, statement: int = 0) -> None:
        """Let the next try meet a failure; it is met once."""
        self._failure, self._left = failure, statement

    def met(self, failure: Failure) -> bool:
        """Give whether this failure is to be met now, and forget it."""
        if self._failure is not failure:
            return False
        self._failure = Failure.NONE
        return True

    def write(self) -> UnitOfWork:
        """Give a unit that may write, whose commit may fail."""
        return _FailingUnit(self._engine, self.met)

    def _statement(self, *_of_the_event: Any) -> None:  # noqa: ANN401 - as the library calls it
        if self._failure not in {Failure.BUSY, Failure.CUT}:
            return
        self._left -= 1
        if self._left < 0:
            busy = self.met(Failure.BUSY)
            self._failure = Failure.NONE
            raise _error("SQLITE_BUSY" if busy else "SQLITE_IOERR")


class _FailingUnit(UnitOfWork):
    def __init__(self, engine: Engine, met: Callable[[Failure], bool]) -> None:
        super().__init__(engine, write=True)
        self._met = met

    def commit(self) -> None:
        if self._met(Failure.BEFORE):
            raise _error("SQLITE_IOERR")
        super().commit()
        if self._met(Failure.AFTER):
            raise _error("SQLITE_IOERR")


def _error(name: str) -> OperationalError:
    fault = sqlite3.OperationalError("the simulated database failed")
    fault.sqlite_errorname = name
    return OperationalError("", None, fault)
