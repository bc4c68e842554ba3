"""What any number of sums that were told give away together, when they are added and taken from one another.

Whoever has the sums of some cells has every combination of them too. A few members are found where one
of these rests on rows of fewer members than a cell has at least. As no cell that is looked at is empty,
this is also where a linear program over counts that are not negative has one solution. It is said of
sums of rows; that counts are whole numbers may tell more.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from loyalty.privacy.reports.cells import CELL_LEAST

Rows = Mapping[str, Hashable]
"""The rows of a cell: whose each is."""
Sum = dict[int, Fraction]
"""A combination of cells: how often it counts each part, by number; what it counts never is not there."""
LOOKS = 20_000
"""After how many looks it is taken that a few are found."""


def finds_a_few(cells: Iterable[Rows], told: Iterable[Rows]) -> bool:
    """Give whether sums of these cells, beside those that were told before, tell of a few members.

    What is told already by the earlier ones alone does not count: it is told.
    """
    parts = _Parts.of([*told], [*cells])
    span = _Span()
    for each in parts.told:
        span.take(each)
    before = span.basis()
    fresh = [{**each, -1 - place: Fraction(1)} for place, each in enumerate(parts.cells) if span.take(each)]
    left = [*before, *fresh]
    for part, members in parts.members.items():
        if len(members) >= CELL_LEAST:
            left = _without(left, part)
    return _Search(parts.members).finds(left, frozenset())


@dataclass(frozen=True, slots=True)
class _Parts:
    """Cells cut into parts whose rows are in the same cells: whose each part is, and each cell of parts."""

    members: Mapping[int, Collection[Hashable]]
    told: list[Sum]
    cells: list[Sum]

    @classmethod
    def of(cls, told: list[Rows], cells: list[Rows]) -> "_Parts":
        every = [*told, *cells]
        held: dict[str, list[int]] = {}
        whose: dict[str, Hashable] = {}
        for place, cell in enumerate(every):
            whose.update(cell)
            for row in cell:
                held.setdefault(row, []).append(place)
        numbers: dict[tuple[int, ...], int] = {}
        members: dict[int, set[Hashable]] = {}
        sums: list[Sum] = [{} for _ in every]
        for row, places in held.items():
            part = numbers.setdefault(tuple(places), len(numbers))
            members.setdefault(part, set()).add(whose[row])
            for place in places:
                sums[place][part] = Fraction(1)
        return cls(members, sums[: len(told)], sums[len(told) :])


class _Span:
    """Everything that some sums give by being combined."""

    def __init__(self) -> None:
        self._by_first: dict[int, Sum] = {}

    def take(self, one: Sum) -> bool:
        """Take a sum in; give whether it was not to be had already."""
        rest = one
        while rest:
            first = min(rest)
            if first not in self._by_first:
                self._by_first[first] = rest
                return True
            rest = _cleared(rest, self._by_first[first], first)
        return False

    def basis(self) -> list[Sum]:
        """Give sums of which none is to be had from the others, and which give all that these give."""
        return list(self._by_first.values())


def _cleared(one: Sum, other: Sum, part: int) -> Sum:
    """Give a sum less so much of another that it counts a part no more."""
    times = one[part] / other[part]
    found = dict(one)
    for each, count in other.items():
        left = found.get(each, Fraction(0)) - times * count
        if left:
            found[each] = left
        else:
            found.pop(each, None)
    return found


def _without(sums: list[Sum], part: int) -> list[Sum]:
    """Give what is left to be combined where a part must not count."""
    holding = [each for each in sums if part in each]
    if not holding:
        return sums
    pivot = min(holding, key=len)
    return [_cleared(each, pivot, part) if part in each else each for each in sums if each is not pivot]


@dataclass(slots=True)
class _Search:
    """The search for a combination that rests on few members and on something that is told now."""

    members: Mapping[int, Collection[Hashable]]
    looks: int = field(default=0)

    def finds(self, left: list[Sum], taken: frozenset[int]) -> bool:
        """Give whether there is one that counts, of the parts that ``left`` does not rule out, few enough.

        ``taken`` are the parts that may count. Numbers below 0 in a sum say which new cells are in it.
        """
        self.looks += 1
        if not any(part < 0 for each in left for part in each):
            return False
        open_ = {part for each in left for part in each if part >= 0} - taken
        if not open_ or self.looks > LOOKS:
            return True
        part = max(open_, key=lambda each: (len(self.members[each]), each))
        if self._few(taken | {part}) and self.finds(left, taken | {part}):
            return True
        return self.finds(_without(left, part), taken)

    def _few(self, parts: frozenset[int]) -> bool:
        return len({member for part in parts for member in self.members[part]}) < CELL_LEAST
