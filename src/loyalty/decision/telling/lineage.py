"""Where a fact comes from: the labels of everything it was made of count for it too.

A segment is made of the facts its condition reads; a rule that asks for the segment asks for them. A score or
a list that was made elsewhere is made of the facts that its declaration names.
"""

from loyalty.decision.programme import Programme
from loyalty.decision.trace import label_of
from loyalty.language.lowering import BELONGING
from loyalty.language.occasions.belonging import SEGMENT


def sources_of(programme: Programme, fact: str) -> frozenset[str]:
    """Give the facts that stand behind a fact, itself among them."""
    known, waiting = set[str](), [fact]
    while waiting:
        name = waiting.pop()
        if name not in known:
            known.add(name)
            waiting.extend(made_of(programme, name))
    return frozenset(known)


def labels_of(programme: Programme, fact: str) -> frozenset[str]:
    """Give the labels of a fact and of everything it was made of."""
    return frozenset(label_of(name, programme.shape) for name in sources_of(programme, fact))


def made_of(programme: Programme, fact: str) -> frozenset[str]:
    """Give the facts that a fact is made of at once; none for one that is stated or recorded."""
    declared = programme.shape.facts.get(fact)
    if declared is not None and declared.made_of:
        return frozenset(declared.made_of)
    if not fact.startswith(SEGMENT) or programme.segments is None:
        return frozenset()
    return programme.segments.compiled.sheet.behind.get(
        f"{BELONGING}{fact.removeprefix(SEGMENT)}", frozenset()
    )
