"""A file of sales, parquet or CSV, to rows in order of time; DuckDB reads and sorts, and rounds nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import cast

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
ALL_PARTS = range(64)
"""Into how many parts of about the same size members can be divided."""
MEMORY = "256MB"
"""What sorting takes at the most; what does not fit waits on the disk."""
# Another machine must not give another answer: rows that are equal in time keep the order of the file.
_TYPED = """
CREATE VIEW typed AS
WITH raw AS (SELECT row_number() OVER () AS place, * FROM history)
SELECT
    place,
    nullif(trim(CAST(InvoiceNo AS VARCHAR)), '') AS bill,
    nullif(trim(CAST(StockCode AS VARCHAR)), '') AS article,
    CAST(Description AS VARCHAR) AS description,
    CAST(Quantity AS VARCHAR) AS quantity,
    TRY_CAST(InvoiceDate AS TIMESTAMP) AS written,
    CAST(UnitPrice AS VARCHAR) AS price,
    nullif(trim(CAST(CustomerID AS VARCHAR)), '') AS buyer,
    nullif(trim(CAST(Country AS VARCHAR)), '') AS country
FROM raw
"""
_IN_ORDER = """
WITH timed AS (SELECT *, min(written) OVER (PARTITION BY bill) AS begins FROM typed)
SELECT bill, article, description, quantity, written, price, buyer, country
FROM timed
WHERE begins IS NULL OR begins < ?
ORDER BY begins NULLS FIRST, bill, buyer, country, place
"""
# Who is known by no number is nobody's, so their bills may go anywhere, each whole.
_BY_MEMBER = """
WITH mine AS (
    SELECT *, min(written) OVER (PARTITION BY bill, buyer, country) AS begins
    FROM typed
    WHERE hash(coalesce(buyer, 'bill ' || coalesce(bill, ''))) % ? BETWEEN ? AND ?)
SELECT bill, article, description, quantity, written, price, buyer, country
FROM mine
WHERE begins IS NULL OR begins < ?
ORDER BY buyer NULLS FIRST, begins NULLS FIRST, bill, country, place
"""
_LAST = "SELECT max(written) FROM typed WHERE written < ?"


class HistoryFileError(ValueError):
    """The file is no history: not there, neither parquet nor CSV, or without a column that is needed."""


@dataclass(frozen=True, slots=True)
class HistoryFile:
    """A file that was opened: how many rows it has, and the rows."""

    path: Path
    count: int

    def rows(self, until: date | None = None) -> Iterator[Row]:
        """Give every row, by the time of its bill; rows of one bill and buyer come together.

        ``until`` is the last day of bills that are given, None: all are.
        """
        with duckdb.connect() as connection:
            _view(connection, self.path)
            found = connection.execute(_IN_ORDER, [_after(until)])
            while page := found.fetchmany(PAGE):
                yield from cast("list[Row]", page)

    def last(self, until: date | None = None) -> datetime | None:
        """Give the latest local time in the file, up to a day with that day; None where there is none."""
        with duckdb.connect() as connection:
            _view(connection, self.path)
            found = connection.execute(_LAST, [_after(until)]).fetchone()
        return found[0] if found is not None else None

    def rows_of_members(self, parts: range = ALL_PARTS, until: date | None = None) -> Iterator[Row]:
        """Give the rows of some of the `ALL_PARTS` of the members, each member's in order of time.

        Rows of one member come together, of one bill too. ``until`` is the last day. It takes
        one processor and little memory, since other parts may be read at the same time.
        """
        with duckdb.connect(config={"threads": 1, "memory_limit": MEMORY}) as connection:
            _view(connection, self.path)
            found = connection.execute(
                _BY_MEMBER, [len(ALL_PARTS), parts.start, parts.stop - 1, _after(until)]
            )
            while page := found.fetchmany(PAGE):
                yield from cast("list[Row]", page)


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


def _after(until: date | None) -> datetime:
    """Give the local time that is over when a day is, the end of time without one."""
    if until is None or until == date.max:
        return datetime.max  # noqa: DTZ901 - times of a history are local
    return datetime.combine(until + timedelta(days=1), time.min)


def _view(connection: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    """Let the file be the table ``history``, typed where it has the columns, and give all it has."""
    # It would be drawn among the answers.
    connection.execute("SET enable_progress_bar = false")
    if path.suffix == ".csv":
        found = connection.read_csv(str(path), header=True, all_varchar=True)
    else:
        found = connection.read_parquet(str(path))
    found.create_view("history")
    if set(COLUMNS) <= set(found.columns):
        connection.execute(_TYPED)
    return list(found.columns)
