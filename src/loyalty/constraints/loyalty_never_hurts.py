"""Regulars never pay more: no price rises with tenure, orders, spending or points, nor by joining.

Of a discount with a last day before the programme's own nothing is asked: a dated welcome is for newcomers,
as everybody can read. A welcome that ends with the programme, or after it, is one for ever.
"""

from collections.abc import Iterator
from itertools import pairwise

from loyalty.constraints.claims import on_plan, parts_of, settled
from loyalty.constraints.dated import dated_offers
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Part, Programme
from loyalty.language.lowering import NO_TIER
from loyalty.language.occasions.belonging import RFM, SINCE_ORDER
from loyalty.language.occasions.moments import HISTORY
from loyalty.language.sheet import Input
from loyalty.language.tree import Kind
from loyalty.prover.deciding import Effort
from loyalty.prover.showing.relation import Relation
from loyalty.prover.trying.claim import Known, PairClaim
from loyalty.redemption.payment import OFFERED
from loyalty.segments.rfm import GROUP_OF, PARTS

NAME = "loyalty_never_hurts"
DUE, TIER, ENROLLED = "total.due", "member.tier", "member.enrolled"


def decide(programme: Programme, _params: Params, effort: Effort) -> Answer:
    """Give what is known of the total as a member's past grows, and as somebody joins."""
    said = "no price rises with tenure, orders, spending, points or by joining, dated offers apart"
    return settled(programme, claims(programme), effort, said)


def claims(programme: Programme) -> Iterator[PairClaim]:
    """Give what must hold of every sheet: for each thing a loyal member has more of, and step by step."""
    for plan, part in parts_of(programme).items():
        dated = dated_offers(programme, part)
        for item in part.compiled.sheet.inputs:
            if item.name == RFM:
                yield from _oftener(part, dated, plan)
            elif _grows(item):
                moves = {item.name: Relation.NOT_LESS}
                about = f"more `{item.name}`{on_plan(plan)}"
                yield PairClaim(about, part, {DUE: Relation.NOT_MORE}, moves, same=dated, plan=plan)
        ladder = programme.shape.tiers.ladder if programme.shape.tiers is not None else ()
        steps = [NO_TIER, *(step.name for step in ladder)]
        for lower, higher in pairwise(steps):
            yield _joining(part, lower, higher, dated, plan)


def _oftener(part: Part, dated: frozenset[str], plan: str | None) -> Iterator[PairClaim]:
    """Give the groups of buyers who bought as lately, step by step those who bought more often."""
    ladders = ([GROUP_OF[lately, often] for often in range(1, PARTS + 1)] for lately in range(1, PARTS + 1))
    for rarer, oftener in sorted(
        {pair for ladder in ladders for pair in pairwise(ladder) if len({*pair}) > 1}
    ):
        about, moves = f"{oftener} against {rarer}{on_plan(plan)}", {RFM: Relation.UNKNOWN}
        first, second = {RFM: rarer}, {RFM: oftener}
        yield PairClaim(about, part, {DUE: Relation.NOT_MORE}, moves, first, second, dated, plan)


def _joining(part: Part, lower: str, higher: str, dated: frozenset[str], plan: str | None) -> PairClaim:
    first: Known = {TIER: lower, ENROLLED: int(lower != NO_TIER)}
    second: Known = {TIER: higher, ENROLLED: 1}
    moves = {TIER: Relation.UNKNOWN, ENROLLED: Relation.NOT_LESS}
    about = f"{higher} against {lower if lower != NO_TIER else 'nobody'}{on_plan(plan)}"
    return PairClaim(about, part, {DUE: Relation.NOT_MORE}, moves, first, second, dated, plan)


def _grows(item: Input) -> bool:
    """Give whether an input tells what a loyal member has more of."""
    of_the_past = item.name.startswith(HISTORY) and item.name != SINCE_ORDER
    return item.name == OFFERED or (of_the_past and item.node.kind is not Kind.TEXT)
