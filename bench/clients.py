"""Clients that ask at once, over as many processes as the machine has processors, and what they measure."""

import os
import queue
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from threading import Thread
from typing import Any

from bench.shop import Buyer, Shop, book, book_together
from loyalty.use_cases.services import Services

PROCESSES = min(2, os.cpu_count() or 1)
WARMING = 2
PATIENCE = 120

Ask = Callable[[Services, str], int]
"""Does something once under a name that nobody used, and gives how many orders that booked."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of asking: orders booked a second, and the milliseconds of one asking, sorted."""

    per_second: float
    milliseconds: Sequence[float]

    def at(self, share: float) -> float:
        """Give the milliseconds within which this share of askings was answered."""
        return self.milliseconds[min(len(self.milliseconds) - 1, int(share * len(self.milliseconds)))]


def one_order(buyers: Sequence[Buyer]) -> Ask:
    """Give what books one order of one of these buyers."""

    def ask(services: Services, name: str) -> int:
        book(services, _any_of(services, buyers), name)
        return 1

    return ask


def orders_together(buyers: Sequence[Buyer], count: int) -> Ask:
    """Give what hands in so many orders at once."""

    def ask(services: Services, name: str) -> int:
        book_together(services, [_any_of(services, buyers) for _ in range(count)], name)
        return count

    return ask


def _any_of(services: Services, buyers: Sequence[Buyer]) -> Buyer:
    return buyers[services.entropy.below(len(buyers))]


def measured(shop: Shop, clients: int, seconds: float, ask: Ask) -> Measured:
    """Let so many clients ask for so many seconds, each the next time when it was answered."""
    context = get_context("fork")
    processes = min(PROCESSES, clients)
    parts = [clients // processes + (number < clients % processes) for number in range(processes)]
    start, told = context.Barrier(clients), context.Queue()
    work = [
        context.Process(target=_process, args=(shop, part, seconds, ask, start, told), daemon=True)
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


def _process(shop: Shop, clients: int, seconds: float, ask: Ask, start: Any, told: Any) -> None:
    done: queue.Queue[object] = queue.Queue()
    services = shop.open()
    with closing(services.units):
        work = [Thread(target=_client, args=(services, seconds, ask, start, done)) for _ in range(clients)]
        for each in work:
            each.start()
        answers = [done.get(timeout=PATIENCE) for _ in work]
        for each in work:
            each.join()
    faults = [each for each in answers if isinstance(each, str)]
    told.put(faults[0] if faults else answers)


def _client(services: Services, seconds: float, ask: Ask, start: Any, done: "queue.Queue[object]") -> None:
    own, count = services.entropy.bits(64).hex(), 0
    taken: list[float] = []
    try:
        for number in range(WARMING):
            ask(services, f"{own}-w{number}")
        start.wait(PATIENCE)
        begun = now = time.perf_counter()
        while now - begun < seconds:
            count += ask(services, f"{own}-{len(taken)}")
            before, now = now, time.perf_counter()
            taken.append((now - before) * 1e3)
        done.put((count, now - begun, taken))
    except BaseException as fault:
        start.abort()
        done.put(f"{type(fault).__name__}: {fault}")
        raise
