"""Every rule can count: none excludes itself, always loses to another, or lies beyond what can happen.

By cells: conditions are met as sets of the values of their facts. Amounts that are worked out
count as free within their bounds, so a rule that is called dead is dead for certain.
"""

from collections.abc import Sequence

from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Programme
from loyalty.language.findings import Finding
from loyalty.prover.conditions.dead import dead_rules
from loyalty.prover.deciding import Effort


def decide(programme: Programme, _params: Params, _effort: Effort) -> Answer:
    """Give PROVED with the number of conditions looked at, or with the first rule that never counts."""
    looked = dead_rules(programme)
    if looked.findings:
        return Answer.refuted(f"by cells: {first_of(looked.findings)}")
    if looked.tangled:
        return Answer.open(f"too tangled to look through: {', '.join(looked.tangled)}")
    return Answer.shown(
        f"by cells: no condition of {looked.rules} excludes itself, and no rule always loses to another",
        "cells",
    )


def first_of(findings: Sequence[Finding]) -> str:
    """Give the first finding with its place, and how many there are besides."""
    more = f", and {len(findings) - 1} more" if len(findings) > 1 else ""
    return f"{findings[0].span}: {findings[0].message}{more}"
