"""Sets of values one fact may have: whole numbers, texts, days.

Numbers are numerators over the fact's own denominator, so that nothing lies between two
neighbours. Every set is exact, and so are meeting and joining.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Numbers:
    """Whole numbers: ``spans`` are ranges with both ends inside, apart from one another, lowest first."""

    spans: tuple[tuple[int, int], ...]

    @property
    def is_empty(self) -> bool:
        """Whether no number is meant."""
        return not self.spans

    def met(self, other: "Numbers") -> "Numbers":
        """Give the numbers of both."""
        found: list[tuple[int, int]] = []
        mine, theirs = iter(self.spans), iter(other.spans)
        one, two = next(mine, None), next(theirs, None)
        while one is not None and two is not None:
            low, high = max(one[0], two[0]), min(one[1], two[1])
            if low <= high:
                found.append((low, high))
            if one[1] < two[1]:
                one = next(mine, None)
            else:
                two = next(theirs, None)
        return Numbers(tuple(found))

    def joined(self, other: "Numbers") -> "Numbers":
        """Give the numbers of either."""
        found: list[tuple[int, int]] = []
        for low, high in sorted((*self.spans, *other.spans)):
            if found and low <= found[-1][1] + 1:
                found[-1] = (found[-1][0], max(found[-1][1], high))
            else:
                found.append((low, high))
        return Numbers(tuple(found))

    def some(self) -> int:
        """Give the smallest number."""
        return self.spans[0][0]


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of ``words``; or, with ``others``, every text but these."""

    words: frozenset[str]
    others: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no text is meant."""
        return not self.words and not self.others

    def met(self, other: "Texts") -> "Texts":
        """Give the texts of both."""
        if self.others and other.others:
            return Texts(self.words | other.words, others=True)
        if self.others:
            return Texts(other.words - self.words)
        return Texts(self.words - other.words if other.others else self.words & other.words)

    def joined(self, other: "Texts") -> "Texts":
        """Give the texts of either."""
        return self.rest().met(other.rest()).rest()

    def rest(self) -> "Texts":
        """Give every text that is not meant."""
        return Texts(self.words, not self.others)

    def some(self) -> str:
        """Give a text: the first of those named, or one that is not named."""
        if not self.others:
            return min(self.words)
        return next(text for n in range(len(self.words) + 1) if (text := f"other{n or ''}") not in self.words)


@dataclass(frozen=True, slots=True)
class Days:
    """Days by their place in a list, a bit for each."""

    bits: int

    @property
    def is_empty(self) -> bool:
        """Whether no day is meant."""
        return not self.bits

    def met(self, other: "Days") -> "Days":
        """Give the days of both."""
        return Days(self.bits & other.bits)

    def joined(self, other: "Days") -> "Days":
        """Give the days of either."""
        return Days(self.bits | other.bits)

    def some(self) -> int:
        """Give the place of the first day."""
        return (self.bits & -self.bits).bit_length() - 1


Region = Numbers | Texts | Days
ANY_TEXT: Final = Texts(frozenset(), others=True)


def met(one: Region, two: Region) -> Region:
    """Give the values of both; they must be values of one fact."""
    if isinstance(one, Numbers) and isinstance(two, Numbers):
        return one.met(two)
    if isinstance(one, Texts) and isinstance(two, Texts):
        return one.met(two)
    if isinstance(one, Days) and isinstance(two, Days):
        return one.met(two)
    raise TypeError(one, two)


def joined(one: Region, two: Region) -> Region:
    """Give the values of either; they must be values of one fact."""
    if isinstance(one, Numbers) and isinstance(two, Numbers):
        return one.joined(two)
    if isinstance(one, Texts) and isinstance(two, Texts):
        return one.joined(two)
    if isinstance(one, Days) and isinstance(two, Days):
        return one.joined(two)
    raise TypeError(one, two)
