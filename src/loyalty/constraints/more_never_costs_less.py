"""Buying or using more never costs less: the total does not fall when a quantity rises.

For every order, whatever its lines, and for every line's quantity; for every plan and each of its meters,
and where a meter's use is parted into cells or times, for each of those.
"""

from collections.abc import Iterator

from loyalty.constraints.claims import on_plan, parts_of, settled
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Part, Programme
from loyalty.decision.situation import QUANTITY
from loyalty.pricing.rows import CELL_RULE, cell_name
from loyalty.prover.deciding import Effort
from loyalty.prover.showing.relation import Relation
from loyalty.prover.trying.claim import PairClaim

DUE = "total.due"
METERED = "usage.quantity."
OF_CELLS = cell_name("", "").removesuffix(".")


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
    return [n for n in names if n == QUANTITY or n.startswith(METERED) or _of_a_cell(n)]


def _of_a_cell(name: str) -> bool:
    """Give whether an input counts what is used in one cell of a meter, by what or when it is."""
    return name.startswith(OF_CELLS) and not name.endswith(f".{CELL_RULE}")
