"""Clients that ask at once, over as many processes as the machine has processors, and what they measure."""

import os
import queue
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from threading import Thread
from typing import Any

from bench.shop import Buyer, Shop, book, book_together
from loyalty.adapters.entropy import SystemEntropy
from loyalty.use_cases.services import Services

PROCESSES = min(2, os.cpu_count() or 1)
WARMING = 2
PATIENCE = 120

Ask = Callable[[str], int]
"""Does something once under a name that nobody used, and gives how many orders that booked."""
Opening = Callable[[], AbstractContextManager[Ask]]
"""Opens in a process what its clients ask, each in a thread of its own."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of asking: orders booked a second, and the milliseconds of one asking, sorted."""

    per_second: float
    milliseconds: Sequence[float]

    def at(self, share: float) -> float:
        """Give the milliseconds within which this share of askings was answered."""
        return self.milliseconds[min(len(self.milliseconds) - 1, int(share * len(self.milliseconds)))]


def one_order(shop: Shop, buyers: Sequence[Buyer]) -> Opening:
    """Give what books one order of one of these buyers."""

    def ask(services: Services, name: str) -> int:
        book(services, _any_of(services, buyers), name)
        return 1

    return _opening(shop, ask)


def orders_together(shop: Shop, buyers: Sequence[Buyer], count: int) -> Opening:
    """Give what hands in so many orders at once."""

    def ask(services: Services, name: str) -> int:
        book_together(services, [_any_of(services, buyers) for _ in range(count)], name)
        return count

    return _opening(shop, ask)


def _any_of(services: Services, buyers: Sequence[Buyer]) -> Buyer:
    return buyers[services.entropy.below(len(buyers))]


def _opening(shop: Shop, ask: Callable[[Services, str], int]) -> Opening:
    @contextmanager
    def opened() -> Iterator[Ask]:
        services = shop.open()
        with closing(services.units):
            yield lambda name: ask(services, name)

    return opened


def measured(opening: Opening, clients: int, seconds: float) -> Measured:
    """Let so many clients ask for so many seconds, each the next time when it was answered."""
    context = get_context("fork")
    processes = min(PROCESSES, clients)
    parts = [clients // processes + (number < clients % processes) for number in range(processes)]
    start, told = context.Barrier(clients), context.Queue()
    work = [
        context.Process(target=_process, args=(opening, part, seconds, start, told), daemon=True)
        for part in parts
    ]
    for each in work:
        each.start()
    found: list[tuple[int, float, list[float]]] = []
    for _ in work:
        answer = told.get(timeout=PATIENCE)
        assert not isinstance(answer, str), answer
        found += answer
    for each in work:
        each.join(PATIENCE)
    assert len(found) == clients
    times = sorted(taken for _, _, own in found for taken in own)
    return Measured(sum(count / took for count, took, _ in found), times)


def _process(opening: Opening, clients: int, seconds: float, start: Any, told: Any) -> None:
    done: queue.Queue[object] = queue.Queue()
    with opening() as ask:
        work = [Thread(target=_client, args=(ask, seconds, start, done)) for _ in range(clients)]
        for each in work:
            each.start()
        answers = [done.get(timeout=PATIENCE) for _ in work]
        for each in work:
            each.join()
    faults = [each for each in answers if isinstance(each, str)]
    told.put(faults[0] if faults else answers)


def _client(ask: Ask, seconds: float, start: Any, done: "queue.Queue[object]") -> None:
    own, count = SystemEntropy().bits(64).hex(), 0
    taken: list[float] = []
    try:
        for number in range(WARMING):
            ask(f"{own}-w{number}")
        start.wait(PATIENCE)
        begun = now = time.perf_counter()
        while now - begun < seconds:
            count += ask(f"{own}-{len(taken)}")
            before, now = now, time.perf_counter()
            taken.append((now - before) * 1e3)
        done.put((count, now - begun, taken))
    except BaseException as fault:
        start.abort()
        done.put(f"{type(fault).__name__}: {fault}")
        raise
