"""Decision tables from CSV files: which rows apply to a case, and what they give.

The first row names facts (the last part of the name is enough) and the value column:
``rate``, or of what is earned ``factor`` or ``points``. A cell is empty (any), a value, a list
``a|b``, or a range ``10..``, ``..99``, ``10..99`` with both ends inside. The columns ``from`` and
``until`` are of the days on which a row counts, both inside. Cells have no quotation marks and no commas.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from operator import mul
from typing import Final

from loyalty.language import tree as t
from loyalty.language.findings import NOWHERE, Finding, Span
from loyalty.language.texts.headers import wrong_header
from loyalty.language.texts.scalars import decimal, decimals, factor, percent, percent_help
from loyalty.language.texts.words import day
from loyalty.language.tree import Comparison, Kind, Node

RATE, FACTOR, POINTS = "rate", "factor", "points"
VALUE_COLUMNS: Final = (RATE, FACTOR, POINTS)
"""The columns that say what a row gives; where there are several, the first of these is it."""
DAYS: Final = ("from", "until")
"""The columns of the first and the last day of a row; without a day it counts ever since, or for ever."""
ONLY_ROW = "exactly_one"
"""The hit policy by which rows that apply to one case are a mistake."""
POINTS_DECIMALS = 6
POINTS_MAX = 10**9
FACTOR_MAX = 10**6
MARK: Final = "\ufeff"
"""What spreadsheets begin a text with that is meant as UTF-8."""
ROWS_MAX = 5000
_LINEAR_MAX = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """What a column may be in one row: some values, a range, or anything where both are empty."""

    values: frozenset[str] = frozenset()
    low: Fraction | None = None
    high: Fraction | None = None
    span: Span = NOWHERE

    @property
    def is_any(self) -> bool:
        """Whether every value is meant."""
        return not self.values and not self.is_range

    @property
    def is_range(self) -> bool:
        """Whether a range of numbers is meant."""
        return self.low is not None or self.high is not None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column, and what it gives: a rate as an exact share, a factor, or points.

    In a dated table the last cell is the range of its days, as ordinals.
    """

    cells: tuple[Cell, ...]
    value: Fraction
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its file name; ``columns`` are the facts as the header writes them.

    ``gives`` is the name of the value column; ``dated`` says that rows have days. ``heads`` are the
    places of the names of the columns.
    """

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    gives: str = RATE
    dated: bool = False
    heads: tuple[Span, ...] = field(default=(), compare=False, repr=False)

    @property
    def cells(self) -> range:
        """The places of the cells of a row, that of its days too."""
        return range(len(self.columns) + self.dated)

    def places(self, facts: Sequence[str]) -> tuple[int, ...] | None:
        """Give the column of each fact, None unless facts and columns are the same."""
        short = {fact: fact.rpartition(".")[2] for fact in facts}
        found = [
            next((n for n, column in enumerate(self.columns) if column in {fact, short[fact]}), None)
            for fact in facts
        ]
        known = tuple(n for n in found if n is not None)
        return known if len(set(known)) == len(facts) == len(self.columns) else None


def read_table(file: str, text: str, findings: list[Finding]) -> Table | None:
    """Read a CSV text, with or without the mark that spreadsheets begin one with (U+FEFF).

    None after adding findings where it is wrong.
    """
    before = len(findings)
    table = read_part(file, text, findings)
    return table if len(findings) == before else None


def read_part(file: str, text: str, findings: list[Finding]) -> Table | None:
    """Read the rows of a CSV text whose cells can be read; a value that cannot be is 0.

    Adds what is wrong to the findings. None where the header does not say what the cells are.
    """
    lines = [(n, line) for n, line in enumerate(text.removeprefix(MARK).splitlines(), 1) if line.strip()]
    if not lines:
        findings.append(
            Finding(Span(file, 1, 1), "E502", "the table is empty", "its first line names the columns")
        )
        return None
    if len(lines) > ROWS_MAX:
        findings.append(
            Finding(Span(file, ROWS_MAX, 1), "E502", f"more than {ROWS_MAX} rows", "make two tables of it")
        )
        return None
    named = list(split_row(file, *lines[0]))
    header = [name for name, _ in named]
    wrong = wrong_header(named, lines[0][1], VALUE_COLUMNS)
    if wrong is not None:
        findings.append(wrong)
        return None
    gives = next(name for name in VALUE_COLUMNS if name in header)
    rows = [_row(file, number, line, header, gives, findings) for number, line in lines[1:]]
    kept = tuple(row for row in rows if row is not None)
    columns = [(name, place) for name, place in named if name not in {gives, *DAYS}]
    dated = not {*DAYS}.isdisjoint(header)
    names, heads = tuple(name for name, _ in columns), tuple(place for _, place in columns)
    return Table(file, names, kept, gives, dated, heads)


def split_row(file: str, number: int, line: str) -> Iterator[tuple[str, Span]]:
    """Give the cells of a row with their places."""
    column = 1
    for cell in line.split(","):
        lead = len(cell) - len(cell.lstrip())
        yield cell.strip(), Span(file, number, column + lead)
        column += len(cell) + 1


def _row(  # noqa: PLR0913, PLR0917 - a line, where it stands, and what its header says
    file: str, number: int, line: str, header: list[str], gives: str, findings: list[Finding]
) -> Row | None:
    place = Span(file, number, 1)
    if '"' in line:
        findings.append(Finding(place, "E503", "a quotation mark in a table", "cells are plain words"))
        return None
    cells = list(split_row(file, number, line))
    if len(cells) != len(header):
        message = f"{len(cells)} cells where the header has {len(header)}"
        fewer = len(cells) < len(header)
        help_ = (
            "an empty cell has its comma, too" if fewer else "decimals stand behind a point, values in `a|b`"
        )
        findings.append(Finding(place, "E503", message, help_))
        return None
    named = dict(zip(header, cells, strict=True))
    text, span = named.pop(gives)
    value = _given(text, gives)
    if value is None:
        what, help_ = _SPELT[gives]
        help_ = percent_help(text) if gives == RATE and decimal(text) is not None else help_
        message = f"`{text}` is not {what}" if text else f"the row has no `{gives}`"
        findings.append(Finding(span, "E505", message, help_))
    days = [named.pop(name, ("", place)) for name in DAYS]
    made = [_cell(text, span, findings) for text, span in named.values()]
    if len(made) + 1 < len(cells):
        made.append(_days(days, findings))
    if None in made:
        return None
    return Row(tuple(cell for cell in made if cell is not None), value or Fraction(0), place)


_SPELT: Final = {
    RATE: ("a rate", "a percentage such as `7%`"),
    FACTOR: ("a factor", f"such as `1.5x`, at most `{FACTOR_MAX}x`"),
    POINTS: ("a number of points", f"such as `120`, with at most {POINTS_DECIMALS} decimals"),
}


def _given(text: str, gives: str) -> Fraction | None:
    """Give what a cell of the value column says, None where it cannot be that."""
    if gives == RATE:
        value, most = percent(text), 1
    elif gives == FACTOR:
        value, most = factor(text), FACTOR_MAX
    else:
        value, most = decimal(text), POINTS_MAX
        if value is not None and value.denominator != 1 and decimals(text.rstrip("0")) > POINTS_DECIMALS:
            return None
    return value if value is not None and 0 <= value <= most else None


def _cell(text: str, span: Span, findings: list[Finding]) -> Cell | None:
    if not text:
        return Cell(span=span)
    if ".." not in text:
        values = [value.strip() for value in text.split("|")]
        if "" in values or len(set(values)) < len(values):
            findings.append(Finding(span, "E503", f"`{text}` is not a list of values", "write `a|b`"))
            return None
        return Cell(frozenset(values), span=span)
    low_text, _, high_text = text.partition("..")
    low, high = decimal(low_text), decimal(high_text)
    wrong = (low is None and low_text) or (high is None and high_text) or (low is None and high is None)
    if wrong or (low is not None and high is not None and low > high):
        findings.append(Finding(span, "E503", f"`{text}` is not a range", "such as `10..99`, lowest first"))
        return None
    return Cell(frozenset(), low, high, span)


def _days(ends: Sequence[tuple[str, Span]], findings: list[Finding]) -> Cell | None:
    """Give the days of a row, as ordinals."""
    made = []
    for text, span in ends:
        found = day(text)
        if text and found is None:
            findings.append(Finding(span, "E503", f"`{text}` is not a day", "such as `2026-07-01`"))
            return None
        made.append(Fraction(found.toordinal()) if found is not None else None)
    (first, last), span = made, ends[-1][1]
    if first is not None and last is not None and first > last:
        findings.append(
            Finding(span, "E216", "the last day is before the first", "write the earlier day first")
        )
        return None
    return Cell(frozenset(), first, last, span)


def lower_table(
    table: Table, keys: Mapping[str, Node], nothing: Node, hit: str = ONLY_ROW, on: Node | None = None
) -> Node:
    """Give the value by the nodes of the facts the columns stand for; ``nothing`` where no row applies.

    ``on`` is the day asked for, which a dated table needs. ``hit`` says what several rows give: the
    ``first`` of them, the ``best``, or ``all``: points add up, factors multiply one another. The
    tree is balanced: a thousand rows are some twenty tests deep. The table's columns must be those
    facts (`check` has seen to it).
    """
    places = table.places(tuple(keys)) or ()
    columns = tuple(zip(places, keys.values(), strict=True))
    if table.dated and on is not None:
        columns += ((len(table.columns), on),)

    def leaf(rows: Sequence[Row]) -> Node:
        return t.const(nothing.kind, _together([row.value for row in rows], hit, table.gives))

    return _lowered(table.rows, columns, _Leaves(leaf, nothing))


def most_given(table: Table, by: Sequence[str], hit: str) -> Fraction:
    """Give the most that a table gives to any case of the facts of its columns, as `lower_table` does."""
    places = dict(zip(by, table.places(by) or (), strict=True))
    numbers = {name for name, at in places.items() if any(row.cells[at].is_range for row in table.rows)}
    keys = {name: t.read(name, Kind.NUMBER if name in numbers else Kind.TEXT) for name in by}
    nothing = t.const(Kind.NUMBER, int(table.gives == FACTOR))
    made = lower_table(table, keys, nothing, hit, t.read(DAYS[0], Kind.NUMBER))
    return Fraction(made.hi, made.den)


def _together(values: Sequence[Fraction], hit: str, gives: str) -> Fraction:
    match hit:
        case "best":
            return max(values)
        case "all":
            return reduce(mul, values) if gives == FACTOR else sum(values, Fraction(0))
        case _:
            return values[0]


@dataclass(frozen=True, slots=True)
class _Leaves:
    """What the rows of a case give, and what is given where there is no row."""

    of: Callable[[Sequence[Row]], Node]
    nothing: Node


def _lowered(rows: Sequence[Row], columns: Sequence[tuple[int, Node]], leaves: _Leaves) -> Node:
    if not rows:
        return leaves.nothing
    if not columns:
        return leaves.of(rows)
    (at, key), rest = columns[0], columns[1:]
    if any(row.cells[at].is_range for row in rows):
        return _by_range(rows, (at, key), rest, leaves)
    named, others = by_value(rows, at)
    if isinstance(key, t.Const):
        return _lowered(named.get(str(key.value), others), rest, leaves)
    same: dict[tuple[int, ...], list[str]] = {}
    for value, matching in named.items():
        same.setdefault(tuple(id(row) for row in matching), []).append(value)
    groups = [(values, _lowered(named[values[0]], rest, leaves)) for values in same.values()]
    return _balanced(key, groups, _lowered(others, rest, leaves))


def by_value(rows: Sequence[Row], at: int) -> tuple[dict[str, list[Row]], list[Row]]:
    """Give the rows that apply to each value of a column, and those that apply to every other value."""
    named: dict[str, list[Row]] = {value: [] for row in rows for value in sorted(row.cells[at].values)}
    for row in rows:
        cell = row.cells[at]
        for value in named if cell.is_any else cell.values:
            named[value].append(row)
    return named, [row for row in rows if row.cells[at].is_any]


def _balanced(key: Node, groups: Sequence[tuple[list[str], Node]], default: Node) -> Node:
    if len(groups) > _LINEAR_MAX:
        half = len(groups) // 2
        first, second = groups[:half], groups[half:]
        test = _among(key, [value for values, _ in first for value in values])
        return t.choose(test, _balanced(key, first[:-1], first[-1][1]), _balanced(key, second, default))
    node = default
    for values, found in reversed(groups):
        node = t.choose(_among(key, values), found, node)
    return node


def _among(key: Node, values: Sequence[str]) -> Node:
    constants = [t.text(value) for value in values]
    return t.compare(Comparison.EQ, key, constants[0]) if len(constants) == 1 else t.one_of(key, constants)


Cut = tuple[Fraction, bool]
"""A place where a column of numbers changes rows: at a number, or just after it."""


@dataclass(frozen=True, slots=True)
class Spanning:
    """A row with the first and the last of the stretches between cuts in which it applies."""

    first: int
    last: int
    row: Row


def stretches(rows: Sequence[Row], at: int) -> tuple[list[Cut], list[Spanning]]:
    """Give the cuts of a column, and where between them each row applies; stretch n lies after n cuts."""
    ends = [(row.cells[at].low, row.cells[at].high) for row in rows]
    cuts = sorted(
        {(low, False) for low, _ in ends if low is not None}
        | {(high, True) for _, high in ends if high is not None}
    )
    place = {cut: n for n, cut in enumerate(cuts)}
    spanning = [
        Spanning(
            place[low, False] + 1 if low is not None else 0,
            place[high, True] if high is not None else len(cuts),
            row,
        )
        for row, (low, high) in zip(rows, ends, strict=True)
    ]
    return cuts, spanning


def inside(rows: Sequence[Spanning], first: int, last: int) -> tuple[list[Spanning], bool]:
    """Give the rows that apply somewhere in some stretches, and whether each applies in all of them."""
    within = [row for row in rows if row.first <= last and row.last >= first]
    return within, all(row.first <= first and row.last >= last for row in within)


def _by_range(
    rows: Sequence[Row], column: tuple[int, Node], rest: Sequence[tuple[int, Node]], leaves: _Leaves
) -> Node:
    at, key = column
    cuts, spanning = stretches(rows, at)

    def between(first: int, last: int, rows: Sequence[Spanning]) -> Node:
        within, throughout = inside(rows, first, last)
        if throughout:
            return _lowered([one.row for one in within], rest, leaves)
        middle = (first + last) // 2
        value, after = cuts[middle]
        test = t.compare(Comparison.GT if after else Comparison.GE, key, t.const(key.kind, value))
        return t.choose(test, between(middle + 1, last, within), between(first, middle, within))

    return between(0, len(cuts), spanning)
