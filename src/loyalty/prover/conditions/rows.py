"""Rows of tables that no case comes to: earlier or better rows apply to all of theirs, or none exists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, floor
from typing import Final

from loyalty.decision.programme import Programme
from loyalty.language.checks.earn_tables import earning_by_tables
from loyalty.language.facts import environment_of
from loyalty.language.findings import Finding
from loyalty.language.occasions.moments import ORDER_DAY
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.tabled import EarnTableShape
from loyalty.language.tables import ONLY_ROW, Row, Table, read_table
from loyalty.language.tree import Kind, Read
from loyalty.prover.conditions.cells import TangledError, texts_of
from loyalty.prover.conditions.regions import ANY_TEXT, Texts

LOOKS_MAX: Final = 1_000_000
Column = tuple[int, Read]
"""The place of a cell in its row, and the fact it is about."""


def rows_without_case(programme: Programme) -> Iterator[Finding]:
    """Give a warning for each row of a table to which no case comes. Raises TangledError."""
    shape = programme.shape
    baskets = shape.basket.tax if shape.basket is not None else ()
    taxes = (*baskets, *(tax for plan in shape.plans for tax in plan.tax))
    uses = {(tax.table, tax.by, ONLY_ROW) for tax in taxes if tax.table is not None}
    uses |= {_use(use.shape) for use in earning_by_tables(shape)}
    for file, by, hit in sorted(uses):
        table = read_table(file, programme.source[file], [])
        if table is not None:
            yield from _of_table(shape, table, by, hit)


def _use(shape: EarnTableShape) -> tuple[str, tuple[str, ...], str]:
    return shape.table, shape.by, shape.hit


def _of_table(shape: ProgrammeShape, table: Table, by: Sequence[str], hit: str) -> Iterator[Finding]:
    names, places = environment_of(shape).names, table.places(by) or ()
    columns = [(place, names[name].node) for place, name in zip(places, by, strict=True)]
    if table.dated:
        columns.append((len(table.columns), names[ORDER_DAY].node))
    cases = _Cases(texts_of(shape), hit)
    cases.look(table.rows, columns)
    for row in table.rows:
        if row.span.line not in cases.counting:
            why = "no case comes to this row"
            if row.span.line in cases.applying:
                why = f"{_WHY[hit]} in every case of this row"
            yield Finding(row.span, "E803", why, "mend it, move it, or take it out", warning=True)


_WHY: Final = {"first": "an earlier row counts", "best": "another row gives as much or more"}


@dataclass(slots=True)
class _Cases:
    """A look through the cases of a table: the lines of the rows that apply in any, and that count in any."""

    texts: dict[str, frozenset[str]]
    hit: str
    applying: set[int] = field(default_factory=set)
    counting: set[int] = field(default_factory=set)
    seen: set[tuple[int, ...]] = field(default_factory=set)
    looks: int = 0

    def look(self, rows: Sequence[Row], columns: Sequence[Column]) -> None:
        """Look through the cases of these rows. Raises TangledError."""
        self.looks += len(rows)
        if self.looks > LOOKS_MAX:
            raise TangledError
        key = (len(columns), *(row.span.line for row in rows))
        if not rows or key in self.seen:
            return
        self.seen.add(key)
        if not columns:
            self.applying |= {row.span.line for row in rows}
            self.counting |= {row.span.line for row in self._that_count(rows)}
            return
        (place, node), rest = columns[0], columns[1:]
        groups = self._by_text if node.kind is Kind.TEXT else _by_number
        for group in groups(rows, place, node):
            self.look(group, rest)

    def _that_count(self, rows: Sequence[Row]) -> Sequence[Row]:
        match self.hit:
            case "first":
                return rows[:1]
            case "best":
                return [max(rows, key=lambda row: row.value)]
            case _:
                return rows

    def _by_text(self, rows: Sequence[Row], place: int, node: Read) -> Iterator[Sequence[Row]]:
        known = self.texts.get(node.name)
        there = ANY_TEXT if known is None else Texts(known)
        named = {value for row in rows for value in row.cells[place].values}
        for value in sorted(named):
            if not there.met(Texts(frozenset({value}))).is_empty:
                yield [row for row in rows if row.cells[place].is_any or value in row.cells[place].values]
        if not there.met(Texts(frozenset(named), others=True)).is_empty:
            yield [row for row in rows if row.cells[place].is_any]


def _by_number(rows: Sequence[Row], place: int, node: Read) -> Iterator[Sequence[Row]]:
    """Give the rows that apply between each two neighbouring ends of ranges."""
    spans = [_span(row, place, node) for row in rows]
    begins = sorted({node.lo, *(low for low, _ in spans), *(high + 1 for _, high in spans)})
    for begin in begins:
        if node.lo <= begin <= node.hi:
            yield [row for row, (low, high) in zip(rows, spans, strict=True) if low <= begin <= high]


def _span(row: Row, place: int, node: Read) -> tuple[int, int]:
    cell = row.cells[place]
    low = node.lo if cell.low is None else ceil(cell.low * node.den)
    return low, node.hi if cell.high is None else floor(cell.high * node.den)
