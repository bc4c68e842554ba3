"""The one typed expression tree over integers that every reader reads.

Every number in a node is an integer numerator over the node's *static* denominator
``den``; ``lo`` and ``hi`` bound the numerator and are exact. Money counts minor units
(``den`` 1 is a whole cent, ``den`` 10 a tenth of one), points count points, a rate is a
plain number. Truth values are 0 or 1, days are proleptic Gregorian ordinals in the
programme's zone. Texts (choices, countries, tiers) are compared, never computed with.

``*`` multiplies denominators, ``+`` aligns them, and only `Round` and `Ratio` shrink
them. Numeric nodes are built by the functions below alone: they work out den and bounds.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from loyalty.kernel.rounding import Rounding, divide

# Kinds belong to the tree's vocabulary: whoever has the tree has them.
from loyalty.language.kinds import Comparison as Comparison  # noqa: PLC0414 - given on
from loyalty.language.kinds import Kind as Kind  # noqa: PLC0414 - given on
from loyalty.language.kinds import KindMismatchError as KindMismatchError  # noqa: PLC0414 - given on


@dataclass(frozen=True, slots=True)
class Node:
    """What every node knows: its kind, static denominator, the bounds of its numerator, what it reads."""

    kind: Kind
    den: int
    lo: int
    hi: int
    reads: tuple[frozenset[str], frozenset[str]] | None = field(
        default=None, init=False, repr=False, compare=False
    )


@dataclass(frozen=True, slots=True)
class Const(Node):
    """A constant; ``value`` is the numerator over ``den``, or the text itself."""

    value: int | str


@dataclass(frozen=True, slots=True)
class Read(Node):
    """The value of a fact or of another formula, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class SumLines(Node):
    """The sum of a line formula over every line of the order."""

    name: str


@dataclass(frozen=True, slots=True)
class RunningSum(Node):
    """The sum of a line formula over this line and those before it, as listed or as ranked ``by`` another."""

    name: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Add(Node):
    """The sum of two or more parts of one kind."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Sub(Node):
    """``left`` less ``right``."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Mul(Node):
    """``left`` times ``right``; denominators multiply."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class As(Node):
    """The number of ``inner`` read as another kind."""

    inner: Node


@dataclass(frozen=True, slots=True)
class Least(Node):
    """The smallest of its parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Most(Node):
    """The largest of its parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Round(Node):
    """``inner`` rounded to a multiple of ``step`` (a whole number of units), ``den`` is 1."""

    inner: Node
    mode: Rounding
    step: int


@dataclass(frozen=True, slots=True)
class Ratio(Node):
    """``whole * part / total``, rounded to a whole number; 0 where ``total`` is 0.

    The one division by a value that is not static; cumulative sharing is made of it.
    """

    whole: Node
    part: Node
    total: Node
    mode: Rounding


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """``left`` compared with ``right``."""

    op: Comparison
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class OneOf(Node):
    """Whether ``inner`` equals one of the constants."""

    inner: Node
    choices: tuple[Const, ...]


@dataclass(frozen=True, slots=True)
class All(Node):
    """Whether every part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any(Node):
    """Whether at least one part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """Whether ``inner`` does not hold."""

    inner: Node


@dataclass(frozen=True, slots=True)
class If(Node):
    """``then`` where ``test`` holds, else ``otherwise``."""

    test: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Refuse(Node):
    """No value: evaluating it refuses with ``code`` (a table without a matching row)."""

    code: str


HOLDS = {
    -1: (Comparison.LT, Comparison.LE, Comparison.NE),
    0: (Comparison.EQ, Comparison.LE, Comparison.GE),
    1: (Comparison.GT, Comparison.GE, Comparison.NE),
}
"""The comparisons that hold of two numbers, by the sign of their difference."""

PRODUCTS = {
    (Kind.PRICE, Kind.QUANTITY): Kind.MONEY,
    (Kind.MONEY, Kind.NUMBER): Kind.MONEY,
    (Kind.PRICE, Kind.NUMBER): Kind.PRICE,
    (Kind.POINTS, Kind.NUMBER): Kind.POINTS,
    (Kind.QUANTITY, Kind.NUMBER): Kind.QUANTITY,
    (Kind.NUMBER, Kind.NUMBER): Kind.NUMBER,
}


def const(kind: Kind, value: Fraction | int) -> Const:
    """Give an exact constant; money in minor units."""
    exact = Fraction(value)
    n = exact.numerator
    return Const(kind, exact.denominator, n, n, n)


def text(value: str) -> Const:
    """Give a text constant."""
    return Const(Kind.TEXT, 1, 0, 0, value)


def truth(*, value: bool) -> Const:
    """Give a constant truth value."""
    return Const(Kind.TRUTH, 1, int(value), int(value), int(value))


def read(name: str, kind: Kind, den: int = 1, lo: int = 0, hi: int = 0) -> Read:
    """Give a read of a fact or formula; the bounds are over ``den``."""
    return Read(kind, den, lo, 1 if kind is Kind.TRUTH else hi, name)


def sum_lines(name: str, of: Node, lines_max: int) -> SumLines:
    """Give the sum over all lines of the line formula ``name`` whose tree is ``of``."""
    return SumLines(of.kind, of.den, *_times(of, lines_max), name)


def running_sum(name: str, of: Node, lines_max: int, by: str = "") -> RunningSum:
    """Give the sum up to this line of the line formula ``name`` whose tree is ``of``.

    With ``by`` the lines come in the order of that line formula, the smallest first, equals as listed.
    """
    return RunningSum(of.kind, of.den, *_times(of, lines_max), name, by)


def add(*parts: Node) -> Node:
    """Give the sum; denominators are aligned. Raises KindMismatchError."""
    _same(parts, "+")
    # Sums of sums are one sum, so that hundreds of parts do not nest.
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, Add) else (part,))]
    parts = tuple(p for p in flat if not (isinstance(p, Const) and p.value == 0)) or parts[:1]
    if len(parts) == 1:
        return parts[0]
    den = lcm(*(p.den for p in parts))
    lo = sum(p.lo * (den // p.den) for p in parts)
    hi = sum(p.hi * (den // p.den) for p in parts)
    return Add(parts[0].kind, den, lo, hi, parts)


def sub(left: Node, right: Node) -> Node:
    """Give the difference. Raises KindMismatchError."""
    _same((left, right), "-")
    den = lcm(left.den, right.den)
    a, b = den // left.den, den // right.den
    return Sub(left.kind, den, left.lo * a - right.hi * b, left.hi * a - right.lo * b, left, right)


def mul(left: Node, right: Node) -> Node:
    """Give the product. Raises KindMismatchError, for example on money times money."""
    if (kind := PRODUCTS.get((left.kind, right.kind)) or PRODUCTS.get((right.kind, left.kind))) is None:
        raise KindMismatchError("*", left.kind, right.kind)
    corners = [a * b for a in (left.lo, left.hi) for b in (right.lo, right.hi)]
    return Mul(kind, left.den * right.den, min(corners), max(corners), left, right)


def as_kind(node: Node, kind: Kind) -> As:
    """Give the same value under another kind; only lowerings may, never a rule's own text.

    Declared exchange rates need it: "1 point for each 1.00" counts money and gives points.
    """
    return As(kind, node.den, node.lo, node.hi, node)


def least(*parts: Node) -> Node:
    """Give the smallest part. Raises KindMismatchError."""
    den, bounds = _all_bounds(parts, "min")
    lo, hi = (min(ends) for ends in bounds)
    return parts[0] if len(parts) == 1 else Least(parts[0].kind, den, lo, hi, parts)


def most(*parts: Node) -> Node:
    """Give the largest part. Raises KindMismatchError."""
    den, bounds = _all_bounds(parts, "max")
    lo, hi = (max(ends) for ends in bounds)
    return parts[0] if len(parts) == 1 else Most(parts[0].kind, den, lo, hi, parts)


def rounded(inner: Node, mode: Rounding, step: int = 1) -> Round:
    """Give ``inner`` rounded once to a multiple of ``step`` whole units."""
    lo, hi = (divide(v, inner.den * step, mode) * step for v in (inner.lo, inner.hi))
    return Round(inner.kind, 1, lo, hi, inner, mode, step)


def ratio(whole: Node, part: Node, total: Node, mode: Rounding) -> Ratio:
    """Give ``whole * part / total`` as a whole number, 0 where ``total`` is 0.

    Bounds hold for 0 <= part <= total, which is what sharing needs.
    """
    _same((part, total), "/")
    lo, hi = (divide(v, whole.den, mode) for v in (min(0, whole.lo), max(0, whole.hi)))
    return Ratio(whole.kind, 1, lo, hi, whole, part, total, mode)


def compare(op: Comparison, left: Node, right: Node) -> Node:
    """Give the comparison. Raises KindMismatchError."""
    _same((left, right), op.value)
    if isinstance(left, Const) and isinstance(right, Const) and left.kind is not Kind.TEXT:
        order = left.lo * right.den - right.lo * left.den
        return truth(value=op in HOLDS[(order > 0) - (order < 0)])
    return Compare(Kind.TRUTH, 1, 0, 1, op, left, right)


def one_of(inner: Node, choices: Iterable[Const]) -> Node:
    """Give whether ``inner`` is among ``choices``. Raises KindMismatchError."""
    options = tuple(choices)
    _same((inner, *options), "in")
    return OneOf(Kind.TRUTH, 1, 0, 1, inner, options)


def all_of(*parts: Node) -> Node:
    """Give whether every part holds; no parts hold always."""
    kept = tuple(p for p in parts if p != truth(value=True))
    if truth(value=False) in kept:
        return truth(value=False)
    if not kept:
        return truth(value=True)
    return kept[0] if len(kept) == 1 else All(Kind.TRUTH, 1, 0, 1, kept)


def any_of(*parts: Node) -> Node:
    """Give whether some part holds; of no parts none holds."""
    return parts[0] if len(parts) == 1 else Any(Kind.TRUTH, 1, 0, 1, parts) if parts else truth(value=False)


def negation(inner: Node) -> Node:
    """Give whether ``inner`` does not hold."""
    return Not(Kind.TRUTH, 1, 0, 1, inner)


def choose(test: Node, then: Node, otherwise: Node) -> Node:
    """Give ``then`` where ``test`` holds, else ``otherwise``; denominators are aligned."""
    _same((then, otherwise), "else")
    if isinstance(test, Const):
        return then if test.value else otherwise
    den = lcm(then.den, otherwise.den)
    a, b = den // then.den, den // otherwise.den
    lo, hi = min(then.lo * a, otherwise.lo * b), max(then.hi * a, otherwise.hi * b)
    return If(then.kind, den, lo, hi, test, then, otherwise)


def refuse(code: str, kind: Kind) -> Refuse:
    """Give a node that refuses when it is reached."""
    return Refuse(kind, 1, 0, 0, code)


def children(node: Node) -> tuple[Node, ...]:
    """Give the nodes directly under ``node``, in reading order."""
    match node:
        case Add() | Least() | Most() | All() | Any():
            return node.parts
        case Sub() | Mul() | Compare():
            return (node.left, node.right)
        case Round() | Not() | As():
            return (node.inner,)
        case OneOf():
            return (node.inner, *node.choices)
        case Ratio():
            return (node.whole, node.part, node.total)
        case If():
            return (node.test, node.then, node.otherwise)
        case _:
            return ()


def _same(parts: tuple[Node, ...], word: str) -> None:
    for other in parts[1:]:
        if other.kind is not parts[0].kind:
            raise KindMismatchError(word, parts[0].kind, other.kind)


def _all_bounds(parts: tuple[Node, ...], word: str) -> tuple[int, tuple[list[int], list[int]]]:
    _same(parts, word)
    den = lcm(*(p.den for p in parts))
    return den, ([p.lo * (den // p.den) for p in parts], [p.hi * (den // p.den) for p in parts])


def _times(of: Node, most: int) -> tuple[int, int]:
    return min(0, of.lo) * most, max(0, of.hi) * most
