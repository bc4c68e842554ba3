"""Whether all deeds are there as they were written."""

from collections.abc import Iterator
from dataclasses import dataclass

from loyalty.deeds.deed import DeedRow, broken
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class DeedsVerified:
    """How many deeds there are, where the chain of them is not whole, and its end, None of none.

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
    seen = _Seen(head)
    with services.units.read() as unit:
        faults = tuple(broken(seen.through(unit.deeds.every())))
    return DeedsVerified(seen.rows, faults, seen.last, seen.known)


class _Seen:
    def __init__(self, head: str | None) -> None:
        self.rows, self.known, self._head = 0, head is None, head
        self.last: str | None = None

    def through(self, rows: Iterator[DeedRow]) -> Iterator[DeedRow]:
        """Give the rows on, and remember what they come to."""
        for row in rows:
            self.rows, self.last = self.rows + 1, row.head
            self.known = self.known or row.head == self._head
            yield row
