"""A million inputs by two processes; ``INPUTS`` and ``SEED`` say how many and which.

``SHOW="rule files 17"`` with the seed of a run prints one of its inputs.
"""

import os
import secrets
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from rich.console import Console
from rich.progress import track

from tests.fuzz.feeding import MEMORY_MAX, SECONDS_MAX, Fed, feed, made
from tests.fuzz.targets import TARGETS, Target

INPUTS = int(os.environ.get("INPUTS", "1000000"))
SEED = int(os.environ.get("SEED", secrets.randbelow(10**9)))
PART = 2_000
"""How many inputs a process reads before it tells what they came to."""


def main() -> int:
    """Feed every reader, print a table, and give 1 where something was found."""
    print(f"SEED={SEED}")
    failed = 0
    for target in TARGETS:
        fed = _fed(target, INPUTS * target.of_million // 1_000_000)
        wrong = fed.failed + fed.late
        print(
            f"{target.name:12} {fed.inputs:9,} inputs  {len(wrong):4} failed  "
            f"slowest {fed.slowest:6.3f} s (at most {SECONDS_MAX:.0f})  "
            f"{fed.memory // 1024:4} MB (at most {MEMORY_MAX // 1024})"
        )
        for line in wrong[:20]:
            print(f"  {line}")
        failed += len(wrong) + (fed.memory > MEMORY_MAX)
    return 1 if failed else 0


def _fed(target: Target, inputs: int) -> Fed:
    whole = Fed()
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        parts = [
            pool.submit(feed, target, SEED, range(first, min(first + PART, inputs)))
            for first in range(0, inputs, PART)
        ]
        for part in track(as_completed(parts), target.name, len(parts), console=Console(stderr=True)):
            whole.add(part.result())
    return whole


if __name__ == "__main__":
    if shown := os.environ.get("SHOW"):
        name, number = shown.rsplit(" ", 1)
        print(made(next(each for each in TARGETS if each.name == name), SEED, int(number)))
        sys.exit(0)
    sys.exit(main())
