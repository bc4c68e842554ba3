"""Formulas of one number, decided exactly: where they bend, and every step of one period in between.

With everything else fixed, a formula is made of pieces. Its pieces end where a condition turns or the
smaller of two numbers becomes the other one. Within a piece it is a line with roundings: there is a period
after which it has risen by a fixed number, so what one period shows is so all along the piece. Periods follow
from the denominators and steps of the roundings; what has too many steps is left to the solver.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import gcd, lcm

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.readers.python import compile_sheet
from loyalty.language.sheet import Scope, SheetBuilder, plain_rule
from loyalty.language.tree import HOLDS, Const, Kind, Node, Read
from loyalty.prover.showing.relation import Relation

STEPS_MAX = 100_000
"""The most values of a formula that are looked at."""
PIECES_MAX = 2_000
_RULE = plain_rule("one", "One number", "一个数")
Function = Callable[[int], int]
Truths = list[tuple[int, int, bool]]
"""Stretches of the number with whether a condition holds there."""


class TooManySteps(Exception):
    """The formula is no line with roundings between few breakpoints."""


@dataclass(frozen=True, slots=True)
class Piece:
    """From ``lo`` to ``hi`` the numerator of a formula rises by ``step`` over each ``period``."""

    lo: int
    hi: int
    period: int = 1
    step: int = 0

    @property
    def still(self) -> bool:
        """Whether the formula is one number here."""
        return self.period == 1 and self.step == 0


def rising(node: Node, read: Read) -> Relation | None:
    """Give how the formula stands at a larger number to itself at a smaller one; None where it is not known.

    ``read`` is the only name in ``node``; its bounds are where the number can be.
    """
    try:
        return _Shape(read).rising(node)
    except TooManySteps:
        return None


def beside(first: Node, second: Node, read: Read) -> Relation | None:
    """Give how the second formula stands to the first at every one number; None where it is not known."""
    try:
        return _Shape(read).beside(first, second)
    except TooManySteps:
        return None


@dataclass(slots=True)
class _Shape:
    """The pieces of formulas of one number, and how many values may still be looked at."""

    read: Read
    left: int = STEPS_MAX

    def rising(self, node: Node) -> Relation:
        value = self.function(node)
        pieces = self.of(node, self.read.lo, self.read.hi)
        found = Relation.SAME
        for piece in pieces:
            found &= self.along(value, piece)
        for one, other in pairwise(pieces):
            found &= _sign(value(other.lo) - value(one.hi))
        return found

    def beside(self, first: Node, second: Node) -> Relation:
        more = t.sub(second, first)
        value, found = self.function(more), Relation.SAME
        for piece in self.of(more, self.read.lo, self.read.hi):
            # Whichever way the piece goes, its least and its most are in its first and its last period.
            for start in (piece.lo, max(piece.lo, piece.hi - piece.period + 1)):
                for number in self.steps(start, min(piece.hi, start + piece.period - 1)):
                    found &= _sign(value(number))
        return found

    def along(self, value: Function, piece: Piece) -> Relation:
        """Give how a formula goes along one of its pieces, by every step of a period."""
        if piece.still:
            return Relation.SAME
        found, before = Relation.SAME, value(piece.lo)
        for number in self.steps(piece.lo + 1, min(piece.hi, piece.lo + piece.period)):
            after = value(number)
            found &= _sign(after - before)
            before = after
        return found

    def steps(self, first: int, last: int) -> range:
        self.left -= last - first + 1
        if self.left < 0:
            raise TooManySteps
        return range(first, last + 1)

    def function(self, node: Node) -> Function:
        """Give the formula's numerator as the engine works it out."""
        builder = SheetBuilder("one", 1)
        builder.input(self.read.name, Scope.ORDER, self.read)
        builder.define("value", Scope.ORDER, node, _RULE)
        compiled = compile_sheet(builder.sheet())
        place = compiled.slots["value"].value
        return lambda number: int(compiled.run((number,), ()).order[place])

    def of(self, node: Node, lo: int, hi: int) -> list[Piece]:
        """Give the pieces of a formula between two numbers. Raises TooManySteps."""
        match node:
            case Const():
                return [Piece(lo, hi)]
            case Read(name=self.read.name) if node.kind is not Kind.TRUTH:
                return [Piece(lo, hi, 1, 1)]
            case t.As():
                return self.of(node.inner, lo, hi)
            case t.Add():
                return self.sum(node, [(part, 1) for part in node.parts], lo, hi)
            case t.Sub():
                return self.sum(node, [(node.left, 1), (node.right, -1)], lo, hi)
            case t.Mul():
                return list(self.product(node, lo, hi))
            case t.Round():
                return list(self.rounded(node, lo, hi))
            case t.Ratio():
                return self.share(node, lo, hi)
            case t.Least() | t.Most():
                return self.of(_as_choices(node), lo, hi)
            case t.If():
                return _few(self.chosen(node, lo, hi))
        return [Piece(one, other) for one, other, _ in self.truths(node, lo, hi)]

    def sum(self, node: Node, parts: list[tuple[Node, int]], lo: int, hi: int) -> list[Piece]:
        shapes = [self.of(part, lo, hi) for part, _ in parts]
        times = [sign * (node.den // part.den) for part, sign in parts]
        return _few(_added(pieces, times) for pieces in _together(shapes))

    def product(self, node: t.Mul, lo: int, hi: int) -> Iterator[Piece]:
        sides = node.left, node.right
        values = [self.function(side) for side in sides]
        for pieces in _together([self.of(side, lo, hi) for side in sides]):
            left, right = pieces
            if left.still:
                yield Piece(left.lo, left.hi, right.period, values[0](left.lo) * right.step)
            elif right.still:
                yield Piece(left.lo, left.hi, left.period, values[1](left.lo) * left.step)
            else:
                raise TooManySteps

    def rounded(self, node: t.Round, lo: int, hi: int) -> Iterator[Piece]:
        over = node.inner.den * node.step
        for one, other in self.of_one_sign(node.inner, node.mode, lo, hi):
            for piece in self.of(node.inner, one, other):
                yield _divided(piece, over, node.mode, node.step)

    def of_one_sign(self, node: Node, mode: Rounding, lo: int, hi: int) -> Iterator[tuple[int, int]]:
        """Give stretches on which a rounding is the same a whole number further: it is symmetric around 0."""
        if node.lo >= 0 or node.hi <= 0 or mode is Rounding.HALF_EVEN:
            yield lo, hi
        else:
            yield from ((one, other) for one, other, _ in self.signs(node, lo, hi))

    def share(self, node: t.Ratio, lo: int, hi: int) -> list[Piece]:
        part, total = node.part, node.total
        if not (isinstance(part, Const) and isinstance(total, Const) and total.lo > 0):
            raise TooManySteps
        if part.lo < 0 or node.whole.lo < 0:
            raise TooManySteps
        over, times = node.whole.den * part.den * total.lo, part.lo * total.den
        pieces = self.of(node.whole, lo, hi)
        return [_divided(Piece(p.lo, p.hi, p.period, p.step * times), over, node.mode, 1) for p in pieces]

    def chosen(self, node: t.If, lo: int, hi: int) -> Iterator[Piece]:
        for one, other, holds in self.truths(node.test, lo, hi):
            branch = node.then if holds else node.otherwise
            times = node.den // branch.den
            for piece in self.of(branch, one, other):
                yield Piece(piece.lo, piece.hi, piece.period, piece.step * times)

    def truths(self, test: Node, lo: int, hi: int) -> Truths:
        """Give where a condition holds and where not. Raises TooManySteps."""
        match test:
            case Const():
                return [(lo, hi, bool(test.value))]
            case t.Not():
                return [(one, other, not holds) for one, other, holds in self.truths(test.inner, lo, hi)]
            case t.All() | t.Any():
                parts = [self.truths(part, lo, hi) for part in test.parts]
                whole = all if isinstance(test, t.All) else any
                return [(one, other, whole(_at(part, one) for part in parts)) for one, other in _cut(parts)]
            case t.OneOf():
                same = [t.compare(t.Comparison.EQ, test.inner, choice) for choice in test.choices]
                return self.truths(t.any_of(*same), lo, hi)
            case t.Compare() if test.left.kind not in {Kind.TEXT, Kind.TRUTH}:
                signs = self.signs(t.sub(test.left, test.right), lo, hi)
                return [(one, other, test.op in HOLDS[sign]) for one, other, sign in signs]
        raise TooManySteps

    def signs(self, node: Node, lo: int, hi: int) -> list[tuple[int, int, int]]:
        """Give where a formula is below, at and above nothing; it must not go up and down within a piece."""
        value, found = self.function(node), list[tuple[int, int, int]]()
        for piece in self.of(node, lo, hi):
            if self.along(value, piece) is Relation.UNKNOWN:
                raise TooManySteps
            start = piece.lo
            while start <= piece.hi:
                sign = _signum(value(start))
                end = _last_alike(value, sign, start, piece.hi)
                found.append((start, end, sign))
                start = end + 1
        return found


def _last_alike(value: Function, sign: int, start: int, end: int) -> int:
    """Give the last number of the sign, on a stretch where the value does not go up and down."""
    below, above = start, end + 1
    while above - below > 1:
        middle = (below + above) // 2
        if _signum(value(middle)) == sign:
            below = middle
        else:
            above = middle
    return below


def _divided(piece: Piece, over: int, mode: Rounding, step: int) -> Piece:
    """Give the shape of a piece divided by ``over`` and rounded, then times ``step``.

    Rounding to even is the same again two whole numbers further, the other modes one further.
    """
    whole = 2 * over if mode is Rounding.HALF_EVEN else over
    times = whole // gcd(piece.step, whole)
    return Piece(piece.lo, piece.hi, piece.period * times, piece.step * times // over * step)


def _as_choices(node: t.Least | t.Most) -> Node:
    """Give the smallest or largest part as choices between two."""
    op = t.Comparison.LE if isinstance(node, t.Least) else t.Comparison.GE
    best = node.parts[0]
    for part in node.parts[1:]:
        best = t.choose(t.compare(op, best, part), best, part)
    return best


def _added(pieces: tuple[Piece, ...], times: list[int]) -> Piece:
    period = lcm(*(piece.period for piece in pieces))
    step = sum(
        piece.step * (period // piece.period) * count for piece, count in zip(pieces, times, strict=True)
    )
    return Piece(pieces[0].lo, pieces[0].hi, period, step)


def _together(shapes: list[list[Piece]]) -> Iterator[tuple[Piece, ...]]:
    """Give the pieces of several formulas, cut wherever one of them ends."""
    places = [0] * len(shapes)
    start = shapes[0][0].lo
    while places[0] < len(shapes[0]):
        pieces = [shape[place] for shape, place in zip(shapes, places, strict=True)]
        end = min(piece.hi for piece in pieces)
        yield tuple(Piece(start, end, piece.period, piece.step) for piece in pieces)
        places = [place + (piece.hi == end) for place, piece in zip(places, pieces, strict=True)]
        start = end + 1


def _cut(parts: list[Truths]) -> list[tuple[int, int]]:
    """Give the stretches between all ends."""
    ends = sorted({end for part in parts for _, end, _ in part})
    starts = [parts[0][0][0], *(end + 1 for end in ends[:-1])]
    return list(zip(starts, ends, strict=True))


def _at(part: Truths, number: int) -> bool:
    return next(holds for one, other, holds in part if one <= number <= other)


def _few(pieces: Iterator[Piece]) -> list[Piece]:
    found = list[Piece]()
    for piece in pieces:
        found.append(piece)
        if len(found) > PIECES_MAX:
            raise TooManySteps
    return found


def _signum(value: int) -> int:
    return (value > 0) - (value < 0)


def _sign(difference: int) -> Relation:
    """Give the relation of a number to one that it is so much more than."""
    return (Relation.NOT_LESS if difference >= 0 else Relation.UNKNOWN) | (
        Relation.NOT_MORE if difference <= 0 else Relation.UNKNOWN
    )
