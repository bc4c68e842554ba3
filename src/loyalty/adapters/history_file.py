"""A file of sales, parquet or CSV, to rows in order of time; DuckDB reads and sorts, and rounds nothing."""

import csv
import gzip
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, cast

import duckdb

from loyalty.history.bill import Row
from loyalty.language.findings import did_you_mean

NEEDED = ("InvoiceNo", "StockCode", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID")
COLUMNS = (*NEEDED, "Description", "Country")
"""The fixed columns; the last two may be left out."""
COLUMNS_MAX = 1_000
PAGE = 5_000
ALL_PARTS = range(64)
"""Into how many parts of about the same size members can be divided."""
LITTLE = "SET memory_limit = '256MB'"
"""What sorting takes at the most; what does not fit waits on the disk."""
ONE_PROCESSOR = "SET threads = 1"
_ROW = "bill, article, description, quantity, written, price, buyer, country"
# Another machine must not give another answer: rows that are equal in time keep the order of the file.
_IN_ORDER = """
WITH timed AS (SELECT *, min(written) OVER (PARTITION BY bill) AS begins FROM typed)
SELECT {row}
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
SELECT {row}
FROM mine
WHERE begins IS NULL OR begins < ?
ORDER BY buyer NULLS FIRST, begins NULLS FIRST, bill, country, place
"""
_LAST = "SELECT max(written) FROM typed WHERE written < ?"
_TEXTS = "SELECT {fact}, min(place), count(*) FROM typed WHERE {fact} IS NOT NULL GROUP BY 1 ORDER BY 2"
_SELLS = (
    "regexp_matches(bill, '^[0-9]') AND article IS NOT NULL AND written IS NOT NULL "
    "AND TRY_CAST(quantity AS DECIMAL(38, 12)) > 0 AND TRY_CAST(price AS DECIMAL(38, 12)) > 0"
)
_UNSTATED = "SELECT min(place), count(*) FROM typed WHERE {fact} IS NULL AND {sells}"
_UNSTATED_ON_BILLS = """
SELECT min(first), count(*) FROM (
    SELECT min(place) FILTER ({sells}) AS first, count({fact}) AS stated
    FROM typed GROUP BY bill, buyer, country)
WHERE first IS NOT NULL AND stated = 0
"""
_DIFFERENT = """
SELECT arg_min(place, {fact}), arg_max(place, {fact}) FROM typed
WHERE regexp_matches(bill, '^[0-9]')
GROUP BY bill, buyer, country
HAVING min({fact}) <> max({fact})
ORDER BY 1
"""
_OFFSET = r"\d:\d{2}(:\d{2}(\.\d+)?)?\s*([Zz]|[+-]\d{2}(:?\d{2})?)$"
"""What a time ends with that says how far its clock is from UTC."""

_TABLES = frozenset({".csv", ".tsv", ".txt"})
_SEPARATORS = ",;\t|"
_HEAD_MAX = 1 << 20

Rows = tuple[int, int]
"""A row of the file, counted from 1, and how many there are, or another one."""


class HistoryFileError(ValueError):
    """The file is no history: not there, neither parquet nor CSV, or without a column that is needed."""

    def __init__(self, what: str, why: str = "") -> None:
        """Keep what is wrong, and why or what to do; both without a full stop."""
        super().__init__(what, why)
        self.what, self.why = what, why

    def __str__(self) -> str:
        """Give it in one sentence."""
        said = f"{self.what}; {self.why}" if self.why else self.what
        return said if said.endswith("?") else f"{said}."


@dataclass(frozen=True, slots=True)
class HistoryFile:
    """A file that was opened: how many rows it has, and the rows.

    ``columns`` are all it has, ``facts`` those that follow the fixed ones in each row, the first
    ``of_lines`` of them of lines. A time that names an offset from UTC is told as clocks show it in ``zone``.
    """

    path: Path
    count: int
    columns: tuple[str, ...]
    zone: str
    facts: tuple[str, ...] = ()
    of_lines: int = 0

    def stating(self, facts: Sequence[str], of_lines: int) -> "HistoryFile":
        """Give the file with facts in its rows, by the names of their columns, those of lines first."""
        return replace(self, facts=tuple(facts), of_lines=of_lines)

    def rows(self, until: date | None = None) -> Iterator[Row]:
        """Give every row, by the time of its bill; rows of one bill and buyer come together.

        ``until`` is the last day of bills that are given, None: all are.
        """
        return cast("Iterator[Row]", self._found(self._asking(_IN_ORDER), [_after(until)]))

    def last(self, until: date | None = None) -> datetime | None:
        """Give the latest local time in the file, up to a day with that day; None where there is none."""
        (found,) = self._found(_LAST, [_after(until)])
        return cast("datetime | None", found[0])

    def rows_of_members(self, parts: range = ALL_PARTS, until: date | None = None) -> Iterator[Row]:
        """Give the rows of some of the `ALL_PARTS` of the members, each member's in order of time.

        Rows of one member come together, of one bill too. ``until`` is the last day. It takes
        one processor and little memory, since other parts may be read at the same time.
        """
        asked = [len(ALL_PARTS), parts.start, parts.stop - 1, _after(until)]
        found = self._found(self._asking(_BY_MEMBER), asked, ONE_PROCESSOR, LITTLE)
        return cast("Iterator[Row]", found)

    def texts(self, fact: int) -> Iterator[tuple[str, int, int]]:
        """Give each text of a fact, by the place of the fact: the text, its first row, how many have it."""
        return self._found(_TEXTS.format(fact=f"fact{fact}"), [], LITTLE)

    def unstated(self, fact: int) -> Rows:
        """Give the first row that sells and does not state a fact, 0 for none, and how many there are.

        Of a fact of orders it is enough that another row of the bill states it; then bills are counted.
        """
        asked = _UNSTATED if fact < self.of_lines else _UNSTATED_ON_BILLS
        ((first, rows),) = self._found(asked.format(fact=f"fact{fact}", sells=_SELLS), [], LITTLE)
        return (first or 0), rows

    def different(self, fact: int) -> Iterator[Rows]:
        """Give pairs of rows of one bill that state a fact of orders otherwise."""
        return self._found(_DIFFERENT.format(fact=f"fact{fact}"), [], LITTLE)

    def _found(self, query: str, values: list[object], *settings: str) -> Iterator[tuple[Any, ...]]:
        """Give what a query finds, a page at a time."""
        with _telling(self.path), self._opened(*settings) as connection:
            found = connection.execute(query, values)
            while page := found.fetchmany(PAGE):
                yield from page

    def _asking(self, query: str) -> str:
        facts = "".join(f", fact{place}" for place in range(len(self.facts)))
        return query.format(row=f"{_ROW}{facts}")

    def _opened(self, *settings: str) -> duckdb.DuckDBPyConnection:
        """Give a database of its own in which the rows are the table ``typed``."""
        connection = duckdb.connect()
        for setting in settings:
            connection.execute(setting)
        found = _relation(connection, self.path)
        types = dict(zip(found.columns, map(str, found.types), strict=True))
        facts = (f"{_text(name, types[name])} AS fact{place}" for place, name in enumerate(self.facts))
        written = _local(types["InvoiceDate"], self.zone)
        chosen = (
            "row_number() OVER () AS place",
            *(
                _trimmed(types, name, told)
                for name, told in (("InvoiceNo", "bill"), ("StockCode", "article"))
            ),
            f"{_cast(types, 'Description')} AS description",
            "CAST(Quantity AS VARCHAR) AS quantity",
            f"{written} AS written",
            "CAST(UnitPrice AS VARCHAR) AS price",
            *(
                _trimmed(types, name, told)
                for name, told in (("CustomerID", "buyer"), ("Country", "country"))
            ),
            *facts,
        )
        found.project(", ".join(chosen)).create_view("typed")
        return connection


def open_history(path: Path, zone: str = "UTC") -> HistoryFile:
    """Give a file with the columns of ``NEEDED``, whatever else it has. Raises HistoryFileError."""
    with _telling(path), duckdb.connect() as connection:
        found = _relation(connection, path)
        names = tuple(found.columns)
        missing = [name for name in NEEDED if name not in names]
        if missing:
            hint = did_you_mean(missing[0], [name for name in names if name not in COLUMNS])
            raise HistoryFileError(f"{path} lacks the column {', '.join(missing)}", hint)
        found.create_view("history")
        count = connection.execute("SELECT count(*) FROM history").fetchone()
    assert count is not None  # noqa: S101  an aggregate gives a row
    return HistoryFile(path, int(count[0]), names, zone)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Let what DuckDB finds wrong be told without the row, in which anything may stand."""
    try:
        yield
    except duckdb.Error as fault:
        lines = [line for line in str(fault).splitlines() if line and not line.startswith("Original Line")]
        why = ": ".join(lines[:2]).partition("Error: ")[2]
        raise HistoryFileError(f"{path} cannot be read", why.rstrip(".")) from fault


def _after(until: date | None) -> datetime:
    """Give the local time that is over when a day is, the end of time without one."""
    if until is None or until == date.max:
        return datetime.max  # noqa: DTZ901 - times of a history are local
    return datetime.combine(until + timedelta(days=1), time.min)


def _relation(connection: duckdb.DuckDBPyConnection, path: Path) -> duckdb.DuckDBPyRelation:
    # It would be drawn among the answers.
    connection.execute("SET enable_progress_bar = false")
    if not _TABLES & set(map(str.lower, path.suffixes[-2:])):
        found = connection.read_parquet(str(path))
        _limit(path, found.columns)
        return found
    separator, names = _head(path)
    return connection.read_csv(
        str(path),
        auto_detect=False,
        header=True,
        sep=separator,
        quotechar='"',
        escapechar='"',
        columns=dict.fromkeys(names, "VARCHAR"),
    )


def _head(path: Path) -> tuple[str, list[str]]:
    """Give what stands between the cells of a table, and its columns. Raises HistoryFileError."""
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as file:
            line = file.readline(_HEAD_MAX).decode("utf-8-sig")
    except (UnicodeDecodeError, gzip.BadGzipFile, EOFError) as fault:
        raise HistoryFileError(f"{path} cannot be read", "its head is no text in UTF-8") from fault
    if not line.strip():
        raise HistoryFileError(f"{path} cannot be read", "its first line, the names of the columns, is empty")
    separator = max(_SEPARATORS, key=line.count)
    written = [name.strip() for name in next(csv.reader([line], delimiter=separator), [])]
    names = [name or f"column {place}" for place, name in enumerate(written, start=1)]
    _limit(path, names)
    seen: set[str] = set()
    for name in names:
        if name.lower() in seen:
            raise HistoryFileError(f"{path} has the column `{name}` twice", "capitals make no other name")
        seen.add(name.lower())
    return separator, names


def _limit(path: Path, names: Sequence[str]) -> None:
    if len(names) > COLUMNS_MAX:
        raise HistoryFileError(f"{path} has {len(names):,} columns", f"at most {COLUMNS_MAX:,} are read")


def _local(type_: str, zone: str) -> str:
    """Give the local time of a row, none where it has none."""
    local = f"timezone('{zone}', TRY_CAST(InvoiceDate AS TIMESTAMPTZ))"
    if type_ == "VARCHAR":
        plain = "TRY_CAST(InvoiceDate AS TIMESTAMP)"
        local = f"CASE WHEN regexp_matches(InvoiceDate, '{_OFFSET}') THEN {local} ELSE {plain} END"
    elif type_ != "TIMESTAMP WITH TIME ZONE":
        local = "TRY_CAST(InvoiceDate AS TIMESTAMP)"
    return f"CASE WHEN isfinite({local}) THEN {local} END"


def _cast(types: dict[str, str], name: str) -> str:
    return f"CAST({name} AS VARCHAR)" if name in types else "CAST(NULL AS VARCHAR)"


def _trimmed(types: dict[str, str], name: str, told: str) -> str:
    return f"nullif(trim({_cast(types, name)}), '') AS {told}"


def _text(name: str, type_: str) -> str:
    """Give the text of a fact: of a time that is the begin of a day, the day."""
    quoted = f'"{name.replace(chr(34), chr(34) * 2)}"'
    text = f"CAST({quoted} AS VARCHAR)"
    if type_.startswith("TIMESTAMP") and "ZONE" not in type_:
        day = f"CAST(CAST({quoted} AS DATE) AS VARCHAR)"
        text = f"CASE WHEN {quoted} = date_trunc('day', {quoted}) THEN {day} ELSE {text} END"
    return f"nullif(trim({text}), '')"
