"""The first price shown contains every fee that nobody can avoid.

By structure: the total is one formula, and every mandatory fee and every tax is one of its
parts or contained in one.
"""

from collections.abc import Collection

from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Part, Programme
from loyalty.language import tree as t
from loyalty.language.sheet import names_read
from loyalty.language.tree import Node
from loyalty.prover.deciding import Effort

TOTAL = "total.due"


def decide(programme: Programme, _params: Params, _effort: Effort) -> Answer:
    """Give PROVED where each mandatory line of every sheet is a part of its total."""
    missing = sorted(
        line for part in (programme.basket, *programme.plans.values()) for line in _left_out(part)
    )
    if missing:
        return Answer.refuted(f"{', '.join(f'`{m}`' for m in missing)} is not in the total; by structure")
    return Answer.shown("the total is the sum of every mandatory line; by structure")


def _left_out(part: Part) -> frozenset[str]:
    trees = {formula.name: formula.tree for formula in part.compiled.sheet.formulas}
    reached: set[str] = set()
    waiting = [TOTAL]
    while waiting:
        name = waiting.pop()
        if name not in reached and name in trees:
            reached.add(name)
            waiting.extend(names_read(trees[name]))
    charged = {line.formula for line in part.lines if line.mandatory and line.sign > 0 and not line.inside}
    # A line's list price is in the total through what discounts leave of it.
    return frozenset(line for line in charged - reached if not _between(trees[line], reached))


def _between(tree: Node, reached: Collection[str]) -> bool:
    """Give whether a line is a difference of numbers that are all in the total."""
    read = names_read(tree)
    return isinstance(tree, t.Sub) and bool(read) and read <= set(reached)
