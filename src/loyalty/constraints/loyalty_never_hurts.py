"""Regulars never pay more: no price rises with tenure, with orders or spending, nor by joining.

Of an offer with a last day nothing is asked: a dated welcome is for newcomers, as everybody can read.
"""

from collections.abc import Iterator
from itertools import pairwise

from loyalty.constraints.claims import on_plan, parts_of, settled
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Part, Programme
from loyalty.language import tree as t
from loyalty.language.lowering import NO_TIER
from loyalty.language.occasions.belonging import SINCE_ORDER
from loyalty.language.occasions.moments import HISTORY
from loyalty.language.tree import Comparison, Kind, Node
from loyalty.prover.deciding import Effort
from loyalty.prover.showing.relation import Relation
from loyalty.prover.trying.claim import Known, PairClaim

DUE, TIER, ENROLLED, DAY = "total.due", "member.tier", "member.enrolled", "order.day"


def decide(programme: Programme, _params: Params, effort: Effort) -> Answer:
    """Give what is known of the total as a member's past grows, and as somebody joins."""
    said = "no price rises with tenure, orders, spending or by joining, dated offers apart"
    return settled(programme, _claims(programme), effort, said)


def _claims(programme: Programme) -> Iterator[PairClaim]:
    for plan, part in parts_of(programme).items():
        dated = _dated(part)
        for item in part.compiled.sheet.inputs:
            if item.name.startswith(HISTORY) and item.name != SINCE_ORDER and item.node.kind is not Kind.TEXT:
                moves = {item.name: Relation.NOT_LESS}
                about = f"more `{item.name}`{on_plan(plan)}"
                yield PairClaim(about, part, {DUE: Relation.NOT_MORE}, moves, same=dated, plan=plan)
        ladder = programme.shape.tiers.ladder if programme.shape.tiers is not None else ()
        steps = [NO_TIER, *(step.name for step in ladder)]
        for lower, higher in pairwise(steps):
            yield _joining(part, lower, higher, dated, plan)


def _joining(part: Part, lower: str, higher: str, dated: frozenset[str], plan: str | None) -> PairClaim:
    first: Known = {TIER: lower, ENROLLED: int(lower != NO_TIER)}
    second: Known = {TIER: higher, ENROLLED: 1}
    moves = {TIER: Relation.UNKNOWN, ENROLLED: Relation.NOT_LESS}
    about = f"{higher} against {lower if lower != NO_TIER else 'nobody'}{on_plan(plan)}"
    return PairClaim(about, part, {DUE: Relation.NOT_MORE}, moves, first, second, dated, plan)


def _dated(part: Part) -> frozenset[str]:
    """Give the conditions that a last day ends."""
    return frozenset(
        f.name for f in part.compiled.sheet.formulas if f.tree.kind is Kind.TRUTH and _ends(f.tree)
    )


def _ends(tree: Node) -> bool:
    match tree:
        case t.Compare(op=Comparison.LE | Comparison.LT, left=t.Read(name=name), right=t.Const()):
            return name == DAY
        case t.All():
            return any(_ends(part) for part in tree.parts)
    return False
