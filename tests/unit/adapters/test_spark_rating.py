"""Rating on Spark: the same totals and amounts as in DuckDB; `make test-spark`, where there is Java."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from loyalty.adapters.batch_rating import EventsFile, EventsFileError, rate_events
from loyalty.adapters.spark_rating import rate_on_spark
from loyalty.language.readers.words import decimal_text
from tests.unit.adapters.test_batch_rating import CENTS, EXAMPLES, charge_of, events, some_events

Session = Any  # pyspark need not be there
pytestmark = [
    pytest.mark.slow,
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore"),  # pyspark's own
]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """Give a Spark of this machine, where there is one."""
    sql = pytest.importorskip("pyspark.sql", reason="the extra `spark` is not installed")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    made = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield made
    made.stop()


def file_of_events(folder: Path) -> Path:
    """Give a file of events of a hundred members."""
    rows = ", ".join(
        f"('{member}', CAST('{decimal_text(q)}' AS DECIMAL(12, 3)))" for member, q in some_events(7)
    )
    return events(folder / "events.parquet", rows)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_spark_comes_to_the_same(session: Session, tmp_path: Path, example: Path) -> None:
    """For the terms of every charge model, Spark's totals and each amount are those of DuckDB."""
    charge, file = charge_of(example.read_text(encoding="utf-8")), EventsFile(file_of_events(tmp_path))
    made = rate_on_spark(session, charge, file)
    found = sorted((row.key, Fraction(str(row.quantity)), row.amount) for row in made.rated.collect())

    with closing(rate_events(charge, file)) as batch:
        assert batch.totals == made.totals
        assert list(batch.rows()) == found


@pytest.mark.parametrize(
    ("rows", "columns", "because"),
    [
        ("('a', CAST(1 AS DOUBLE))", "member, quantity", "quantity is double"),
        ("('a', 1), ('a', NULL)", "member, quantity", "1 events have no member or no quantity"),
        ("('a', -2)", "member, quantity", "a sum is negative"),
        ("('a', 1.0000000001)", "member, quantity", "1 sums are finer"),
        ("('a', 'x', 1), ('a', 'y', 1)", "member, meter, quantity", "several meters"),
        ("('a', 1)", "who, quantity", "lacks the column member"),
    ],
)
def test_what_spark_cannot_say_exactly_is_refused(
    session: Session, tmp_path: Path, rows: str, columns: str, because: str
) -> None:
    """The same files are refused as in DuckDB, for the same reasons."""
    path = events(tmp_path / "events.parquet", rows, columns)

    with pytest.raises(EventsFileError, match=because):
        rate_on_spark(session, charge_of(CENTS), EventsFile(path))
