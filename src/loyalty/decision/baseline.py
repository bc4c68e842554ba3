"""The price for a nobody: the same situation decided without membership and without personal facts."""

from loyalty.decision.decide import Decision, decide
from loyalty.decision.situate import facts_of_nobody


def for_nobody(decision: Decision) -> Decision:
    """Give the decision for somebody who is no member and of whom nothing is known.

    Facts of the request (what is bought, where it goes) stay; points offered are none.
    """
    part, programme = decision.part, decision.programme
    nothing = {**facts_of_nobody(programme, part), "order.points_offered": 0}
    return decide(programme, decision.situation.with_facts(part.compiled, nothing), part)
