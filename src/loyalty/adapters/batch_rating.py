"""A file of usage events, parquet or CSV, to what each member owes: DuckDB adds up and rates.

The quantities are added as decimals of a fixed scale, the amounts are worked out in whole numbers
by the SQL that is made of the charge's own formulas. Whatever cannot be said exactly is refused.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from pathlib import Path
from typing import Any

import duckdb

from loyalty.decision.rating import BulkCharge
from loyalty.language.readers.python import Value
from loyalty.language.readers.sql_sheet import sheet_query
from loyalty.language.shapes.charges import MatrixTerms
from loyalty.language.tree import Read, read
from loyalty.pricing.charge_models import matrix

WHOLE = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"}
)
TEXT_SCALE = 9
_DECIMAL = re.compile(r"DECIMAL\(\d+,(\d+)\)")
_TEXT = rf"-?[0-9]{{1,28}}(\.[0-9]{{1,{TEXT_SCALE}}})?"
PAGE = 10_000


class EventsFileError(ValueError):
    """The file of events cannot be rated exactly; says why."""


@dataclass(frozen=True, slots=True)
class EventsFile:
    """Where the events are: the file, the column of whose they are, that of how much was used.

    Where the file has a column ``meter``, only the events of ``meter`` count.
    """

    path: Path
    by: str = "member"
    quantity: str = "quantity"
    meter: str | None = None


@dataclass(frozen=True, slots=True)
class BatchTotals:
    """What a batch came to: how many events and sums, and of all of them quantity and minor units."""

    events: int
    sums: int
    quantity: Fraction
    amount: int


class Batch:
    """A rated file, in memory until it is closed."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, totals: BatchTotals) -> None:
        """Keep the connection that holds the table ``rated``."""
        self._connection = connection
        self.totals = totals

    def rows(self) -> Iterator[tuple[str, Fraction, int]]:
        """Give key, quantity and amount in minor units, in order of the key."""
        found = self._connection.execute(
            "SELECT key, CAST(quantity AS VARCHAR), amount FROM rated ORDER BY key"
        )
        while page := found.fetchmany(PAGE):
            for key, quantity, amount in page:
                yield key, Fraction(quantity), int(amount)

    def write(self, path: Path) -> None:
        """Write key, events, quantity and amount in minor units, as parquet or, by its ending, CSV."""
        form = "csv" if path.suffix == ".csv" else "parquet"
        self._connection.execute(f"COPY (FROM rated ORDER BY key) TO {_text(str(path))} (FORMAT {form})")

    def close(self) -> None:
        """Let the memory go."""
        self._connection.close()


def rate_events(charge: BulkCharge, events: EventsFile) -> Batch:
    """Add up the events of each key and rate the sums. Raises EventsFileError, CannotRead."""
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")  # its bar would stand among the answer
    try:
        return Batch(connection, _rated(connection, charge, events))
    except duckdb.Error as fault:
        connection.close()
        raise EventsFileError(f"{events.path} cannot be rated: {str(fault).splitlines()[0]}") from fault
    except ValueError:
        connection.close()
        raise


def finest_step(charge: BulkCharge, scale: int) -> int:
    """Give the smallest numerator over ``10**scale`` that the programme's step of quantities allows."""
    whole: int = 10**scale
    return whole // gcd(whole, charge.quantity.node.den)


def known_quantity(charge: BulkCharge, scale: int, lo: int, hi: int, finer: int) -> Read:
    """Give the node of sums between ``lo`` and ``hi`` over ``10**scale``, ``finer`` of which are too fine.

    Raises EventsFileError where the charge does not take them all.
    """
    node = charge.quantity.node
    if finer:
        raise EventsFileError(f"{finer:,} sums are finer than the step of quantities")
    if lo < 0 or hi * node.den > node.hi * 10**scale:
        raise EventsFileError("a sum is negative, or beyond the limit of quantities")
    return read(charge.quantity.name, node.kind, 10**scale, 0, hi)


def _rated(connection: duckdb.DuckDBPyConnection, charge: BulkCharge, events: EventsFile) -> BatchTotals:
    scale = _view(connection, events, charge.matrix.dimensions if charge.matrix is not None else ())
    known, lines_max = _add_up(connection, charge, scale)
    connection.execute(_amounts(charge, known, lines_max))
    counted, sums, quantity, amount, refused = _one(
        connection,
        "SELECT sum(events), count(*), CAST(sum(quantity) AS VARCHAR), sum(amount), "
        "count(*) - count(amount) FROM rated",
    )
    if refused:
        raise EventsFileError(f"the charge has no amount for {refused:,} of {sums:,} sums")
    return BatchTotals(int(counted or 0), int(sums), Fraction(quantity or 0), int(amount or 0))


def _amounts(charge: BulkCharge, known: Read, lines_max: int) -> str:
    """Give the statement that makes ``rated`` of ``summed``, for quantities as closely as they are known."""
    formulas = charge.formulas_for(known, lines_max)
    inputs = {name: _value(value) for name, value in charge.shared.items()} | {known.name: "numerator"}
    key = None
    if charge.rule is not None:
        inputs[charge.rule], key = "rule", "key"
    query = sheet_query(formulas, {charge.formula: "exact"}, inputs, "summed", "duckdb", key=key)
    # A parquet file has no wider whole number: DuckDB would write one as a binary fraction.
    width = "BIGINT" if max(-formulas[-1].lo, formulas[-1].hi) < 1 << 63 else "DECIMAL(38, 0)"
    columns = f"key, events, total AS quantity, CAST(exact AS {width}) AS amount"
    if key is not None:  # every cell of a key has the amount of them all
        query = (
            "SELECT key, CAST(sum(events) AS BIGINT) AS events, sum(total) AS total, max(exact) AS exact "
            f"FROM ({query}) AS cells GROUP BY key"
        )
    return f"CREATE TABLE rated AS SELECT {columns} FROM ({query}) AS worked_out"


def _view(connection: duckdb.DuckDBPyConnection, events: EventsFile, dimensions: Sequence[str]) -> int:
    """Let the events be the view ``events`` of ``key``, ``quantity`` and each dimension as ``of <name>``.

    Give the scale of the quantities.
    """
    if events.path.suffix == ".csv":
        found = connection.read_csv(str(events.path), header=True, all_varchar=True)
    else:
        found = connection.read_parquet(str(events.path))
    types = dict(zip(found.columns, map(str, found.types), strict=True))
    missing = [name for name in (events.by, events.quantity, *dimensions) if name not in types]
    if missing:
        raise EventsFileError(f"{events.path} lacks the column {', '.join(missing)}")
    found.create_view("file")
    scale, quantity = _quantity(connection, events, types[events.quantity])
    where = _only(connection, events, types)
    parts = [f"{_name(events.by)} AS key", f"{quantity} AS quantity"]
    parts += [f"CAST({_name(name)} AS VARCHAR) AS {_name(f'of {name}')}" for name in dimensions]
    connection.execute(f"CREATE VIEW events AS SELECT {', '.join(parts)} FROM file {where}")
    empty = _one(connection, "SELECT count(*) FROM events WHERE key IS NULL OR quantity IS NULL")[0]
    if empty:
        raise EventsFileError(f"{empty:,} events have no {events.by} or no {events.quantity}")
    return scale


def _quantity(connection: duckdb.DuckDBPyConnection, events: EventsFile, kind: str) -> tuple[int, str]:
    """Give the decimals of the quantities and the SQL of one."""
    name = _name(events.quantity)
    decimal = _DECIMAL.fullmatch(kind)
    if kind in WHOLE:
        return 0, name
    if decimal is not None:
        return int(decimal[1]), name
    if kind != "VARCHAR":
        raise EventsFileError(f"{events.quantity} is {kind}; whole numbers or decimals are exact")
    odd = f"SELECT count(*), min({name}) FROM file WHERE NOT regexp_full_match({name}, {_text(_TEXT)})"
    count, first = _one(connection, odd)
    if count:
        message = (
            f"{count:,} quantities are no decimals of at most {TEXT_SCALE} digits after the point: `{first}`"
        )
        raise EventsFileError(message)
    return TEXT_SCALE, f"CAST({name} AS DECIMAL(38, {TEXT_SCALE}))"


def _only(connection: duckdb.DuckDBPyConnection, events: EventsFile, types: Mapping[str, str]) -> str:
    """Give the condition on the meter, where the file knows meters."""
    if "meter" not in types:
        return ""
    if events.meter is not None:
        return f"WHERE meter = {_text(events.meter)}"
    kinds = _one(connection, "SELECT count(DISTINCT coalesce(CAST(meter AS VARCHAR), '')) FROM file")[0]
    if kinds > 1:
        raise EventsFileError(f"{events.path} has events of {kinds} meters; say which")
    return ""


def _add_up(connection: duckdb.DuckDBPyConnection, charge: BulkCharge, scale: int) -> tuple[Read, int]:
    """Make ``summed``: for each key, or cell of one, events, total, and the numerator of that.

    Give the node of the numerator, and the most cells a key has.
    """
    made, source, also = "key, count(*) AS events", "events", ""
    if charge.matrix is not None:
        _part(connection, charge.matrix)
        made, source, also = "key, rule, count(*) AS events", "parted", ", rule, cell"
    connection.execute(
        "CREATE TABLE summed AS "
        "SELECT *, CAST(replace(CAST(total AS VARCHAR), '.', '') AS HUGEINT) AS numerator "
        f"FROM (SELECT {made}, CAST(sum(quantity) AS DECIMAL(38, {scale})) AS total "
        f"FROM {source} GROUP BY key{also})"
    )
    step = finest_step(charge, scale)
    lo, hi, finer = _one(
        connection,
        "SELECT coalesce(min(numerator), 0), coalesce(max(numerator), 0), "
        f"count(*) FILTER (numerator % {step} <> 0) FROM summed",
    )
    most = "SELECT coalesce(max(cells), 1) FROM (SELECT count(*) AS cells FROM summed GROUP BY key)"
    return known_quantity(charge, scale, lo, hi, finer), int(_one(connection, most)[0]) if also else 1


def _part(connection: duckdb.DuckDBPyConnection, terms: MatrixTerms) -> None:
    """Make ``parted``: the events, each with the number of its cell's rule and the cell it is priced in."""
    names = [_name(f"of {dimension}") for dimension in terms.dimensions]
    rows = []
    for values in connection.execute(f"SELECT DISTINCT {', '.join(names)} FROM events").fetchall():
        found = {
            name: value for name, value in zip(terms.dimensions, values, strict=True) if value is not None
        }
        number = matrix.cell_of(terms, found)
        if number is None:
            raise EventsFileError(f"no cell of the matrix is for `{matrix.label(found)}`")
        rows.append((*values, number, matrix.row_of(terms, number, found)))
    texts = ", ".join(f"{name} VARCHAR" for name in names)
    connection.execute(f"CREATE TABLE cells ({texts}, rule INTEGER, cell VARCHAR)")
    if rows:
        connection.executemany(f"INSERT INTO cells VALUES ({', '.join('?' * len(rows[0]))})", rows)
    same = " AND ".join(f"events.{name} IS NOT DISTINCT FROM cells.{name}" for name in names)
    connection.execute(
        f"CREATE VIEW parted AS SELECT key, quantity, rule, cell FROM events JOIN cells ON {same}"
    )


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    row = connection.execute(query).fetchone()
    assert row is not None  # noqa: S101  an aggregate gives a row
    return row


def _value(value: Value) -> str:
    return str(value) if isinstance(value, int) else _text(value)


def _text(value: str) -> str:
    escaped = value.replace("'", "''")
    return f"'{escaped}'"


def _name(value: str) -> str:
    escaped = value.replace('"', '""')
    return f'"{escaped}"'
