"""Formulas restated for inputs that are known more closely: the same values from smaller numbers.

A programme's limits bound what its formulas may meet. Whoever has the numbers at hand knows
narrower bounds, and often a coarser step; with them the formulas fit narrower whole numbers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from loyalty.language import tree as t
from loyalty.language.sheet import Formula
from loyalty.language.tree import Node, Read


def restated_formulas(
    formulas: Iterable[Formula], inputs: Mapping[str, Read], lines_max: int = 1
) -> tuple[Formula, ...]:
    """Give formulas, in their order, with other nodes for some of the inputs they read.

    A new node may have another denominator and closer bounds than the input it stands for; each
    formula keeps its value while the inputs are within them and an order has ``lines_max`` lines.
    """
    nodes: dict[str, Node] = dict(inputs)
    found = []
    for formula in formulas:
        made = restated(formula.tree, nodes)
        # A law of the lowering may have given closer bounds than the tree; they hold for any denominator.
        new, old = made.den, formula.tree.den
        lo, hi = max(made.lo, -(-formula.lo * new // old)), min(made.hi, formula.hi * new // old)
        most = None if formula.most is None else formula.most * new // old
        found.append(replace(formula, tree=made, lo=lo, hi=hi, most=most))
        value = t.read(formula.name, made.kind, made.den, lo, hi)
        nodes[formula.name] = value
        nodes[f"sum:{formula.name}"] = t.sum_lines(formula.name, value, lines_max)
        nodes[f"running:{formula.name}"] = t.running_sum(formula.name, value, lines_max)
    return tuple(found)


def restated(node: Node, reads: Mapping[str, Node]) -> Node:
    """Give the tree with other nodes for what it reads; denominators and bounds follow.

    A sum of lines is named ``sum:<name>``, a running one ``running:<name>``.
    """

    def again(part: Node) -> Node:
        return restated(part, reads)

    match node:
        case t.Read():
            return reads.get(node.name, node)
        case t.SumLines():
            return reads.get(f"sum:{node.name}", node)
        case t.RunningSum():
            known = reads.get(f"running:{node.name}", node)
            return replace(known, by=node.by) if isinstance(known, t.RunningSum) else node
        case t.Add():
            return t.add(*map(again, node.parts))
        case t.Sub():
            return t.sub(again(node.left), again(node.right))
        case t.Mul():
            return t.mul(again(node.left), again(node.right))
        case t.As():
            return t.as_kind(again(node.inner), node.kind)
        case t.Least():
            return t.least(*map(again, node.parts))
        case t.Most():
            return t.most(*map(again, node.parts))
        case t.Round():
            return t.rounded(again(node.inner), node.mode, node.step)
        case t.Ratio():
            return t.ratio(again(node.whole), again(node.part), again(node.total), node.mode)
        case t.If():
            return t.choose(again(node.test), again(node.then), again(node.otherwise))
        case _:
            return _truth(node, reads)


def _truth(node: Node, reads: Mapping[str, Node]) -> Node:
    """Give a truth restated; what holds no other node is as it was."""
    match node:
        case t.Compare():
            return t.compare(node.op, restated(node.left, reads), restated(node.right, reads))
        case t.OneOf():
            return t.one_of(restated(node.inner, reads), node.choices)
        case t.All():
            return t.all_of(*(restated(part, reads) for part in node.parts))
        case t.Any():
            return t.any_of(*(restated(part, reads) for part in node.parts))
        case t.Not():
            return t.negation(restated(node.inner, reads))
        case _:
            return node
