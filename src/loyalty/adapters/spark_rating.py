"""A file of usage events to what each member owes, on Spark: for files that one machine does not hold.

Sums and amounts are those of `batch_rating`. Spark adds up decimals and rates in whole numbers of
64 bits; what does not fit is refused. The session is the caller's, as is the cluster behind it.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from loyalty.adapters.batch_rating import (
    BatchTotals,
    EventsFile,
    EventsFileError,
    finest_step,
    known_quantity,
)
from loyalty.decision.rating import BulkCharge
from loyalty.language.readers.sql import CannotRead
from loyalty.language.readers.sql_sheet import sheet_query

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession  # the extra `spark`; only the caller needs it

WHOLE = frozenset({"tinyint", "smallint", "int", "bigint"})
_DECIMAL = re.compile(r"decimal\((\d+),(\d+)\)")


@dataclass(frozen=True, slots=True)
class SparkBatch:
    """What a batch came to, and ``rated``: key, events, quantity, amount in minor units."""

    totals: BatchTotals
    rated: "DataFrame"


def rate_on_spark(session: "SparkSession", charge: BulkCharge, events: EventsFile) -> SparkBatch:
    """Add up the events of each key of a parquet file and rate the sums.

    Raises EventsFileError, CannotRead; Spark's own errors come through.
    """
    if session.conf.get("spark.sql.ansi.enabled") != "true":
        raise EventsFileError("spark.sql.ansi.enabled is off, and numbers would be cut in silence")
    if charge.matrix is not None:
        raise CannotRead("a matrix is not rated on Spark")
    found = session.read.parquet(str(events.path))
    types = dict(found.dtypes)
    missing = [name for name in (events.by, events.quantity) if name not in types]
    if missing:
        raise EventsFileError(f"{events.path} lacks the column {', '.join(missing)}")
    if events.meter is not None and "meter" in types:
        found = found.where(found["meter"] == events.meter)
    elif "meter" in types and found.select("meter").distinct().count() > 1:
        raise EventsFileError(f"{events.path} has events of several meters; say which")
    scale = _scale(events.quantity, types[events.quantity])
    summed = _summed(session, found, events, scale)
    rated = _rated(session, charge, summed, scale)
    counted, sums, quantity, amount, empty = _first(
        rated, "sum(events)", "count(*)", "sum(numerator)", "sum(amount)", "count_if(amount IS NULL)"
    )
    if empty:
        raise EventsFileError(f"the charge has no amount for {empty:,} of {sums:,} sums")
    totals = BatchTotals(int(counted or 0), sums, Fraction(int(quantity or 0), 10**scale), int(amount or 0))
    return SparkBatch(totals, rated.select("key", "events", "quantity", "amount"))


def _scale(name: str, kind: str) -> int:
    """Give the decimals of the quantities."""
    decimal = _DECIMAL.fullmatch(kind)
    if kind in WHOLE:
        return 0
    if decimal is None:
        raise EventsFileError(f"{name} is {kind}; whole numbers or decimals are exact")
    return int(decimal[2])


def _summed(session: "SparkSession", found: "DataFrame", events: EventsFile, scale: int) -> "DataFrame":
    """Give key, events, quantity and the numerator of the quantity, of 64 bits or an error."""
    key, quantity = found[events.by].alias("key"), found[events.quantity].alias("quantity")
    made = found.select(key, quantity)
    empty = made.where("key IS NULL OR quantity IS NULL").count()
    if empty:
        raise EventsFileError(f"{empty:,} events have no {events.by} or no {events.quantity}")
    added_up = "SELECT key, count(*) AS events, sum(quantity) AS quantity FROM {made} GROUP BY key"
    sums = session.sql(added_up, made=made)
    tens = f"CAST({10**scale} AS DECIMAL({scale + 1}, 0))"
    return sums.selectExpr("*", f"CAST(quantity * {tens} AS BIGINT) AS numerator").cache()


def _rated(session: "SparkSession", charge: BulkCharge, summed: "DataFrame", scale: int) -> "DataFrame":
    step = finest_step(charge, scale)
    lo, hi, finer = _first(
        summed,
        "coalesce(min(numerator), 0)",
        "coalesce(max(numerator), 0)",
        f"count_if(numerator % {step} <> 0)",
    )
    known = known_quantity(charge, scale, lo, hi, finer)
    inputs = {name: str(value) for name, value in charge.shared.items()} | {known.name: "numerator"}
    query = sheet_query(charge.formulas_for(known), {charge.formula: "amount"}, inputs, "{summed}", "spark")
    return session.sql(query, summed=summed)


def _first(frame: "DataFrame", *expressions: str) -> tuple[Any, ...]:
    row = frame.selectExpr(*expressions).first()
    assert row is not None  # noqa: S101  an aggregate gives a row
    return tuple(row)
