"""A fact about the person never raises a price: known, it costs no more than unknown.

Compared with a member of whom nobody knows the fact, the total of the same basket is never higher.
"""

from collections.abc import Iterator

from loyalty.constraints.claims import on_plan, parts_of, settled
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Programme
from loyalty.decision.situate import facts_of_nobody
from loyalty.decision.telling.lineage import labels_of
from loyalty.prover.deciding import Effort
from loyalty.prover.showing.relation import Relation
from loyalty.prover.trying.claim import PairClaim

DUE = "total.due"


def decide(programme: Programme, _params: Params, effort: Effort) -> Answer:
    """Give what is known of totals with and without each personal fact that is read."""
    claims = list(_claims(programme))
    if not claims:
        return Answer.shown("no price reads a personal fact; by structure")
    return settled(programme, claims, effort, "a personal fact never makes a price higher than without it")


def _claims(programme: Programme) -> Iterator[PairClaim]:
    for plan, part in parts_of(programme).items():
        unknown = facts_of_nobody(programme, part)
        behind = part.compiled.sheet.behind.get(DUE, frozenset())
        for fact in sorted(behind & part.compiled.sheet.reads & unknown.keys()):
            if "personal" in labels_of(programme, fact):
                about = f"`{fact}` known against unknown{on_plan(plan)}"
                moves = {fact: Relation.UNKNOWN}
                first = {fact: unknown[fact]}
                yield PairClaim(about, part, {DUE: Relation.NOT_MORE}, moves, first, plan=plan)
