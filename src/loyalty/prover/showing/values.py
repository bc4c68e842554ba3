"""Numbers that can only be one of a few: rates by tier, best percentages, factors of a campaign."""

from loyalty.language import tree as t
from loyalty.language.readers.specialise import World, rebuild
from loyalty.language.tree import Const, Kind, Node

CASES_MAX = 64
"""Numbers with at most so many cases are worked with case by case."""


def few(node: Node, world: World | None = None) -> Node | None:
    """Give the number as nested choices between constants, None where it can be too many.

    Without a world no name is looked up.
    """
    found = _few(node, world)
    return found if found is not None and _cases(found) <= CASES_MAX else None


def _few(node: Node, world: World | None) -> Node | None:
    match node:
        case Const():
            return node if node.kind is not Kind.TEXT else None
        case t.Read():
            return (
                few(world.tree(node.name), world)
                if world is not None and node.name in world.formulas
                else None
            )
        case t.If():
            then, otherwise = few(node.then, world), few(node.otherwise, world)
            return None if then is None or otherwise is None else t.choose(node.test, then, otherwise)
        case t.Add() | t.Sub() | t.Mul() | t.Least() | t.Most() | t.As() | t.Round():
            parts = [few(child, world) for child in t.children(node)]
            return None if None in parts else _lifted(node, [part for part in parts if part is not None])
    return None


def cases_of(node: Node) -> list[tuple[Node | None, Const]]:
    """Give the values of nested choices, each with its condition, the last without one."""
    if not isinstance(node, t.If):
        assert isinstance(node, Const)  # noqa: S101 - choices between constants
        return [(None, node)]
    then = [(node.test if test is None else t.all_of(node.test, test), c) for test, c in cases_of(node.then)]
    return [(test, _aligned(value, node.den)) for test, value in [*then, *cases_of(node.otherwise)]]


def _aligned(value: Const, den: int) -> Const:
    n = value.lo * (den // value.den)
    return Const(value.kind, den, n, n, n)


def _lifted(node: Node, parts: list[Node]) -> Node | None:
    """Give the node worked out in every case of its parts."""
    for place, part in enumerate(parts):
        if isinstance(part, t.If):
            if _cases(part) > CASES_MAX:
                return None
            cases = [
                _lifted(node, [*parts[:place], case, *parts[place + 1 :]])
                for case in (part.then, part.otherwise)
            ]
            then, otherwise = cases
            return None if then is None or otherwise is None else t.choose(part.test, then, otherwise)
    made = rebuild(node, parts)
    return made if isinstance(made, Const) else Const(made.kind, made.den, made.lo, made.hi, made.lo)


def _cases(node: Node) -> int:
    return _cases(node.then) + _cases(node.otherwise) if isinstance(node, t.If) else 1
