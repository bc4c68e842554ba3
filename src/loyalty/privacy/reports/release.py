"""What was told of groups of members before: what disclosure control calls releases.

Tables that are told of nearly the same rows tell, added and taken from one another, of the few in which
they differ (``combining``). So what was told is kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from loyalty.kernel.period import Period
from loyalty.privacy.reports.combining import Rows

NO_ROWS: Rows = {}
NO_CELLS: Final[Mapping[str, int]] = {}


class Withheld(StrEnum):
    """Why something of a report is not told."""

    CELL_TOO_SMALL = "CELL_TOO_SMALL"
    DIFFERENCING_RISK = "DIFFERENCING_RISK"


@dataclass(frozen=True, slots=True)
class Release:
    """A report that was told: of which time, when, and by table how many members each cell had.

    ``number`` counts the releases of a report of a programme. Cells that were not told are not there, and
    no table of which none was. ``document`` is what was told, None where that was not kept yet.
    """

    number: int
    period: Period
    told_at: datetime
    tables: Mapping[str, Mapping[str, int]]
    document: Mapping[str, Any] | None

    def overlaps(self, period: Period) -> bool:
        """Give whether some instant is in both."""
        return self.period.start < period.end and period.start < self.period.end


def members_of(rows: Rows) -> int:
    """Give how many members rows are of."""
    return len(set(rows.values()))


def as_told(release: Release, table: str, cells: Mapping[str, Rows]) -> dict[str, Rows]:
    """Give the cells that a release told of a table, each with a row for everybody not found any more.

    ``cells`` has the rows that are found now: who was erased since was in that release, and in which
    others nobody knows any more, so each stands for itself.
    """
    found: dict[str, Rows] = {}
    for cell, members in release.tables.get(table, NO_CELLS).items():
        rows = cells.get(cell, NO_ROWS)
        gone = [f"gone {release.number} {table} {cell} {n}" for n in range(abs(members - members_of(rows)))]
        found[cell] = {**rows, **{each: each for each in gone}}
    return found


def last_of(period: Period, earlier: Iterable[Release]) -> Release | None:
    """Give what was told last of a period, None where nothing was; ``earlier`` has the oldest first."""
    found = None
    for each in earlier:
        if each.period == period:
            found = each
    return found
