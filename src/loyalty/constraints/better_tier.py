"""A higher tier is never worse: it pays no more for the same basket, and earns no less for the same money.

``earns: no_less`` compares equal amounts paid: whoever pays less because of a discount may earn on less.
Benefits that the ladder declares are compared number by number.
"""

from collections.abc import Iterator
from itertools import pairwise

from loyalty.constraints.claims import on_plan, parts_of, settled
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Part, Programme
from loyalty.language.occasions.benefits import benefits_of, stated
from loyalty.language.tree import Kind, names_read
from loyalty.prover.deciding import Effort
from loyalty.prover.showing.relation import Relation
from loyalty.prover.trying.claim import Known, PairClaim
from loyalty.redemption.payment import OFFERED

TIER, ENROLLED = "member.tier", "member.enrolled"
DUE, EARNED = "total.due", "points.earned"


def decide(programme: Programme, _params: Params, effort: Effort) -> Answer:
    """Give what is known of every two neighbours of the ladder."""
    lost = list(_lost(programme))
    if lost:
        return Answer.refuted(f"{lost[0]}; by structure")
    return settled(
        programme,
        _claims(programme),
        effort,
        "a higher tier never pays more for the same basket, nor earns less for the same money",
    )


def _claims(programme: Programme) -> Iterator[PairClaim]:
    ladder = programme.shape.tiers.ladder if programme.shape.tiers is not None else ()
    for plan, part in parts_of(programme).items():
        held = _paid(part)
        for lower, higher in pairwise(step.name for step in ladder):
            first: Known = {TIER: lower, ENROLLED: 1, OFFERED: 0}
            second: Known = {**first, TIER: higher}
            about = f"{higher} against {lower}{on_plan(plan)}"
            moves = {TIER: Relation.UNKNOWN}
            yield PairClaim(about, part, {DUE: Relation.NOT_MORE}, moves, first, second, plan=plan)
            yield PairClaim(about, part, {EARNED: Relation.NOT_LESS}, moves, first, second, held, plan)


def _paid(part: Part) -> frozenset[str]:
    """Give what the points are worked out from and the total is made of: what is paid for each line, say.

    Conditions are not held: a segment of a lower tier alone may be behind a discount and points alike.
    """
    priced, earning = _behind(part, DUE), _behind(part, EARNED)
    trees = {formula.name: formula.tree for formula in part.compiled.sheet.formulas}
    numbers = frozenset(name for name in priced if trees[name].kind is not Kind.TRUTH)
    return numbers & frozenset().union(*(names_read(trees[name]) for name in earning - priced))


def _behind(part: Part, outcome: str) -> frozenset[str]:
    """Give the formulas that an outcome is made of."""
    trees = {formula.name: formula.tree for formula in part.compiled.sheet.formulas}
    found, waiting = set[str](), [outcome]
    while waiting:
        name = waiting.pop()
        if name in trees and name not in found:
            found.add(name)
            waiting.extend(names_read(trees[name]))
    return frozenset(found)


def _lost(programme: Programme) -> Iterator[str]:
    """Give the benefits of a tier that the next higher one has less of.

    Of a quantity nobody can say which way is better (hours until an answer): it must only be there.
    """
    shape = programme.shape
    for lower, higher in pairwise(shape.tiers.ladder if shape.tiers is not None else ()):
        for benefit, declared in benefits_of(shape).items():
            had, has = stated(shape, lower, benefit) or 0, stated(shape, higher, benefit) or 0
            if had > has and (declared.is_ != "quantity" or not has):
                yield f"{higher.name} has less of the benefit `{benefit}` than {lower.name}"
