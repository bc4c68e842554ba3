"""The JSON reader: a tree as prefix arrays, which anybody can work out again without this engine.

Values are exact: ``["num", "3/2"]``. Every value read stands for a plain number (money in
minor units), so denominators do not show; a value read under another kind is itself.
"""

from collections.abc import Callable
from fractions import Fraction

from loyalty.language import tree as t
from loyalty.language.tree import Kind, Node

Formula = list[object]
"""``[operation, argument, …]``; arguments are formulas, texts or whole numbers."""

WORDS: dict[type[Node], str] = {
    t.Add: "+",
    t.Sub: "-",
    t.Mul: "*",
    t.Least: "min",
    t.Most: "max",
    t.OneOf: "in",
    t.All: "and",
    t.Any: "or",
    t.Not: "not",
}


def to_formula(node: Node, name: Callable[[Node], Formula]) -> Formula:
    """Give the formula of ``node``.

    ``name`` gives the formula of a `Read`, `SumLines` or `RunningSum`: ``["read", id]``, or
    the sum of the lines' ids. A run of choices is one ``["if", test, value, test, value, …,
    otherwise]``; a `Refuse` is ``["refuse", code]``.
    """
    match node:
        case t.Const():
            return _constant(node)
        case t.Read() | t.SumLines() | t.RunningSum():
            return name(node)
        case t.As():
            return to_formula(node.inner, name)
        case t.Round():
            return ["round", node.mode.value, node.step, to_formula(node.inner, name)]
        case t.Ratio():
            return ["ratio", node.mode.value, *(to_formula(part, name) for part in t.children(node))]
        case t.Compare():
            return [node.op.value, to_formula(node.left, name), to_formula(node.right, name)]
        case t.If():
            return _chain(node, name)
        case t.Refuse():
            return ["refuse", node.code]
        case _:
            return [WORDS[type(node)], *(to_formula(part, name) for part in t.children(node))]


def _chain(node: t.If, name: Callable[[Node], Formula]) -> Formula:
    """Write a run of if-else flat, so that a long table does not nest."""
    made: Formula = ["if"]
    rest: Node = node
    while isinstance(rest, t.If):
        made += [to_formula(rest.test, name), to_formula(rest.then, name)]
        rest = rest.otherwise
    return [*made, to_formula(rest, name)]


def _constant(node: t.Const) -> Formula:
    if isinstance(node.value, str):
        return ["text", node.value]
    if node.kind is Kind.TRUTH:
        return ["true" if node.value else "false"]
    return ["num", str(Fraction(node.value, node.den))]


def reads_of(formula: object) -> frozenset[str]:
    """Give the ids that a written formula reads."""
    if not isinstance(formula, list):
        return frozenset()
    if formula[:1] == ["read"]:
        return frozenset(map(str, formula[1:2]))
    return frozenset[str]().union(*(reads_of(part) for part in formula))
