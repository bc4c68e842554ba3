"""For what a formula is worked out, and who reads a fact that is not for it."""

from collections.abc import Iterator

from loyalty.decision.programme import Part, Programme
from loyalty.language.lowering import BELONGING
from loyalty.language.sheet import Formula, names_read
from loyalty.language.tree import Kind


def purposes_of(programme: Programme, part: Part, formula: Formula) -> frozenset[str]:
    """Give the purposes of a formula: its rule's id, tax, and what its fee or segment is for."""
    found = {formula.rule.id}
    if formula.name.startswith("tax."):
        found.add("tax")
    for segment in programme.shape.segments:
        if formula.rule.id == f"{BELONGING}{segment.id}":
            found |= set(segment.purpose)
    found |= {line.purpose for line in part.lines if line.rule.id == formula.rule.id and line.purpose}
    return frozenset(found)


def strangers(
    programme: Programme, part: Part, fact: str, purposes: tuple[str, ...], *, through: bool = False
) -> Iterator[Formula]:
    """Give the formulas that read a fact themselves and are for none of its purposes.

    With ``through`` also those that read it through conditions, segments among them.
    """
    known = {fact}
    for formula in part.compiled.sheet.formulas:
        if not names_read(formula.tree) & known:
            continue
        if not purposes_of(programme, part, formula) & set(purposes):
            yield formula
        if through and formula.tree.kind is Kind.TRUTH:
            known.add(formula.name)
