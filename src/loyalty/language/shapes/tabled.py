"""Values that a rule states itself, by date if it likes, or reads from a table."""

from dataclasses import dataclass
from typing import Annotated, Literal

from loyalty.language.dated import Dated
from loyalty.language.findings import did_you_mean
from loyalty.language.shapes.compounds import DatedReader
from loyalty.language.shapes.fields import ONE_OR_MORE, Code, Shape, TableFile
from loyalty.language.shapes.reading import ShapeReader
from loyalty.language.texts.documents import Entries, Node
from loyalty.language.texts.scalars import DecimalText, FactorText, Failed, Reader, Reading, Schema

_KEYS = ("table", "by", "hit")


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnTableShape(Shape):
    """What a table gives: `points` or `factor` of the row that applies, nothing where there is none."""

    table: Annotated[TableFile, "CSV file of points or factors"]
    by: Annotated[tuple[Code, ...], ONE_OR_MORE, "facts the table's columns stand for"]
    hit: Annotated[
        Literal["exactly_one", "first", "best", "all"],
        "of several rows: a mistake, the first, the best, or all: points add up, factors multiply",
    ] = "exactly_one"


@dataclass(frozen=True, slots=True)
class TabledReader:
    """Reads `120`, `{2026-01-01: 120}`, or `{table: points.csv, by: line.sku}`."""

    inner: Reader

    def read(self, node: Node, into: Reading) -> Dated[object] | Shape | Failed:
        """Give the dated value, or what a table gives."""
        if isinstance(node, Entries) and any(
            key.text in _KEYS or did_you_mean(key.text, _KEYS) for key, _ in node.pairs
        ):
            return ShapeReader(EarnTableShape).read(node, into)
        return DatedReader(self.inner).read(node, into)

    def schema(self) -> Schema:
        """Give the dated value, or a reference to the table's shape."""
        return {"anyOf": [DatedReader(self.inner).schema(), ShapeReader(EarnTableShape).schema()]}


TABLED_POINTS = TabledReader(DecimalText("a number of points", decimals=6))
TABLED_FACTOR = TabledReader(FactorText())
