"""A history decided in one process or in several, which share the members between them."""

import gc
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.sharedctypes import Synchronized

from loyalty.adapters.history_file import ALL_PARTS, HistoryFile
from loyalty.backtest.part import Part
from loyalty.decision.programme import Programme
from loyalty.history.bill import bills
from loyalty.history.stated import Stated
from loyalty.use_cases.backtest_programmes import (
    BacktestProgrammes,
    backtest_programmes,
    share_budgets,
)

TOLD_EACH = 5_000
"""After how many rows a process tells how far it is."""

_OBJECTS = 500_000
"""After how many new objects cycles are looked for: what a member leaves behind has none."""
_LEAST = 3
"""How many parts of the members are taken at least: each time the file is read again."""
_START = "fork" if sys.platform == "linux" else "spawn"
"""How processes are started: a forked one has the versions, and all that was imported, at once."""


@dataclass(frozen=True, slots=True)
class Task:
    """A history file, the facts in its rows, its last day (None: all of it), the local time it ends at."""

    history: HistoryFile
    stated: Stated
    until: date | None
    last: datetime
    redeem: bool


@dataclass(frozen=True, slots=True)
class _Table:
    """What processes have in common: how many parts of the members are taken, and where progress is told."""

    taken: "Synchronized[int]"
    told: "Queue[int]"
    processes: int

    def take(self) -> range:
        """Give the next parts of the members, fewer towards the end, so that all end together; or none."""
        with self.taken.get_lock():
            first = self.taken.value
            left = len(ALL_PARTS) - first
            self.taken.value += min(left, max(left // (2 * self.processes), _LEAST))
            return ALL_PARTS[first : self.taken.value]


_tables: list[tuple[_Table, Programme, Programme]] = []
"""The table this process sits at, where others do too, and the two versions."""


def decide_history(
    old: Programme, new: Programme, task: Task, processes: int, progress: Callable[[int], None]
) -> Part:
    """Give what both versions come to on a history; ``progress`` is told of rows as they are done.

    This process works with the others. Raises VersionsDiffer.
    """
    if processes == 1:
        return _decided(old, new, task, ALL_PARTS, progress)
    started = get_context(_START)
    table = _Table(started.Value("i", 0), started.Queue(), processes)
    others = processes - 1

    def tell(rows: int) -> None:
        progress(rows)
        while not table.told.empty():
            progress(table.told.get())

    with ProcessPoolExecutor(others, started, _sit_at, (table, old, new)) as pool:
        running = [pool.submit(_work, task) for _ in range(others)]
        whole = _worked(old, new, task, table, tell)
        for each in running:
            other = each.result()
            whole.add(other)
    tell(0)
    return whole


def _sit_at(table: _Table, old: Programme, new: Programme) -> None:
    _tables.append((table, old, new))


def _work(task: Task) -> Part:
    """Do what a process does that was started."""
    ((table, old, new),) = _tables
    return _worked(old, new, task, table, table.told.put)


def _worked(
    old: Programme, new: Programme, task: Task, table: _Table, progress: Callable[[int], None]
) -> Part:
    """Give what the parts come to that this process takes."""
    whole = _decided(old, new, task, table.take(), progress)
    while parts := table.take():
        whole.add(_decided(old, new, task, parts, progress))
    return whole


def _decided(
    old: Programme, new: Programme, task: Task, parts: range, progress: Callable[[int], None]
) -> Part:
    history = task.history
    by_time = share_budgets(old, new)
    rows = history.rows(task.until) if by_time else history.rows_of_members(parts, task.until)
    gathered = _Gathered(progress)
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS)
    try:
        read = bills(rows, task.stated)
        command = BacktestProgrammes(old, new, read, task.last, gathered.add, task.redeem, task.stated)
        return backtest_programmes(command)
    finally:
        gc.set_threshold(*usual)
        gathered.tell()


class _Gathered:
    """Tells of rows, many at a time."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        self._tell, self._rows = tell, 0

    def add(self, rows: int) -> None:
        self._rows += rows
        if self._rows >= TOLD_EACH:
            self.tell()

    def tell(self) -> None:
        self._tell(self._rows)
        self._rows = 0
