"""Rows of a table that apply to one case, found exactly, however many cases there are."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from loyalty.language.findings import Span
from loyalty.language.tables import Row, Spanning, Table, by_value, inside, stretches

LOOKS_MAX = 2_000_000


class TangledTableError(ValueError):
    """So many rows leave open what others name that looking through the cases would take too long."""


def overlaps(table: Table) -> Iterator[tuple[Row, Row]]:
    """Give every pair of rows that apply to one case, each pair once, the later row second.

    Raises TangledTableError.
    """
    seen: set[tuple[Span, Span]] = set()
    for rows in _Cases().of(table.rows, table.cells):
        for first, second in combinations(sorted(rows, key=lambda row: row.span), 2):
            if (first.span, second.span) not in seen:
                seen.add((first.span, second.span))
                yield first, second


def look_through(table: Table) -> None:
    """Go through the cases to which several rows apply. Raises TangledTableError where they are too many."""
    for _ in _Cases().of(table.rows, table.cells):
        pass


class _Cases:
    """Looks through the cases of a table to which several rows apply."""

    def __init__(self) -> None:
        self.looked_at = 0

    def of(self, rows: Sequence[Row], columns: Sequence[int]) -> Iterator[Sequence[Row]]:
        """Give the rows of every case to which more than one applies."""
        self.looked_at += len(rows)
        if self.looked_at > LOOKS_MAX:
            raise TangledTableError
        if len(rows) < 2:  # noqa: PLR2004 - one row alone meets no other
            return
        if not columns:
            yield rows
            return
        at, rest = columns[0], columns[1:]
        if any(row.cells[at].is_range for row in rows):
            cuts, spanning = stretches(rows, at)
            yield from self._between(0, len(cuts), spanning, rest)
            return
        named, others = by_value(rows, at)
        for group in (*named.values(), others):
            yield from self.of(group, rest)

    def _between(
        self, first: int, last: int, rows: Sequence[Spanning], rest: Sequence[int]
    ) -> Iterator[Sequence[Row]]:
        within, throughout = inside(rows, first, last)
        if throughout:
            yield from self.of([one.row for one in within], rest)
            return
        middle = (first + last) // 2
        yield from self._between(first, middle, within, rest)
        yield from self._between(middle + 1, last, within, rest)
