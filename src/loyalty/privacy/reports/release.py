"""What was told of groups of members before, and whether telling more would tell of a few of them.

Two tables that are told of nearly the same rows tell, one less the other, of the rows in one of them
alone. A table is told where these are of nobody, or of as many members as a cell has at least: what
disclosure control calls differencing, and the difference of two releases in health reporting.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loyalty.kernel.period import Period
from loyalty.privacy.reports.cells import CELL_LEAST

Rows = Mapping[str, int]
"""The rows of a cell: whose each is."""
NO_ROWS: Rows = {}


class Withheld(StrEnum):
    """Why something of a report is not told."""

    CELL_TOO_SMALL = "CELL_TOO_SMALL"
    DIFFERENCING_RISK = "DIFFERENCING_RISK"


@dataclass(frozen=True, slots=True)
class Release:
    """A report that was told: of which time, when, and by table how many members each cell had.

    ``number`` counts the releases of a report of a programme. Cells that were not told are not there.
    """

    number: int
    period: Period
    told_at: datetime
    tables: Mapping[str, Mapping[str, int]]

    def overlaps(self, period: Period) -> bool:
        """Give whether some instant is in both."""
        return self.period.start < period.end and period.start < self.period.end


def members_of(rows: Rows) -> int:
    """Give how many members rows are of."""
    return len(set(rows.values()))


def too_near(now: Rows, then: Rows, told: int | None = None) -> bool:
    """Give whether what is in one of two cells alone is of somebody, and of fewer members than may be told.

    ``told`` is how many members ``then`` had when it was told: who is not found any more, since they
    were erased, was in that one alone.
    """
    apart = {
        row: member
        for one, other in ((now, then), (then, now))
        for row, member in one.items()
        if row not in other
    }
    gone = 0 if told is None else abs(told - members_of(then))
    return 0 < members_of(apart) + gone < CELL_LEAST


def tells_of_a_few(
    now: Mapping[str, Rows], told: Collection[str], then: Mapping[str, Rows], was: Mapping[str, int]
) -> bool:
    """Give whether two tables, whose cells share all rows among them, tell of a few members together.

    ``told`` names the cells that are told now, ``was`` those that were told then. Cells that are not
    told in both are one cell here: who knows the total of either table knows what that comes to.
    """
    both = {cell for cell in told if cell in was}
    if any(too_near(now.get(cell, NO_ROWS), then.get(cell, NO_ROWS), was[cell]) for cell in both):
        return True
    rest_now, rest_then = _rest(now, both), _rest(then, both)
    known = sum(members for cell, members in was.items() if cell not in both)
    found = sum(members_of(then.get(cell, NO_ROWS)) for cell in was if cell not in both)
    return too_near(rest_now, rest_then, members_of(rest_then) + known - found)


def _rest(table: Mapping[str, Rows], but: Collection[str]) -> Rows:
    return {row: member for cell, rows in table.items() if cell not in but for row, member in rows.items()}


def nested_told(cells: Mapping[str, Rows]) -> frozenset[str]:
    """Give the cells that may be told together, of cells some of which hold others; the first ones first.

    None has fewer members than the least, and where one holds all rows of another the rest is of
    nobody or of enough. Empty cells are told.
    """
    told: list[str] = []
    for cell, rows in cells.items():
        few = 0 < members_of(rows) < CELL_LEAST
        if not few and not any(_holds_a_few_more(rows, cells[other]) for other in told):
            told.append(cell)
    return frozenset(told)


def _holds_a_few_more(one: Rows, other: Rows) -> bool:
    nested = one.keys() <= other.keys() or other.keys() <= one.keys()
    return nested and too_near(one, other)


def is_new(tables: Mapping[str, Mapping[str, int]], period: Period, earlier: Iterable[Release]) -> bool:
    """Give whether something is told that was not told of the same time with the same cells before."""
    seen: Sequence[Mapping[str, Mapping[str, int]]] = [
        each.tables for each in earlier if each.period == period
    ]
    return any(cells for cells in tables.values()) and all(tables != each for each in seen)
