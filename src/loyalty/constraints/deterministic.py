"""The same case always comes to the same: nothing but the declared inputs can be read.

By structure: every name a formula reads is an input of its sheet or a formula before it, and the language
has no clock, no chance and no loop.
"""

from collections.abc import Iterator

from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Part, Programme
from loyalty.language.sheet import names_read
from loyalty.prover.deciding import Effort


def decide(programme: Programme, _params: Params, _effort: Effort) -> Answer:
    """Give that every sheet reads nothing but its inputs and what was worked out before."""
    parts = (programme.basket, *programme.plans.values(), *programme.events.values())
    loose = next((name for part in parts for name in _loose(part)), None)
    if loose is not None:
        return Answer.refuted(f"`{loose}` is read before it is known; by structure")
    return Answer.shown("every formula reads inputs and earlier formulas only; by structure")


def _loose(part: Part) -> Iterator[str]:
    known = set(part.compiled.sheet.reads)
    for formula in part.compiled.sheet.formulas:
        yield from names_read(formula.tree) - known
        known.add(formula.name)
