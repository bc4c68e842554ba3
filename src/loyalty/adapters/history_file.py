"""A file of sales, parquet or CSV, to rows in order of time; DuckDB reads and sorts, and rounds nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from loyalty.history.bill import Row

COLUMNS = (
    "InvoiceNo",
    "StockCode",
    "Description",
    "Quantity",
    "InvoiceDate",
    "UnitPrice",
    "CustomerID",
    "Country",
)
PAGE = 5_000
# Another machine must not give another answer: rows that are equal in time keep the order of the file.
_IN_ORDER = """
WITH raw AS (SELECT row_number() OVER () AS place, * FROM history),
     typed AS (
         SELECT place,
                nullif(trim(CAST(InvoiceNo AS VARCHAR)), '') AS bill,
                nullif(trim(CAST(StockCode AS VARCHAR)), '') AS article,
                CAST(Description AS VARCHAR) AS description,
                CAST(Quantity AS VARCHAR) AS quantity,
                TRY_CAST(InvoiceDate AS TIMESTAMP) AS written,
                CAST(UnitPrice AS VARCHAR) AS price,
                nullif(trim(CAST(CustomerID AS VARCHAR)), '') AS buyer,
                nullif(trim(CAST(Country AS VARCHAR)), '') AS country
         FROM raw)
SELECT bill, article, description, quantity, written, price, buyer, country
FROM typed
ORDER BY min(written) OVER (PARTITION BY bill) NULLS FIRST, bill, buyer, country, place
"""


class HistoryFileError(ValueError):
    """The file is no history: not there, neither parquet nor CSV, or without a column that is needed."""


@dataclass(frozen=True, slots=True)
class HistoryFile:
    """A file that was opened: how many rows it has, and the rows."""

    path: Path
    count: int

    def rows(self) -> Iterator[Row]:
        """Give every row, by the time of its bill; rows of one bill and buyer come together."""
        with duckdb.connect() as connection:
            _view(connection, self.path)
            found = connection.execute(_IN_ORDER)
            while page := found.fetchmany(PAGE):
                yield from map(Row._make, page)


def open_history(path: Path) -> HistoryFile:
    """Give a file with the columns of ``COLUMNS``, whatever else it has. Raises HistoryFileError."""
    try:
        with duckdb.connect() as connection:
            names = _view(connection, path)
            missing = [name for name in COLUMNS if name not in names]
            if missing:
                message = f"{path} lacks the column {', '.join(missing)}"
                raise HistoryFileError(message)
            count = connection.execute("SELECT count(*) FROM history").fetchone()
    except duckdb.Error as fault:
        message = f"{path} cannot be read: {str(fault).splitlines()[0]}"
        raise HistoryFileError(message) from fault
    assert count is not None  # noqa: S101  an aggregate gives a row
    return HistoryFile(path, int(count[0]))


def _view(connection: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    """Let the file be the table ``history``, and give its columns."""
    if path.suffix == ".csv":
        found = connection.read_csv(str(path), header=True, all_varchar=True)
    else:
        found = connection.read_parquet(str(path))
    found.create_view("history")
    return list(found.columns)
