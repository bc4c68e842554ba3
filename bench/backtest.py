"""A year of a real shop decided by two versions in memory, beside bare decisions of the same orders.

The backtest reads the file, cleans its rows, and carries tiers, caps, points and returns along for
both versions; the bare loop has every basket ready in memory, knows who buys, and decides each
order by both versions and nothing else. A basket becomes a situation in both; how fast situations
are decided that are ready already is printed beside it.
"""

import gc
import resource
import time
from collections.abc import Callable
from datetime import date, datetime
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from bench.report import Ratio
from loyalty.adapters.history_file import open_history
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.cli.versions.spreading import Task, decide_history
from loyalty.decision.decide import decide
from loyalty.decision.programme import Programme, compile_programme
from loyalty.decision.situate import Participant, situate
from loyalty.history.bill import bills
from loyalty.history.stated import NOTHING
from loyalty.pricing.basket import Basket
from loyalty.use_cases.baskets_of_bills import BillBaskets

HISTORY, RULES = Path("seed/online_retail.parquet"), Path("rules/online-retail")
HALF = date(2011, 7, 19)
"""The last day of the first half of the rows."""
ROUNDS = 3
OBJECTS = 500_000
"""After how many new objects either side looks for cycles."""

Order = tuple[Basket, datetime, Participant]


def run() -> list[Ratio]:
    """Decide the year in turns, both ways; then in two processes; then half of it, for its memory."""
    gc.set_threshold(OBJECTS)
    old, new = versions()
    orders = _orders(old)
    whole, bare, ready = [], [], []
    decided = _backtest(old, new, 1)
    for _ in range(ROUNDS):
        whole.append(_processor(lambda: _backtest(old, new, 1)))
        bare.append(_processor(lambda: _bare((old, new), orders)))
        ready.append(_ready((old, new), orders))
    one, two = (median(_clock(old, new, processes) for _ in range(ROUNDS)) for processes in (1, 2))
    half, all_of_it = _peak(HALF), _peak(None)
    bare_decisions = 2 * len(orders)
    ours, theirs = decided / median(whole), bare_decisions / median(bare)
    print(
        f"{len(orders):,} orders by two versions, {decided:,} decisions with those of what was kept after "
        f"returns: {ours:,.0f} a second with all that follows from them; {theirs:,.0f} bare, "
        f"{bare_decisions / median(ready):,.0f} of situations that are ready; "
        f"{ours / theirs * bare_decisions / decided:.2f} where only the orders themselves are counted"
    )
    print(f"in one process {one:.1f} s, in two {two:.1f} s; at most {all_of_it / 1024:.0f} MB in memory")
    return [
        Ratio("backtest: orders decided a second, of bare decisions", ours / theirs, at_least=0.5),
        Ratio("backtest: two processes, times as fast as one", one / two, at_least=1.6),
        Ratio("backtest: memory of the whole year, of that of half of it", all_of_it / half, at_most=1.2),
    ]


def versions() -> tuple[Programme, Programme]:
    """Give the shop's programme, and one with more points, a smaller cap and an earlier end."""
    source = dict(read_rule_folder(RULES).source)
    earn = source["earn.yaml"].replace("points: 1, for_each", "points: 2, for_each")
    earn = earn.replace("at_most: 20000", "at_most: 15000").replace("after: 6 months", "after: 5 months")
    examples = {name: text for name, text in source.items() if name != "examples.yaml"}
    made = [compile_programme(each).programme for each in (source, examples | {"earn.yaml": earn})]
    assert made[0] is not None
    assert made[1] is not None
    return made[0], made[1]


def _orders(programme: Programme) -> list[Order]:
    """Give every order as it would be asked for."""
    baskets = BillBaskets(programme)
    sales = (bill for bill in bills(open_history(HISTORY).rows()) if bill.lines and not bill.cancels)
    member, nobody = Participant(enrolled=True, tier="shop"), Participant()
    return [(baskets.basket(sale), baskets.at(sale), member if sale.buyer else nobody) for sale in sales]


def _task(until: date | None = None) -> Task:
    history = open_history(HISTORY)
    last = history.last(until)
    assert last is not None
    return Task(history, NOTHING, until, last, redeem=False)


def _backtest(old: Programme, new: Programme, processes: int) -> int:
    """Give how often an order was decided: when it was sold, and again for each return what was kept."""
    part = decide_history(old, new, _task(), processes, lambda _rows: None)
    assert part.old.revenue == sum(row.old.paid for row in part.rows)
    assert part.new.open == sum(row.new.open for row in part.rows)
    return sum(each.orders_of_members + each.orders_of_nobody + each.returns for each in (part.old, part.new))


def _bare(programmes: tuple[Programme, Programme], orders: list[Order]) -> None:
    for basket, at, who in orders:
        for programme in programmes:
            decide(programme, situate(programme, basket, at, who))


def _ready(programmes: tuple[Programme, Programme], orders: list[Order]) -> float:
    """Give the seconds that deciding alone takes."""
    spent = 0.0
    for programme in programmes:
        situations = [situate(programme, *order) for order in orders]
        start = time.process_time()
        for situation in situations:
            decide(programme, situation)
        spent += time.process_time() - start
    return spent


def _processor(work: Callable[[], object]) -> float:
    """Give the seconds of the processor, so that other work on the machine counts little."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _clock(old: Programme, new: Programme, processes: int) -> float:
    start = time.perf_counter()
    _backtest(old, new, processes)
    return time.perf_counter() - start


def _peak(until: date | None) -> int:
    """Give the most memory that a process of its own takes, in kilobytes."""
    with get_context("spawn").Pool(1) as pool:
        return int(pool.apply(peak, (until,)))


def peak(until: date | None) -> int:
    """Decide the history up to a day, and give the most memory this process took."""
    decide_history(*versions(), _task(until), 1, lambda _rows: None)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
