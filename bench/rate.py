"""Ten million usage events added up and rated with graduated bands, beside the bare sum of the same file."""

import resource
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import duckdb

from bench.report import Ratio
from loyalty.adapters.batch_rating import BatchTotals, EventsFile, rate_events
from loyalty.decision.rating import BulkCharge, bulk_of_terms
from loyalty.language.load import load_terms

EVENTS, MEMBERS, ROUNDS = 10_000_000, 100_000, 7
AT = datetime(2026, 11, 22, tzinfo=UTC)
TERMS = """currency: USD
model: graduated
bands:
  - {up_to: 800, unit: 0.088958}
  - {up_to: 2000, unit: 0.098073}
  - {up_to: 4000, unit: 0.108615}
  - {up_to: 5000, unit: 0.0977}
  - {above: 5000, unit: 0.0855}
"""
# Not by chance, so that every run rates the same file.
MAKE = """COPY (SELECT 'm-' || lpad(CAST(hash(n) % {members} AS VARCHAR), 8, '0') AS member,
CAST((hash(n + 1) % 100000) / 1000 AS DECIMAL(12, 3)) AS quantity FROM range({events}) AS t(n))
TO '{path}' (FORMAT parquet)"""


def run() -> list[Ratio]:
    """Rate and sum in turns, hold every amount to the Python function, and measure the memory apart."""
    with tempfile.TemporaryDirectory() as folder:
        path = make_events(Path(folder) / "events.parquet", EVENTS, MEMBERS)
        ours, bare = [], []
        for _ in range(ROUNDS):
            ours.append(timed(path)[0])
            bare.append(_bare(path))
        _same_as_python(path)
        with get_context("spawn").Pool(1) as pool:
            peak = pool.apply(_peak, (path,))
    rate, sum_rate = EVENTS / median(ours), EVENTS / median(bare)
    print(f"{EVENTS:,} events of {MEMBERS:,} members: {rate / 1e6:.1f} million a second rated, ", end="")
    print(f"{sum_rate / 1e6:.1f} million only summed")
    return [
        Ratio("events a second rated, of those only summed", rate / sum_rate, at_least=0.8),
        Ratio("GB of memory at the most", peak, at_most=1),
    ]


def make_events(path: Path, events: int, members: int) -> Path:
    """Write a file of so many events of so many members."""
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(MAKE.format(path=path, events=events, members=members))
    return path


def charge() -> BulkCharge:
    """Give the charge of five bands."""
    loaded = load_terms(TERMS, "terms.yaml")
    assert loaded.shape is not None
    return bulk_of_terms(loaded.shape, {"terms.yaml": TERMS}, AT)


def timed(path: Path) -> tuple[float, BatchTotals]:
    """Rate the file; give the seconds it took, terms read and compiled among them, and the totals."""
    start = time.perf_counter()
    with closing(rate_events(charge(), EventsFile(path))) as batch:
        return time.perf_counter() - start, batch.totals


def _bare(path: Path) -> float:
    start = time.perf_counter()
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        summed = (
            "CREATE TABLE summed AS SELECT member, sum(quantity) AS quantity FROM read_parquet(?) GROUP BY 1"
        )
        connection.execute(summed, [str(path)])
        return time.perf_counter() - start


def _same_as_python(path: Path) -> None:
    """Hold each amount, and so their total, to what the compiled function gives."""
    of = charge()
    with closing(rate_events(of, EventsFile(path))) as batch:
        amounts, quantities = 0, Fraction(0)
        for member, quantity, amount in batch.rows():
            assert of.amount(quantity) == amount, f"{member}: {quantity}"
            amounts, quantities = amounts + amount, quantities + quantity
        assert (batch.totals.events, batch.totals.amount) == (EVENTS, amounts)
        assert batch.totals.quantity == quantities


def _peak(path: Path) -> float:
    """Rate the file in a process of its own; give the most memory it held, in GB."""
    timed(path)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
