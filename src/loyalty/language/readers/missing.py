"""What a condition that does not hold is missing: its parts that fail, and how far each is from holding."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from loyalty.language import tree as t
from loyalty.language.readers.words import OPPOSITE
from loyalty.language.tree import Comparison, Kind, Node

Exact = int | Fraction | str
Reading = Callable[[Node], Exact]
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


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition as it is looked at: ``every`` part has to hold, or one of ``either``, or ``comparison``.

    ``code`` is what is told where it is none of these, or where no alternative is near. It is made once
    of a condition, so that its nodes are the same ones each time.
    """

    test: Node
    code: str
    every: tuple["Asked", ...] = ()
    either: tuple["Asked", ...] = ()
    comparison: t.Compare | None = None

    def parts(self) -> Iterator[Node]:
        """Give every node that may be told to be missing."""
        yield self.test
        if self.comparison is not None:
            yield self.comparison
        for part in (*self.every, *self.either):
            yield from part.parts()


def asked(test: Node) -> Asked:
    """Give how a condition is looked at."""
    match test:
        case t.All():
            return Asked(test, NOT_SO, every=tuple(map(asked, test.parts)))
        case t.Not(inner=t.Any() as inner):
            return Asked(test, NOT_SO, every=tuple(asked(t.negation(part)) for part in inner.parts))
        case t.Not(inner=t.Compare() as inner) if inner.op in _ORDERED and inner.left.kind in NUMBERS:
            return Asked(test, NOT_SO, comparison=replace(inner, op=OPPOSITE[inner.op]))
        case t.Compare() if test.op in _DISTANT and test.left.kind in NUMBERS:
            return Asked(test, NOT_SO, comparison=test)
        case t.Compare() | t.OneOf():
            return Asked(test, OTHER_VALUE)
        case t.Any():
            return Asked(test, NONE_HOLDS, either=tuple(map(asked, test.parts)))
        case t.Not(inner=t.All() as inner):
            return Asked(test, NONE_HOLDS, either=tuple(asked(t.negation(part)) for part in inner.parts))
        case _:
            return Asked(test, NOT_SO)


def missing(condition: Asked, value: Reading) -> Iterator[Missing]:
    """Give the parts of a condition that fail, none where it holds; in the order they are written."""
    return iter(()) if value(condition.test) == 1 else lacking(condition, value)


def lacking(condition: Asked, value: Reading) -> Iterator[Missing]:
    """Give the parts that fail of a condition that is known not to hold, in the order they are written."""
    if condition.comparison is not None:
        yield compared(condition.comparison, value)
    elif condition.either:
        yield _nearest(condition, value)
    elif condition.every:
        for part in condition.every:
            yield from missing(part, value)
    else:
        yield Missing(condition.code, condition.test)


def _nearest(condition: Asked, value: Reading) -> Missing:
    """Give the one number that the nearest alternative is missing, or that none of them holds.

    Near is a small share of what is needed; of days, of a year. Of equals it is the first.
    """
    failing = (tuple(missing(part, value)) for part in condition.either)
    near = [(share(only), only) for only, *more in failing if not more and only.distance is not None]
    return min(near, key=lambda each: each[0])[1] if near else Missing(condition.code, condition.test)


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
