"""How a number of one situation stands to the same number of another, read off the trees.

The two situations differ in a few inputs, in a stated way; every other input is the same in both,
whatever it is. What the rules of this file find holds for every such pair of situations, whatever
the number of lines: rounding never turns an order around (all modes of `kernel.rounding` are monotone),
sums of lines rise where each line's number rises, and so on. Where they find nothing, nothing is said.
"""

from enum import IntFlag
from typing import Protocol

from loyalty.language import tree as t
from loyalty.language.tree import Comparison, Const, Kind, Node


class Relation(IntFlag):
    """How the second situation's number stands to the first's, for every pair of situations."""

    UNKNOWN = 0
    NOT_LESS = 1
    NOT_MORE = 2
    SAME = 3

    def turned(self) -> "Relation":
        """Give the relation of the negated numbers."""
        return Relation((self & 1) << 1 | (self & 2) >> 1)


class Names(Protocol):
    """Knows how the two situations' values of a name stand to each other."""

    def of(self, name: str) -> Relation:
        """Give the relation of an input or formula."""


_RISING = {Comparison.GE, Comparison.GT}


def relate(first: Node, second: Node, names: Names) -> Relation:
    """Give how ``second`` in the second situation stands to ``first`` in the first."""
    if isinstance(first, t.Refuse) or isinstance(second, t.Refuse):
        return Relation.SAME  # no number, so nothing is said of it: the case is refused
    if isinstance(first, t.Add) or isinstance(second, t.Add):
        return _sums(first, second, names)
    if type(first) is not type(second):
        return _apart(first, second, names)
    match first, second:
        case Const(), Const():
            return _constants(first, second)
        case (t.Read(name=one), t.Read(name=other)) | (t.SumLines(name=one), t.SumLines(name=other)):
            return names.of(one) if one == other else _bounds(first, second)
        case t.RunningSum(), t.RunningSum():
            alike = first.name == second.name and first.by == second.by
            fixed = not first.by or names.of(first.by) is Relation.SAME
            return names.of(first.name) if alike and fixed else Relation.UNKNOWN
        case ((t.Least() | t.Most() | t.All() | t.Any()), _):
            return _parts(first, second, names)
        case (t.Sub(), t.Sub()):
            return relate(first.left, second.left, names) & relate(first.right, second.right, names).turned()
        case t.Mul(), t.Mul():
            return _product(first, second, names)
        case (t.As(inner=one), t.As(inner=other)) | (t.Round(inner=one), t.Round(inner=other)):
            return relate(one, other, names) if _alike(first, second) else Relation.UNKNOWN
        case t.Not(), t.Not():
            return relate(first.inner, second.inner, names).turned()
        case t.Ratio(), t.Ratio():
            return _ratio(first, second, names)
        case t.Compare(), t.Compare():
            return _comparison(first, second, names)
        case t.OneOf(), t.OneOf():
            same = first.choices == second.choices and relate(first.inner, second.inner, names)
            return Relation.SAME if same is Relation.SAME else Relation.UNKNOWN
        case t.If(), t.If():
            return _choice(first, second, names)
    return Relation.UNKNOWN


def _constants(first: Const, second: Const) -> Relation:
    if first.kind is Kind.TEXT:
        return Relation.SAME if first.value == second.value else Relation.UNKNOWN
    difference = second.lo * first.den - first.lo * second.den
    return (Relation.NOT_LESS if difference >= 0 else Relation.UNKNOWN) | (
        Relation.NOT_MORE if difference <= 0 else Relation.UNKNOWN
    )


def _bounds(first: Node, second: Node) -> Relation:
    """Give what the bounds of the two alone show."""
    if first.kind is Kind.TEXT:
        return Relation.UNKNOWN
    found = Relation.UNKNOWN
    if first.hi * second.den <= second.lo * first.den:
        found |= Relation.NOT_LESS
    if second.hi * first.den <= first.lo * second.den:
        found |= Relation.NOT_MORE
    return found


def _apart(first: Node, second: Node, names: Names) -> Relation:
    """Give the relation of two trees of different kinds: a choice in one may be settled in the other."""
    found = _bounds(first, second)
    if found is Relation.SAME:
        return found
    if isinstance(first, t.If):
        return found | (relate(first.then, second, names) & relate(first.otherwise, second, names))
    if isinstance(second, t.If):
        return found | (relate(first, second.then, names) & relate(first, second.otherwise, names))
    return found


def _sums(first: Node, second: Node, names: Names) -> Relation:
    """Give the relation of two sums: equal parts against each other, what one has more against nothing."""
    ones = list(first.parts) if isinstance(first, t.Add) else [first]
    others = list(second.parts) if isinstance(second, t.Add) else [second]
    found = Relation.SAME
    for one in list(ones):
        if one in others:
            found &= relate(one, one, names)
            ones.remove(one)
            others.remove(one)
    while ones and others:
        found &= relate(ones.pop(0), others.pop(0), names)
    nothing = t.const(first.kind, 0)
    for one in ones:
        found &= _bounds(one, nothing)
    for other in others:
        found &= _bounds(nothing, other)
    return found or _bounds(first, second)


def _parts(first: Node, second: Node, names: Names) -> Relation:
    ones, others = t.children(first), t.children(second)
    if len(ones) != len(others):
        return _bounds(first, second)
    found = Relation.SAME
    for one, other in zip(ones, others, strict=True):
        found &= relate(one, other, names)
    return found or _bounds(first, second)


def _product(first: t.Mul, second: t.Mul, names: Names) -> Relation:
    left = relate(first.left, second.left, names)
    right = relate(first.right, second.right, names)
    if left is Relation.SAME and right is Relation.SAME:
        return Relation.SAME
    found = Relation.SAME
    # The sign of each factor says in which way the other one counts.
    for own, other in ((left, (first.right, second.right)), (right, (first.left, second.left))):
        if own is Relation.SAME:
            continue
        if all(node.lo >= 0 for node in other):
            found &= own
        elif all(node.hi <= 0 for node in other):
            found &= own.turned()
        else:
            return Relation.UNKNOWN
    return found


def _alike(first: Node, second: Node) -> bool:
    if isinstance(first, t.Round) and isinstance(second, t.Round):
        return first.mode is second.mode and first.step == second.step
    return True


def _ratio(first: t.Ratio, second: t.Ratio, names: Names) -> Relation:
    if first.mode is not second.mode:
        return Relation.UNKNOWN
    whole = relate(first.whole, second.whole, names)
    part = relate(first.part, second.part, names)
    total = relate(first.total, second.total, names)
    signs = all(n.lo >= 0 for r in (first, second) for n in (r.whole, r.part, r.total))
    if part is Relation.SAME and total is Relation.SAME:
        return whole if signs else (Relation.SAME if whole is Relation.SAME else Relation.UNKNOWN)
    if not signs:
        return Relation.UNKNOWN
    if total is Relation.SAME:
        return whole & part
    more = _more_of_itself(first)
    if more is not None and more == _more_of_itself(second):
        return whole & part  # r / (1 + r) rises with r
    if all(_positive(r.total) for r in (first, second)):
        return whole & part & total.turned()
    return Relation.UNKNOWN


def _more_of_itself(node: t.Ratio) -> Const | None:
    """Give the constant by which the total is more than the part, as where tax is contained."""
    match node.total:
        case t.Add(parts=(Const() as constant, part)) | t.Add(parts=(part, Const() as constant)):
            return constant if part == node.part and constant.lo >= 0 else None
    return None


def _positive(node: Node) -> bool:
    return node.lo > 0


def _comparison(first: t.Compare, second: t.Compare, names: Names) -> Relation:
    if first.op is not second.op:
        return Relation.UNKNOWN
    left = relate(first.left, second.left, names)
    right = relate(first.right, second.right, names)
    if left is Relation.SAME and right is Relation.SAME:
        return Relation.SAME
    if first.op in {Comparison.EQ, Comparison.NE} or first.left.kind is Kind.TEXT:
        return Relation.UNKNOWN
    found = left & right.turned()
    return found if first.op in _RISING else found.turned()


def _choice(first: t.If, second: t.If, names: Names) -> Relation:
    test = relate(first.test, second.test, names)
    then = relate(first.then, second.then, names)
    otherwise = relate(first.otherwise, second.otherwise, names)
    found = then & otherwise
    if test is Relation.SAME:
        return found
    # The test may turn: from `otherwise` to `then` where it may become true, and the other way round.
    if test & Relation.NOT_LESS:
        return found & relate(first.otherwise, second.then, names)
    if test & Relation.NOT_MORE:
        return found & relate(first.then, second.otherwise, names)
    both = relate(first.otherwise, second.then, names) & relate(first.then, second.otherwise, names)
    return found & both
