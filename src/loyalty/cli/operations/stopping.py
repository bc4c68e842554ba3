"""Working until somebody says stop."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from loyalty.adapters.clock import SystemClock
from loyalty.bootstrap import database_is_out, database_trouble
from loyalty.cli.output import note
from loyalty.kernel.again import DecideAgain
from loyalty.use_cases.services import Clock, Services

SLICE_MS = 200
"""How long a worker waits at a time before it looks whether it is to stop."""


@contextmanager
def until_told() -> Iterator[Callable[[], bool]]:
    """Give what says whether a stop was asked for, and ask for one on SIGTERM and SIGINT."""
    told: list[int] = []

    def tell(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    before = {number: signal.signal(number, tell) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield lambda: bool(told)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def when_it_answers(
    opening: Callable[[], Services], seconds: int, stopped: Callable[[], bool]
) -> Services | None:
    """Give the services as soon as their database answers, None where a stop is asked for first."""
    opened: list[Services] = []
    again_and_again(
        SystemClock(), seconds, lambda: bool(opened) or stopped(), lambda: opened.append(opening())
    )
    return opened[0] if opened else None


def again_and_again(
    clock: Clock, seconds: int, stopped: Callable[[], bool], work: Callable[[], None]
) -> None:
    """Work until a stop is asked for, with so many seconds between two rounds.

    A database that is out or busy for now ends nothing: that it is stands on stderr, and the next round
    tries again.
    """
    while not stopped():
        try:
            work()
        except Exception as fault:
            if not (isinstance(fault, DecideAgain) or database_is_out(fault)):
                raise
            said = database_trouble(fault) or "The database cannot be used."
            note(f"{said} It is tried again in {seconds} s.")
        wait(clock, seconds * 1000, stopped)


def wait(clock: Clock, milliseconds: int, stopped: Callable[[], bool]) -> None:
    """Wait, but no longer than until a stop is asked for."""
    for _ in range(milliseconds // SLICE_MS):
        if stopped():
            return
        clock.pause(SLICE_MS)
