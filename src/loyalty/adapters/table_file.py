"""Tables as CSV: read by member without holding them in memory, written row by row."""

import csv
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

import duckdb

from loyalty.history.table import OfMember, RawRow, RowResult
from loyalty.kernel.card_numbers import holds_card_number
from loyalty.kernel.identity_numbers import holds_identity_number
from loyalty.wording.columns import is_run

MEMORY = "256MB"
_PAGE = 5_000
_PAN = "pan"
_IDENTITY = "identity"
_MARK = "'"
"""Stands before a cell that a spreadsheet would run; `TableFile` takes it off again."""


class TableFileError(ValueError):
    """The file is no CSV in UTF-8, or lacks a column that is needed."""


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table that was opened: its columns, and how many rows it has."""

    path: Path
    columns: tuple[str, ...]
    count: int

    def members(self) -> Iterator[OfMember]:
        """Give the rows of one member after another, in the order of the file within each.

        The member is known by the column ``member``, and where that is empty by ``reference``.
        Rows of nobody come as those of the empty reference.
        """
        with tempfile.TemporaryDirectory() as folder:
            sorted_rows = _sorted(self, Path(folder))
            for who, rows in groupby(sorted_rows, key=lambda found: found[0]):
                yield OfMember(who, [self._row(number, cells) for _, number, cells in rows])

    def rows(self) -> Iterator[RawRow]:
        """Give the rows of a table that is about no members, in the order of the file."""
        with _open(self.path) as text:
            reader = csv.reader(text)
            next(reader)
            for number, cells in enumerate((cells for cells in reader if cells), start=1):
                yield self._row(number, json.dumps(_let_in(self, cells), ensure_ascii=False))

    def _row(self, number: int, cells: str) -> RawRow:
        found = json.loads(cells)
        if isinstance(found, dict):
            return RawRow(number, None, tuple(found[_PAN]), tuple(found[_IDENTITY]))
        fits = len(found) == len(self.columns)
        return RawRow(number, dict(zip(self.columns, map(_meant, found), strict=True)) if fits else None)


def open_table(path: Path, needed: Iterable[str], *, of_members: bool = True) -> TableFile:
    """Give a table with at least these columns; one of members has ``member`` or ``reference`` too.

    Raises TableFileError.
    """
    with _open(path) as text:
        table = csv.reader(text)
        try:
            columns = tuple(name.strip() for name in next(table, []))
            count = sum(1 for cells in table if cells)
        except (UnicodeDecodeError, csv.Error) as fault:
            message = f"{path} cannot be read as CSV in UTF-8, after line {table.line_num}: {fault}"
            raise TableFileError(message) from fault
    missing = [name for name in needed if name not in columns]
    if of_members and not {"member", "reference"} & set(columns):
        missing = ["member or reference", *missing]
    if missing:
        message = f"{path} lacks the column {', '.join(missing)}; it has {', '.join(columns) or 'none'}"
        raise TableFileError(message)
    if len(set(columns)) != len(columns):
        message = f"{path} has a column twice: {', '.join(columns)}"
        raise TableFileError(message)
    return TableFile(path, columns, count)


def write_table(path: Path, rows: Iterable[Mapping[str, str]], columns: Sequence[str]) -> int:
    """Write a table that no spreadsheet runs, and give how many rows it has."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, columns, lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({name: _shown(cell) for name, cell in row.items()})
            count += 1
    return count


@contextmanager
def report_file(path: Path) -> Iterator["Report"]:
    """Give a report to write results to in any order; at the end the file has them in order of row."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "report.csv"
        with draft.open("w", encoding="utf-8", newline="") as text:
            yield Report(text)
        types = {"row": "BIGINT", "ended": "VARCHAR", "code": "VARCHAR", "mend": "VARCHAR"}
        in_order = _in_order(draft, types, by=("row",))
        write_table(path, (dict(zip(types, map(_text, row), strict=True)) for row in in_order), list(types))


class Report:
    """Results that are written down."""

    def __init__(self, text: TextIO) -> None:
        self._writer = csv.writer(text, lineterminator="\n")

    def add(self, result: RowResult) -> None:
        """Write one result down."""
        self._writer.writerow((result.row, result.ended, result.code, result.mend))


def _sorted(table: TableFile, folder: Path) -> Iterator[tuple[str, int, str]]:
    """Give who, number and cells of every row, by who; sorted on disk where memory is short."""
    draft = folder / "rows.csv"
    places = [table.columns.index(name) for name in ("member", "reference") if name in table.columns]
    with _open(table.path) as text, draft.open("w", encoding="utf-8", newline="") as out:
        writer, reader = csv.writer(out, lineterminator="\n"), csv.reader(text)
        next(reader)
        for number, cells in enumerate((cells for cells in reader if cells), start=1):
            whole = len(cells) == len(table.columns)
            named = (_meant(cells[place]).strip() for place in places if cells[place].strip())
            who = next(named, "") if whole else ""
            writer.writerow((who, number, json.dumps(_let_in(table, cells), ensure_ascii=False)))
    types = {"who": "VARCHAR", "number": "BIGINT", "cells": "VARCHAR"}
    for who, number, row in _in_order(draft, types, by=("who", "number")):
        yield _text(who), number, row


def _let_in(table: TableFile, cells: list[str]) -> list[str] | dict[str, list[str]]:
    """Give the cells, or in their place the columns in which the number of a card or of a person stands."""

    def columns(holds: Callable[[str], bool]) -> list[str]:
        places = (min(place, len(table.columns) - 1) for place, cell in enumerate(cells) if holds(cell))
        return [*dict.fromkeys(table.columns[place] for place in places)]

    held = {_PAN: columns(holds_card_number), _IDENTITY: columns(holds_identity_number)}
    return held if any(held.values()) else cells


def _in_order(draft: Path, types: dict[str, str], *, by: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a table of ours in order; what memory does not hold is sorted beside it."""
    with duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = '{draft.parent}'")
        found = connection.read_csv(
            str(draft),
            header=False,
            columns=types,
            sep=",",
            quotechar='"',
            escapechar='"',
            auto_detect=False,
        )
        found.create_view("draft")
        rows = connection.execute(f"SELECT * FROM draft ORDER BY {', '.join(by)}")  # noqa: S608  our own names
        while page := rows.fetchmany(_PAGE):
            yield from page


def _shown(cell: str) -> str:
    return _MARK + cell if is_run(cell.lstrip(_MARK)) else cell


def _meant(cell: str) -> str:
    return cell.removeprefix(_MARK) if is_run(cell.lstrip(_MARK)) else cell


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _open(path: Path) -> TextIO:
    return path.open(encoding="utf-8-sig", newline="")
