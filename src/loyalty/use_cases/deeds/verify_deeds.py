"""Whether all deeds are there as they were written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from loyalty.deeds.deed import DeedRow, broken
from loyalty.deeds.label import Label, is_opened
from loyalty.privacy.purpose import Kept
from loyalty.privacy.retention import RETENTION
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class DeedsVerified:
    """How many deeds there are, where they are not as they were written, and the end of the chain.

    A label beside the chain that is another, or is gone before its time, is such a place too. ``head`` is
    None of none.
    ``known`` says whether the end that was written down earlier is part of it, True where none was given.
    """

    rows: int
    faults: tuple[int, ...]
    head: str | None
    known: bool


def verify_deeds(services: Services, head: str | None = None) -> DeedsVerified:
    """Give what was found; ``head`` is the end that an earlier run gave, kept outside the database.

    Rows taken away at the end leave a whole chain, and show by that only.
    """
    since = services.clock.now() - timedelta(days=RETENTION[Kept.SECURITY].days)
    seen = _Seen(head, since)
    with services.units.read() as unit:
        faults = {*broken(seen.through(unit.deeds.every())), *seen.other_labels}
    return DeedsVerified(seen.rows, tuple(sorted(faults)), seen.last, seen.known)


class _Seen:
    def __init__(self, head: str | None, since: datetime) -> None:
        self.rows, self.known, self._head = 0, head is None, head
        self.last: str | None = None
        self.other_labels: list[int] = []
        self._since = since

    def through(self, rows: Iterator[tuple[DeedRow, Sequence[Label]]]) -> Iterator[DeedRow]:
        """Give the rows on, and remember what they come to."""
        for row, labels in rows:
            self.rows, self.last = self.rows + 1, row.head
            self.known = self.known or row.head == self._head
            if not is_opened(row.deed, labels, self._since):
                self.other_labels.append(row.number)
            yield row
