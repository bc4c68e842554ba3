"""A large table taken in by several processes: members are independent, so every batch of them is."""

import gc
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

from loyalty.history.table import RowResult, batches
from loyalty.use_cases.imports.booking import Importing
from loyalty.use_cases.services import Services

LARGE = 50_000
"""From how many rows on it pays to start other processes."""

_OBJECTS = 500_000
"""After how many new objects cycles are looked for."""

Command = Callable[[Services, Importing], Iterator[RowResult]]

_opened: list[Services] = []
"""The services of this process, where it is one of several."""


def spread(make: Callable[[], Services], command: Command, importing: Importing) -> Iterator[RowResult]:
    """Give what each row came to, as the command gives it; ``make`` opens services in each process.

    Both are handed to other processes. Only a few batches are on their way at a time, so that
    memory does not grow with the table. Raises what the command does.
    """
    workers = os.cpu_count() or 1
    waiting: deque[Future[list[RowResult]]] = deque()
    with ProcessPoolExecutor(workers, get_context("spawn"), _open, (make,)) as pool:
        for batch in batches(importing.members):
            waiting.append(pool.submit(_work, command, replace(importing, members=batch)))
            if len(waiting) > 2 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _open(make: Callable[[], Services]) -> None:
    _opened.append(make())
    # What a batch makes lives until it is written and refers to nothing that refers to it:
    # looking for cycles among it every few hundred objects finds none.
    gc.set_threshold(_OBJECTS)


def _work(command: Command, importing: Importing) -> list[RowResult]:
    return list(command(_opened[0], importing))
