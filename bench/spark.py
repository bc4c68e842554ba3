"""The same events added up and rated on Spark and in DuckDB: the same totals at three sizes, and the seconds.

Needs the extra `spark` and Java; where they are not, it says so and measures nothing.
"""

import shutil
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.rate import charge, make_events, timed
from bench.report import Ratio
from loyalty.adapters.batch_rating import BatchTotals, EventsFile
from loyalty.adapters.spark_rating import rate_on_spark

SIZES = ((100_000, 1_000), (1_000_000, 10_000), (10_000_000, 100_000))


def run() -> list[Ratio]:
    """Rate each size once to warm up and once to measure, hold the totals to each other, and print."""
    if find_spec("pyspark") is None or shutil.which("java") is None:
        print("the extra `spark` or Java is not installed: nothing measured")
        return []
    session = _session()
    with tempfile.TemporaryDirectory() as folder:
        for events, members in SIZES:
            path = make_events(Path(folder) / f"{events}.parquet", events, members)
            _on_spark(session, path)
            spark, totals = _on_spark(session, path)
            ours, same = timed(path)
            assert totals == same, "Spark and DuckDB came to different totals"
            print(f"{events:>12,} events: {spark:.2f} s on Spark, {ours:.2f} s in DuckDB")
    session.stop()
    return []


def _session() -> Any:
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra

    start = time.perf_counter()
    builder = SparkSession.builder.master("local[*]").config("spark.ui.enabled", "false")
    made = builder.config("spark.sql.shuffle.partitions", "8").getOrCreate()
    print(f"Spark {made.version} begun in {time.perf_counter() - start:.1f} s")
    return made


def _on_spark(session: Any, path: Path) -> tuple[float, BatchTotals]:
    session.catalog.clearCache()
    start = time.perf_counter()
    totals = rate_on_spark(session, charge(), EventsFile(path)).totals
    return time.perf_counter() - start, totals
