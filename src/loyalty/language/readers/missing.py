"""What a condition that does not hold is missing: its parts that fail, and how far each is from holding."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from loyalty.language import tree as t
from loyalty.language.readers.words import OPPOSITE
from loyalty.language.tree import Comparison, Kind, Node

Reading = Callable[[Node], Fraction | str]
"""Gives the exact value of a node as things stand; a truth is 0 or 1."""

NUMBERS: Final = frozenset({Kind.MONEY, Kind.PRICE, Kind.POINTS, Kind.QUANTITY, Kind.NUMBER, Kind.DAY})
BELOW, ABOVE, NOT_YET, NO_LONGER = "below", "above", "not-yet", "no-longer"
OTHER_VALUE, NOT_SO, NONE_HOLDS = "other-value", "not-so", "none-holds"
TAKES_NOTHING = "takes-nothing"
"""Of a rule that applies, but there is nothing left that it could take off."""
CODES: Final = (BELOW, ABOVE, NOT_YET, NO_LONGER, OTHER_VALUE, NOT_SO, NONE_HOLDS, TAKES_NOTHING)
YEAR: Final = Fraction(365)
_AT_LEAST = frozenset({Comparison.GE, Comparison.GT})
_ORDERED = _AT_LEAST | {Comparison.LE, Comparison.LT}
_DISTANT = _ORDERED | {Comparison.EQ}


@dataclass(frozen=True, slots=True)
class Missing:
    """A part of a condition that does not hold; numbers where it compares two, in the unit of ``part``.

    ``told_by`` names the fact of a member that gives the distance away, where there is one.
    """

    code: str
    part: Node
    needed: Fraction | None = None
    present: Fraction | None = None
    told_by: str | None = None

    @property
    def distance(self) -> Fraction | None:
        """How far what is there is from what is needed, never below 0."""
        if self.needed is None or self.present is None:
            return None
        return abs(self.needed - self.present)

    @property
    def unit(self) -> str | None:
        """The kind of the numbers compared; a distance of days is a number of days."""
        if self.needed is None or not isinstance(self.part, t.Compare):
            return None
        return self.part.left.kind.value


def missing(test: Node, value: Reading) -> Iterator[Missing]:
    """Give the parts of a condition that fail, none where it holds; in the order they are written."""
    if value(test) == 1:
        return
    match test:
        case t.All():
            for part in test.parts:
                yield from missing(part, value)
        case t.Not(inner=t.Any() as inner):
            for part in inner.parts:
                yield from missing(t.negation(part), value)
        case t.Not(inner=t.Compare() as inner) if inner.op in _ORDERED and inner.left.kind in NUMBERS:
            yield compared(replace(inner, op=OPPOSITE[inner.op]), value)
        case t.Compare() if test.op in _DISTANT and test.left.kind in NUMBERS:
            yield compared(test, value)
        case t.Compare() | t.OneOf():
            yield Missing(OTHER_VALUE, test)
        case t.Any():
            yield _nearest(test, test.parts, value)
        case t.Not(inner=t.All() as inner):
            yield _nearest(test, [t.negation(part) for part in inner.parts], value)
        case _:
            yield Missing(NOT_SO, test)


def _nearest(test: Node, alternatives: Iterable[Node], value: Reading) -> Missing:
    """Give the one number that the nearest alternative is missing, or that none of them holds.

    Near is a small share of what is needed; of days, of a year. Of equals it is the first.
    """
    lacking = (tuple(missing(part, value)) for part in alternatives)
    near = [(share(only), only) for only, *more in lacking if not more and only.distance is not None]
    return min(near, key=lambda each: each[0])[1] if near else Missing(NONE_HOLDS, test)


def share(found: Missing) -> Fraction:
    """Give how far a number is from what is needed, as a part of that; of days, of a year."""
    needed, distance = found.needed, found.distance
    assert needed is not None and distance is not None  # noqa: S101, PT018 - asked by the caller
    return distance / (YEAR if found.unit == Kind.DAY.value else max(abs(needed), Fraction(1)))


def compared(test: t.Compare, value: Reading) -> Missing:
    """Give how far a comparison of numbers that does not hold is from holding."""
    present, needed = Fraction(value(test.left)), Fraction(value(test.right))
    short = test.op in _AT_LEAST or (test.op is Comparison.EQ and present < needed)
    if test.left.kind is Kind.DAY:
        return Missing(NOT_YET if short else NO_LONGER, test, needed, present)
    return Missing(BELOW if short else ABOVE, test, needed, present)
