"""Values of personal facts, which stand in no document: it is kept for years, and read by many."""

from collections.abc import Mapping
from typing import Any

from loyalty.decision.decide import Decision
from loyalty.decision.telling import Document
from loyalty.decision.telling.reach import Reach
from loyalty.decision.trace import Trace
from loyalty.language.readers.formula import reads_of


def withheld_in(decision: Decision, trace: Trace) -> frozenset[str]:
    """Give the ids of the facts whose values are not told."""
    reach = Reach(decision)
    if not any(map(reach.is_withheld, trace.inputs)):
        return frozenset()
    return frozenset(name for name in trace.facts() if reach.is_withheld(name))


def without_values(item: Mapping[str, Any], withheld: frozenset[str]) -> Document:
    """Give a rule that did not apply without what personal facts were; how far off it is may be told."""
    told = dict(item)
    if not withheld:
        return told
    told["was"] = {name: value for name, value in item["was"].items() if name not in withheld}
    told["missing"] = [
        {**part, "present": None} if withheld & reads_of(part["formula"]) else part
        for part in item["missing"]
    ]
    return told
