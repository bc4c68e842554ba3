"""No two rules meet without a word on which of them counts.

By structure: bands, ladders and rows of a table that may apply alone cannot overlap, and the
ways rules combine are stated. By cells: the best of rules that offer the same, discounts
that each stand alone, and one thing charged or taxed twice.
"""

from loyalty.constraints.no_dead_rule import first_of
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Programme
from loyalty.prover.conditions.ambiguous import meeting_rules
from loyalty.prover.deciding import Effort


def decide(programme: Programme, _params: Params, _effort: Effort) -> Answer:
    """Give PROVED with the number of pairs looked at, or with the first pair that may meet."""
    looked = meeting_rules(programme)
    if looked.findings:
        return Answer.refuted(f"by cells: {first_of(looked.findings)}")
    if looked.tangled:
        return Answer.open(f"too tangled to look through: {', '.join(looked.tangled)}")
    if not looked.rules:
        return Answer.shown("by structure: nothing in the files can meet")
    return Answer.shown(
        f"by cells: no pair of {looked.rules} meets, and by structure nothing else can", "cells"
    )
