"""Times and ratios, and how they are printed."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """A measured ratio with the limit it is held to; ``asked`` is one that the design asked for only.

    What was asked for and is not reached is printed as that, and decides nothing.
    """

    name: str
    value: float
    at_least: float | None = None
    at_most: float | None = None
    asked: bool = False

    @property
    def holds(self) -> bool:
        """Whether the limit is kept."""
        return (self.at_least is None or self.value >= self.at_least) and (
            self.at_most is None or self.value <= self.at_most
        )

    def __str__(self) -> str:
        """Give one line: the ratio, its limit, whether it is kept."""
        limit = f"at least {self.at_least:g}" if self.at_least is not None else f"at most {self.at_most:g}"
        if self.asked:
            reached = "reached" if self.holds else "not reached"
            return f"     {self.value:8.2f}  ({limit} was asked for: {reached})  {self.name}"
        return f"{'ok  ' if self.holds else 'MISS'} {self.value:8.2f}  ({limit})  {self.name}"


def seconds(work: Callable[[], object], times: int) -> float:
    """Give the seconds one call takes, over so many calls in a row."""
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) / times


def processor(work: Callable[[], object], times: int) -> float:
    """Give the milliseconds of this process's processor time one call takes, over so many in a row."""
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times * 1e3
