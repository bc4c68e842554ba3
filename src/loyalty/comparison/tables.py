"""Tables and exchange rates compared row by row, whatever the order of columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from loyalty.comparison.change import Change, Kind, Leaf, Step, Unit
from loyalty.comparison.content import attributes
from loyalty.language.exchange.rates import Rate
from loyalty.language.findings import NOWHERE
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.fields import Shape
from loyalty.language.shapes.tabled import EarnTableShape
from loyalty.language.tables import DAYS, RATE, Cell, Row, Table

_TABLES = Step("tables")
_UNITS: Mapping[str, Unit] = {RATE: "percent", "factor": "factor", "points": "number"}


def table_changes(
    old: Mapping[str, Table], new: Mapping[str, Table], shapes: Sequence[Shape]
) -> Iterator[Change]:
    """Give what differs between tables by file; the order of rows where one of ``shapes`` takes the first."""
    ordered = {file for shape in shapes for file in _taking_the_first(shape)}
    for file in sorted(old.keys() | new.keys()):
        yield from _rows(file, old.get(file), new.get(file), ordered=file in ordered)


def rate_changes(old: Sequence[Rate], new: Sequence[Rate]) -> Iterator[Change]:
    """Give what differs between exchange rates, by currency and first day."""
    before = {(rate.currency, rate.from_): rate for rate in old}
    after = {(rate.currency, rate.from_): rate for rate in new}
    for currency, day in sorted(before.keys() | after.keys()):
        was, is_ = before.get((currency, day)), after.get((currency, day))
        path = (Step("rates"), Step(currency, named=True))
        for inner, unit in (("rate", "number"), ("source", "text")):
            said, told = getattr(was, inner, None), getattr(is_, inner, None)
            if said != told:
                here = path if inner == "rate" else (*path, Step(inner))
                yield replace(_change(here, said, told, "number" if unit == "number" else "text"), since=day)


def _change(path: tuple[Step, ...], old: object, new: object, unit: Unit) -> Change:
    kind: Kind = "added" if old is None else "removed" if new is None else "changed"
    return Change(path, kind, unit, old, new)


def _rows(file: str, old: Table | None, new: Table | None, *, ordered: bool) -> Iterator[Change]:
    path = (_TABLES, Step(file, named=True))
    if old is None or new is None:
        there = new or old
        assert there is not None  # noqa: S101 - one of them has the file
        unit = _UNITS[there.gives]
        inside = tuple(Leaf((Step(name, named=True),), row.value, unit) for name, row in _by_case(there))
        kind: Kind = "added" if old is None else "removed"
        yield Change(path, kind, "whole", old, new, inside=inside)
        return
    before, after = dict(_by_case(old)), dict(_by_case(new))
    for name in dict.fromkeys((*before, *after)):
        was, is_ = before.get(name), after.get(name)
        said, told = getattr(was, "value", None), getattr(is_, "value", None)
        if said != told or old.gives != new.gives:
            change = _change((*path, Step(name, named=True)), said, told, _UNITS[new.gives])
            places = (was.span if was else NOWHERE, is_.span if is_ else NOWHERE)
            yield replace(change, old_place=places[0], new_place=places[1])
    if old.gives != new.gives:
        yield Change((*path, Step("gives")), "changed", "word", old.gives, new.gives)
    kept = [tuple(name for name in one if name in other) for one, other in ((before, after), (after, before))]
    if ordered and kept[0] != kept[1]:
        yield Change(path, "order", "text", kept[0], kept[1])


def _by_case(table: Table) -> Iterator[tuple[str, Row]]:
    """Give rows by what they apply to; a second one of a case is told apart by its number."""
    seen: dict[str, int] = {}
    for row in table.rows:
        named = (f"{column} {_cell(cell)}" for column, cell in _columns(table, row))
        case = ", ".join((*named, *_days(table, row)))
        seen[case] = seen.get(case, 0) + 1
        yield case if seen[case] == 1 else f"{case} #{seen[case]}", row


def _columns(table: Table, row: Row) -> list[tuple[str, Cell]]:
    named = ((column.rpartition(".")[2], row.cells[at]) for at, column in enumerate(table.columns))
    return sorted(named, key=lambda pair: pair[0])


def _days(table: Table, row: Row) -> Iterator[str]:
    if table.dated:
        ends = row.cells[-1].low, row.cells[-1].high
        for word, end in zip(DAYS, ends, strict=True):
            if end is not None:
                yield f"{word} {date.fromordinal(int(end)).isoformat()}"


def _cell(cell: Cell) -> str:
    if cell.is_range:
        low, high = (decimal_text(end) if end is not None else "" for end in (cell.low, cell.high))
        return f"{low}..{high}"
    return "|".join(sorted(cell.values)) or "*"


def _taking_the_first(value: Any) -> Iterator[str]:  # noqa: ANN401 - any value of a rule file
    """Give the tables of which a shape takes the first row that applies."""
    if isinstance(value, EarnTableShape) and value.hit == "first":
        yield value.table
    if isinstance(value, Shape):
        for name in attributes(value):
            yield from _taking_the_first(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _taking_the_first(one)
