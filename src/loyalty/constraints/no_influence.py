"""Facts of some labels have no influence on price, points or tier.

By structure: a formula cannot depend on a fact that stands behind none of its parts, so
where no such fact is read the claim holds for every situation. Where one is read, reading
alone does not show influence, and nothing is decided here.
"""

from collections.abc import Iterator

from loyalty.constraints.verdict import Answer, Evidence, Params, listed
from loyalty.prover.deciding import Effort
from loyalty.decision.programme import Part, Programme
from loyalty.decision.trace import label_of

OUTCOMES = {"price": "total.due", "points": "points.earned", "tier": "tier.measure"}


def decide(programme: Programme, params: Params, _effort: Effort) -> Answer:
    """Give PROVED where no fact labelled as in ``from`` stands behind any outcome in ``on``."""
    labels = frozenset(listed(params, "from", ("protected", "proxy")))
    outcomes = [OUTCOMES[word] for word in listed(params, "on", tuple(OUTCOMES)) if word in OUTCOMES]
    found = sorted({fact for part in _parts(programme) for fact in _read(programme, part, outcomes, labels)})
    if found:
        return (
            Evidence.NOT_CHECKED,
            None,
            f"{', '.join(f'`{fact}`' for fact in found)} is read; whether it counts is open",
        )
    named = " or ".join(sorted(labels))
    return Evidence.PROVED, True, f"by structure: no formula behind the outcome reads a {named} fact"


def _parts(programme: Programme) -> tuple[Part, ...]:
    return (programme.basket, *programme.plans.values())


def _read(programme: Programme, part: Part, outcomes: list[str], labels: frozenset[str]) -> Iterator[str]:
    for formula, facts in part.compiled.sheet.behind.items():
        if any(formula == outcome or formula.startswith(f"{outcome}.") for outcome in outcomes):
            yield from (fact for fact in facts if label_of(fact, programme.shape) in labels)
