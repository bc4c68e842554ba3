"""The price for a nobody: the same situation decided without membership and without personal facts."""

from loyalty.decision.decide import Decision, decide
from loyalty.decision.trace import label_of
from loyalty.language.lowering import NO_TIER
from loyalty.language.readers.python import Value
from loyalty.language.tree import Kind

PERSONAL = frozenset({"membership", "personal"})


def for_nobody(decision: Decision) -> Decision:
    """Give the decision for somebody who is no member and of whom nothing is known.

    Facts of the request (what is bought, where it goes) stay; points offered are none.
    """
    part, programme = decision.part, decision.programme
    nothing: dict[str, Value] = {"member.enrolled": 0, "member.tier": NO_TIER, "order.points_offered": 0}
    for item in part.compiled.sheet.inputs:
        if item.name not in nothing and label_of(item.name, programme.shape) in PERSONAL:
            nothing[item.name] = "" if item.node.kind is Kind.TEXT else 0
    return decide(programme, decision.situation.with_facts(part.compiled, nothing), part)
