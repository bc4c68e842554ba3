"""Groups of lines: those for which some conditions hold and others do not, and trees as they are there."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from loyalty.language import tree as t
from loyalty.language.readers.specialise import World, rebuild
from loyalty.language.tree import Comparison, Const, Kind, Node

Literal = tuple[Node, bool]
Group = frozenset[Literal]
EVERY: Group = frozenset()
"""The group of all lines."""


def literal_of(test: Node, world: World) -> Literal:
    """Give a condition of a line without its negations and names, and whether it is to hold."""
    holds = True
    while True:
        match test:
            case t.Not():
                test, holds = test.inner, not holds
            case t.Compare(op=Comparison.NE):
                test, holds = t.compare(Comparison.EQ, test.left, test.right), not holds
            case t.Read(name=name) if name in world.formulas:
                test = world.tree(name)
            case _:
                return test, holds


def under(node: Node, group: Group, world: World) -> Node:
    """Give the tree as it is on the lines of a group."""
    if not group:
        return node
    match node:
        case t.If():
            test, holds = literal_of(node.test, world)
            for known, so in group:
                if known == test:
                    return under(node.then if holds is so else node.otherwise, group, world)
            return t.choose(node.test, under(node.then, group, world), under(node.otherwise, group, world))
        case t.Read() if node.name in world.formulas:
            tree = world.tree(node.name)
            return under(tree, group, world) if isinstance(tree, t.If) else node
        case t.Read() | t.SumLines() | t.RunningSum() | Const():
            return node
    return rebuild(node, [under(child, group, world) for child in t.children(node)])


def in_order(group: Group) -> list[Literal]:
    """Give the conditions of a group in an order that is the same at every run."""
    return sorted(group, key=repr)


def impossible(group: Group) -> bool:
    """Give whether no line can be in a group: nothing both is and is not, and one text cannot be two."""
    if any((test, not holds) in group for test, holds in group):
        return True
    texts: dict[str, set[str]] = {}
    for test, holds in group:
        choices = _choices(test)
        if holds and choices is not None:
            name, options = choices
            texts[name] = texts[name] & options if name in texts else set(options)
    for test, holds in group:
        choices = _choices(test)
        if not holds and choices is not None and choices[0] in texts:
            texts[choices[0]] -= choices[1]
    return any(not options for options in texts.values())


def _choices(test: Node) -> tuple[str, set[str]] | None:
    match test:
        case t.Compare(op=t.Comparison.EQ, left=t.Read() as read, right=Const() as value) if (
            value.kind is Kind.TEXT
        ):
            return read.name, {str(value.value)}
        case t.OneOf(inner=t.Read() as read, choices=choices):
            return read.name, {str(choice.value) for choice in choices}
    return None


def ends(node: Node, group: Group, world: World) -> tuple[int, int]:
    """Give between which numerators a number is on the lines of a group, by the conditions on it."""
    lo, hi, own = node.lo, node.hi, behind(node, world)
    for test, holds in group:
        match test:
            case t.Compare(right=Const(kind=kind) as limit) if kind is not Kind.TEXT:
                if behind(test.left, world) == own:
                    least, most = _held(test, Fraction(limit.lo * node.den, limit.den), holds=holds)
                    lo = lo if least is None else max(lo, least)
                    hi = hi if most is None else min(hi, most)
    return lo, hi


def held(group: Group, world: World) -> Iterator[str]:
    """Give the names that the conditions of a group bound, and the formulas they are factors of."""
    for test, _ in in_order(group):
        if not (
            isinstance(test, t.Compare) and isinstance(test.left, t.Read) and isinstance(test.right, Const)
        ):
            continue
        own = _read_behind(test.left, world)
        if own.kind is not Kind.TEXT:
            yield own.name
            yield from (name for name in world.formulas if own in _factors(world.tree(name), world))


def _factors(node: Node, world: World) -> list[Node]:
    """Give what a number is the product of, rounded or not; nothing where it is no product."""
    if isinstance(node, t.Round):
        return _factors(node.inner, world)
    return [behind(side, world) for side in (node.left, node.right)] if isinstance(node, t.Mul) else []


def behind(node: Node, world: World) -> Node:
    """Give what a name stands for as long as it is another name."""
    return _read_behind(node, world) if isinstance(node, t.Read) else node


def _read_behind(node: t.Read, world: World) -> t.Read:
    while node.name in world.formulas and isinstance(tree := world.tree(node.name), t.Read):
        node = tree
    return t.read(node.name, node.kind)


def _held(test: t.Compare, limit: Fraction, *, holds: bool) -> tuple[int | None, int | None]:
    """Give the least and the most numerator for which a comparison with a limit holds, or does not."""
    below, above = floor(limit), ceil(limit)
    match test.op, holds:
        case (Comparison.GE, True) | (Comparison.LT, False):
            return above, None
        case (Comparison.GT, True) | (Comparison.LE, False):
            return below + 1, None
        case (Comparison.LE, True) | (Comparison.GT, False):
            return None, below
        case (Comparison.LT, True) | (Comparison.GE, False):
            return None, above - 1
        case (Comparison.EQ, True):
            return above, below
    return None, None
