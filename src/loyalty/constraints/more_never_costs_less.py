"""Buying or using more never costs less: the total does not fall when a quantity rises.

For every order, whatever its lines, and for every line's quantity; for every plan and each of its meters.
"""

from collections.abc import Iterator

from loyalty.constraints.claims import on_plan, parts_of, settled
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Part, Programme
from loyalty.decision.situation import QUANTITY
from loyalty.prover.deciding import Effort
from loyalty.prover.showing.relation import Relation
from loyalty.prover.trying.claim import PairClaim

DUE = "total.due"
METERED = "usage.quantity."


def decide(programme: Programme, _params: Params, effort: Effort) -> Answer:
    """Give what is known of the total when a quantity rises."""
    return settled(programme, _claims(programme), effort, "the total never falls when a quantity rises")


def _claims(programme: Programme) -> Iterator[PairClaim]:
    for plan, part in parts_of(programme).items():
        for name in _quantities(part):
            yield PairClaim(
                f"more `{name}`{on_plan(plan)}",
                part,
                {DUE: Relation.NOT_LESS},
                {name: Relation.NOT_LESS},
                plan=plan,
            )


def _quantities(part: Part) -> list[str]:
    names = (item.name for item in part.compiled.sheet.inputs)
    return [name for name in names if name == QUANTITY or name.startswith(METERED)]
