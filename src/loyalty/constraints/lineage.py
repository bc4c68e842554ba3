"""The way from a fact to the one whose label it inherits."""

from loyalty.decision.programme import Programme
from loyalty.decision.telling.lineage import labels_of, made_of
from loyalty.decision.trace import label_of


def path_to(programme: Programme, fact: str, labels: frozenset[str]) -> str:
    """Give the way from a fact to the first one with one of the labels, arrow by arrow."""
    if label_of(fact, programme.shape) in labels:
        return f"`{fact}`"
    for name in sorted(made_of(programme, fact)):
        if labels & labels_of(programme, name):
            return f"`{fact}` ← {path_to(programme, name, labels)}"
    return f"`{fact}`"
