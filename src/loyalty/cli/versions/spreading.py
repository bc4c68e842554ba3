"""A history decided in one process or in several, each with a part of the members."""

import gc
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from datetime import date, datetime
from multiprocessing import get_context
from multiprocessing.queues import Queue
from pathlib import Path

from loyalty.adapters.history_file import open_history
from loyalty.backtest.part import Part
from loyalty.decision.programme import Programme, compile_programme
from loyalty.history.bill import bills
from loyalty.use_cases.backtest_programmes import (
    BacktestProgrammes,
    backtest_programmes,
    share_budgets,
)

TOLD_EACH = 5_000
"""After how many rows a process tells how far it is."""
LOOKED_EACH = 1
"""After how many seconds it is looked what the processes told."""

_OBJECTS = 500_000
"""After how many new objects cycles are looked for: what a member leaves behind has none."""

_told: list["Queue[int]"] = []
"""Where this process tells how far it is, where it is one of several."""


@dataclass(frozen=True, slots=True)
class Task:
    """A history file, its last day (None: all of it), and the local time it ends at."""

    path: Path
    until: date | None
    last: datetime
    redeem: bool


@dataclass(frozen=True, slots=True)
class _Share:
    """What a process needs to know: two versions as their files, which can be handed over, and its part."""

    old: Mapping[str, str]
    new: Mapping[str, str]
    task: Task
    part: int
    parts: int


def decide_history(
    old: Programme, new: Programme, task: Task, processes: int, progress: Callable[[int], None]
) -> Part:
    """Give what both versions come to on a history; ``progress`` is told of rows as they are done.

    Raises VersionsDiffer.
    """
    if processes == 1:
        return _decided(old, new, task, (0, 1), progress)
    started = get_context("spawn")
    told: Queue[int] = started.Queue()
    shares = [_Share(dict(old.source), dict(new.source), task, n, processes) for n in range(processes)]
    with ProcessPoolExecutor(processes, started, _open, (told,)) as pool:
        running = [pool.submit(_work, share) for share in shares]
        _watch(running, told, progress)
        first, *others = [each.result() for each in running]
    for other in others:
        first.add(other)
    return first


def _watch(running: list[Future[Part]], told: "Queue[int]", progress: Callable[[int], None]) -> None:
    waiting = set(running)
    while waiting:
        _, waiting = wait(waiting, timeout=LOOKED_EACH)
        while not told.empty():
            progress(told.get())


def _open(told: "Queue[int]") -> None:
    _told.append(told)


def _work(share: _Share) -> Part:
    old, new = (_compiled(source) for source in (share.old, share.new))
    return _decided(old, new, share.task, (share.part, share.parts), _told[0].put)


def _compiled(source: Mapping[str, str]) -> Programme:
    programme = compile_programme(source).programme
    assert programme is not None  # noqa: S101 - it was compiled before it was handed over
    return programme


def _decided(
    old: Programme, new: Programme, task: Task, part: tuple[int, int], progress: Callable[[int], None]
) -> Part:
    history = open_history(task.path)
    by_time = share_budgets(old, new)
    rows = history.rows(task.until) if by_time else history.rows_of_members(*part, task.until)
    gathered = _Gathered(progress)
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS)
    try:
        command = BacktestProgrammes(old, new, bills(rows), task.last, gathered.add, redeem=task.redeem)
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
