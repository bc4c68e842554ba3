"""Feeding a reader: each input is made from the seed and its number, so that one can be made again alone."""

import resource
import signal
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from types import FrameType

from tests.fuzz.targets import Target

SECONDS_MAX = 1.0
"""What reading one input may take of the processor."""
HANGS = 20
"""After how many seconds a reader that has not ended is stopped, so that the run goes on."""
MEMORY_MAX = 200 * 1024
"""Kilobytes that a process may take at the most, what it begins with included."""


@dataclass
class Fed:
    """How reading went: inputs, what crashed or hung, what took too long, the slowest, most memory in kB."""

    inputs: int = 0
    failed: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    slowest: float = 0.0
    memory: int = 0

    def add(self, other: "Fed") -> None:
        """Add what another process came to."""
        self.inputs += other.inputs
        self.failed += other.failed
        self.late += other.late
        self.slowest = max(self.slowest, other.slowest)
        self.memory = max(self.memory, other.memory)


class _HangsError(BaseException):
    """Comes out of a reader that does not end."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _HangsError


def made(target: Target, seed: int, number: int) -> str:
    """Give the input of this number."""
    return target.make(Random(f"{seed}/{target.name}/{number}"))


def feed(target: Target, seed: int, numbers: Iterable[int]) -> Fed:
    """Read the inputs of these numbers."""
    fed = Fed()
    signal.signal(signal.SIGALRM, _stop)
    for number in numbers:
        text = made(target, seed, number)
        fed.inputs += 1
        start = time.process_time()
        signal.alarm(HANGS)
        try:
            target.read(text)
        except (Exception, _HangsError) as fault:  # noqa: BLE001  whatever comes out is what is looked for
            fed.failed.append(f"{target.name} {number}: {type(fault).__name__}: {str(fault)[:200]}")
        finally:
            signal.alarm(0)
        taken = time.process_time() - start
        fed.slowest = max(fed.slowest, taken)
        if taken > SECONDS_MAX:
            fed.late.append(f"{target.name} {number}: it took {taken:.1f} s")
    fed.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return fed
