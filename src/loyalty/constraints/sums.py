"""What a total is the sum of: its definition followed down to the lines that an explanation shows."""

from collections import Counter
from collections.abc import Mapping

from loyalty.decision.programme import Part
from loyalty.language import tree as t
from loyalty.language.sheet import Scope
from loyalty.language.tree import Const, Node
from loyalty.prover.specialise import World
from loyalty.prover.sums import sum_of

Terms = Counter[str]
"""How often each line counts, by its formula; below 0 where it is taken off."""

Lines = Mapping[str, str | None]
"""The formulas of lines, each with the formula while which alone it is shown."""


def shown(part: Part) -> Terms:
    """Give the lines an explanation adds up, each with its sign."""
    return Counter({line.formula: line.sign for line in part.lines if not line.inside})


def made_of(part: Part, total: str, lines_max: int) -> Terms | None:
    """Give what a total is the sum of, as far as the lines; None where it is no plain sum."""
    world = World(part.compiled.sheet, {}, lines_max)
    lines = {line.formula: line.shown_while for line in part.lines if not line.inside}
    return _terms(world, world.tree(total), lines)


def _terms(world: World, node: Node, lines: Lines) -> Terms | None:
    match node:
        case Const():
            return Counter() if node.value == 0 else None
        case t.Read(name=name) | t.SumLines(name=name) if name in lines:
            summed = isinstance(node, t.SumLines) or world.formulas[name].scope is Scope.ORDER
            return Counter({name: 1}) if summed else None
        case t.If(test=t.Read(name=test), then=t.Read(name=name), otherwise=Const(value=0)):
            # A line that is shown while something holds counts while it holds.
            return Counter({name: 1}) if lines.get(name) == test else None
        case t.Read(name=name) if name in world.formulas:
            return _terms(world, world.tree(name), lines)
        case t.SumLines(name=name):
            inner = sum_of(world, name)
            return None if inner is None else _terms(world, inner, lines)
        case t.Add():
            return _all([_terms(world, part, lines) for part in node.parts], [1] * len(node.parts))
        case t.Sub():
            return _all([_terms(world, part, lines) for part in (node.left, node.right)], [1, -1])
    return None


def _all(found: list[Terms | None], signs: list[int]) -> Terms | None:
    total: Terms = Counter()
    for terms, sign in zip(found, signs, strict=True):
        if terms is None:
            return None
        for name, times in terms.items():
            total[name] += sign * times
    return total
